// The model over a real manager: what is typed gets there, and what comes back is shown.

package org.secureapps.passcode.screens

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.secureapps.passcode.ClockReading
import org.secureapps.passcode.DerivationCost
import org.secureapps.passcode.HardwareKeyException
import org.secureapps.passcode.HardwareKeys
import org.secureapps.passcode.KeyPurpose
import org.secureapps.passcode.PasscodeClock
import org.secureapps.passcode.PasscodeManager
import org.secureapps.passcode.PasscodePorts
import org.secureapps.passcode.PasscodeSettings
import org.secureapps.passcode.PortalTransport
import org.secureapps.passcode.PortalTransportException
import org.secureapps.passcode.PrfInput
import org.secureapps.passcode.RecordName
import org.secureapps.passcode.RecordStore
import org.secureapps.passcode.Retry
import org.secureapps.passcode.StoredRecord

internal class ManagerOperationsTest {
    /** Key hardware that does not answer. */
    private object NoKeys : HardwareKeys {
        override fun create(
            name: String,
            purpose: KeyPurpose,
        ): ByteArray = fail()

        override fun delete(name: String) = Unit

        override fun prf(
            name: String,
            input: PrfInput,
        ): ByteArray = fail()

        override fun sign(
            name: String,
            message: ByteArray,
        ): ByteArray = fail()

        private fun fail(): Nothing = throw HardwareKeyException(HardwareKeyException.Failure.UNAVAILABLE)
    }

    /** A phone on its first day. */
    private object NoRecords : RecordStore {
        override fun read(name: RecordName): StoredRecord? = null

        override fun replace(
            name: RecordName,
            expected: Long?,
            bytes: ByteArray,
        ) = 1L

        override fun remove(name: RecordName) = Unit

        override fun enter() = Unit

        override fun leave() = Unit
    }

    private val clock = PasscodeClock { ClockReading(0, 0, ByteArray(16)) }
    private val transport =
        PortalTransport { throw PortalTransportException(PortalTransportException.Failure.UNREACHABLE) }

    @Test
    fun `an error of the library is shown with its code, and the password is wiped`() {
        val ports = PasscodePorts(clock, NoRecords, NoKeys, transport)
        val settings = PasscodeSettings("3.1.0", "phone", DerivationCost.FLOOR)
        runBlocking {
            PasscodeManager.open(ports, settings, Dispatchers.IO).use { manager ->
                // One thread at a time stands in for the main thread.
                val main = Dispatchers.Default.limitedParallelism(1)
                val scope = CoroutineScope(main)
                val password = "secret".toCharArray()
                val model = withContext(main) { PasscodeScreenModel(manager, clock, scope) }
                withContext(main) { model.signIn("alice", password) }
                val shown = withTimeout(20_000) { model.screen.first { it.notice != null } }
                assertEquals(Notice.Failed("hardware_key.unavailable", Retry.LATER), shown.notice)
                assertTrue(password.all { it == '\u0000' })
                scope.cancel()
            }
        }
    }
}
