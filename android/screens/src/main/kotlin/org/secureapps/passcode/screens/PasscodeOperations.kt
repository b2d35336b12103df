// What the screens ask of a PasscodeManager, in characters. Tests bring their own.

package org.secureapps.passcode.screens

import kotlinx.coroutines.flow.StateFlow
import org.secureapps.passcode.BiometricPrompter
import org.secureapps.passcode.Keyboard
import org.secureapps.passcode.PasscodeInput
import org.secureapps.passcode.PasscodeManager
import org.secureapps.passcode.PasscodeOutcome
import org.secureapps.passcode.PasscodeStatus
import org.secureapps.passcode.RuleCheck

/** SECURITY: characters are taken over and wiped at once, before anything is waited for. */
internal interface PasscodeOperations {
    val status: StateFlow<PasscodeStatus>

    suspend fun enroll(
        userName: String,
        password: CharArray,
    ): PasscodeOutcome

    suspend fun create(new: TypedTwice): PasscodeOutcome

    suspend fun unlock(passcode: CharArray): PasscodeOutcome

    fun lock()

    suspend fun change(
        current: CharArray?,
        new: TypedTwice,
    ): PasscodeOutcome

    suspend fun beginReset(
        userName: String,
        password: CharArray,
    ): PasscodeOutcome

    suspend fun redeemGrant(
        userName: String,
        password: CharArray?,
    ): PasscodeOutcome

    suspend fun finishReset(new: TypedTwice): PasscodeOutcome

    suspend fun abandonReset(): PasscodeOutcome

    suspend fun enableBiometrics(
        passcode: CharArray,
        prompter: BiometricPrompter,
    ): PasscodeOutcome

    suspend fun disableBiometrics(): PasscodeOutcome

    suspend fun unlockWithBiometrics(prompter: BiometricPrompter): PasscodeOutcome

    suspend fun checkIn(): PasscodeOutcome

    suspend fun retire(): PasscodeOutcome

    suspend fun checkList(typed: CharArray): List<RuleCheck>

    suspend fun refresh(): PasscodeStatus
}

/** A new passcode, as it was typed twice. */
internal class TypedTwice(
    val passcode: CharArray,
    val repeated: CharArray,
    val keyboard: Keyboard,
)

internal class ManagerOperations(
    private val manager: PasscodeManager,
) : PasscodeOperations {
    override val status = manager.status

    override suspend fun enroll(
        userName: String,
        password: CharArray,
    ) = manager.enroll(userName, password.toInput())

    override suspend fun create(new: TypedTwice) =
        manager.create(new.passcode.toInput(), new.repeated.toInput(), new.keyboard)

    override suspend fun unlock(passcode: CharArray) = manager.unlock(passcode.toInput())

    override fun lock() = manager.lock()

    override suspend fun change(
        current: CharArray?,
        new: TypedTwice,
    ) = manager.change(current?.toInput(), new.passcode.toInput(), new.repeated.toInput(), new.keyboard)

    override suspend fun beginReset(
        userName: String,
        password: CharArray,
    ) = manager.beginReset(userName, password.toInput())

    override suspend fun redeemGrant(
        userName: String,
        password: CharArray?,
    ) = manager.redeemGrant(userName, password?.toInput())

    override suspend fun finishReset(new: TypedTwice) =
        manager.finishReset(new.passcode.toInput(), new.repeated.toInput(), new.keyboard)

    override suspend fun abandonReset() = manager.abandonReset()

    override suspend fun enableBiometrics(
        passcode: CharArray,
        prompter: BiometricPrompter,
    ) = manager.enableBiometrics(passcode.toInput(), prompter)

    override suspend fun disableBiometrics() = manager.disableBiometrics()

    override suspend fun unlockWithBiometrics(prompter: BiometricPrompter) = manager.unlockWithBiometrics(prompter)

    override suspend fun checkIn() = manager.checkIn()

    override suspend fun retire() = manager.retire()

    override suspend fun checkList(typed: CharArray) = manager.checkList(typed)

    override suspend fun refresh() = manager.refresh()

    private fun CharArray.toInput() = PasscodeInput.of(this)
}
