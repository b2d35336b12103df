// A portal that enrols whoever comes, and a manager on a phone that it enrolled.

package org.secureapps.passcode.android

import kotlinx.coroutines.Dispatchers
import org.junit.jupiter.api.Assertions.assertEquals
import org.secureapps.passcode.DerivationCost
import org.secureapps.passcode.Keyboard
import org.secureapps.passcode.PasscodeInput
import org.secureapps.passcode.PasscodeManager
import org.secureapps.passcode.PasscodeOutcome
import org.secureapps.passcode.PasscodePorts
import org.secureapps.passcode.PasscodeSettings
import org.secureapps.passcode.PortalAnswer
import org.secureapps.passcode.PortalRequest
import org.secureapps.passcode.PortalTransport
import org.secureapps.passcode.PortalTransportException
import org.secureapps.passcode.testing.ManualClock
import org.secureapps.passcode.testing.MemoryRecords
import org.secureapps.passcode.testing.SoftKeys
import java.util.concurrent.CopyOnWriteArrayList

internal class FriendlyPortal(
    private val rules: String,
) : PortalTransport {
    val paths = CopyOnWriteArrayList<String>()

    @Volatile
    var isThere = true

    override fun send(request: PortalRequest): PortalAnswer {
        if (!isThere) throw PortalTransportException(PortalTransportException.Failure.UNREACHABLE)
        val path = request.path.substringAfterLast('/')
        paths += path
        return when (path) {
            "nonce" -> PortalAnswer(200, """{"nonce": "n", "server_time": 1767600000}""".toByteArray())
            "enroll" -> PortalAnswer(201, enrolled().toByteArray())
            "check-in" -> PortalAnswer(200, "{$STANDING}".toByteArray())
            else -> PortalAnswer(503, ByteArray(0))
        }
    }

    private fun enrolled() =
        """{"tenant": "t", "user": "u", "device": "d", $STANDING,
            "configuration": {"id": "c", "version": 1, "rules": $rules}}"""

    private companion object {
        /** The escrow key is X25519's base point: nobody resets a passcode here. */
        const val STANDING =
            """"server_time_ms": 1767600000000,
            "escrow_key": {"id": "e", "public_key": "CQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}"""
    }
}

internal class TestPhone(
    rules: String = "{}",
) {
    val clock = ManualClock()
    val portal = FriendlyPortal(rules)

    suspend fun openManager(): PasscodeManager =
        PasscodeManager.open(
            PasscodePorts(clock, MemoryRecords(), SoftKeys(), portal),
            PasscodeSettings("3.1.0", "phone", DerivationCost.FLOOR),
            Dispatchers.IO,
        )

    suspend fun openUnlocked(): PasscodeManager =
        openManager().also { manager ->
            assertEquals(PasscodeOutcome.Enrolled, manager.enroll("alice", typed("correct horse")))
            val created = manager.create(typed(PASSCODE), typed(PASSCODE), Keyboard.NUMBER_PAD)
            assertEquals(PasscodeOutcome.Created, created)
        }

    companion object {
        const val PASSCODE = "847319"

        fun typed(text: String): PasscodeInput = PasscodeInput.of(text.toCharArray())
    }
}
