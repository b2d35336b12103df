// Every suspend function of the manager, by its name, with inputs that make sense somewhere.

package org.secureapps.passcode

import org.secureapps.passcode.phone.PASSCODE
import org.secureapps.passcode.phone.typed

internal val operations: Map<String, suspend PasscodeManager.() -> Any> =
    mapOf(
        "enroll" to { enroll("alice", typed("password")) },
        "create" to { create(typed(PASSCODE), typed(PASSCODE), Keyboard.FULL) },
        "unlock" to { unlock(typed(PASSCODE)) },
        "change" to { change(typed(PASSCODE), typed(PASSCODE), typed(PASSCODE), Keyboard.FULL) },
        "beginReset" to { beginReset("alice", typed("password")) },
        "redeemGrant" to { redeemGrant("alice", typed("password")) },
        "finishReset" to { finishReset(typed(PASSCODE), typed(PASSCODE), Keyboard.FULL) },
        "abandonReset" to { abandonReset() },
        "enableBiometrics" to { enableBiometrics(typed(PASSCODE)) { BiometricAnswer.Cancelled } },
        "disableBiometrics" to { disableBiometrics() },
        "unlockWithBiometrics" to { unlockWithBiometrics { BiometricAnswer.Cancelled } },
        "checkIn" to { checkIn() },
        "handOff" to { handOff("mail", ByteArray(32) { 9 }) },
        "noteActivity" to { noteActivity() },
        "noteScreenOff" to { noteScreenOff() },
        "noteBackground" to { noteBackground() },
        "checkList" to { checkList(PASSCODE.toCharArray()) },
        "refresh" to { refresh() },
        "retire" to { retire() },
    )
