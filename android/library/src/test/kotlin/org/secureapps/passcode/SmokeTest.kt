package org.secureapps.passcode

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.secureapps.passcode.phone.ManualClock
import org.secureapps.passcode.phone.MemoryRecords
import org.secureapps.passcode.phone.SoftKeys

internal class SmokeTest {
    @Test
    fun `an unreachable portal is a typed error`() {
        runBlocking {
            val transport =
                PortalTransport { throw PortalTransportException(PortalTransportException.Failure.UNREACHABLE) }
            val ports = PasscodePorts(ManualClock(), MemoryRecords(), SoftKeys(), transport)
            val settings = PasscodeSettings("3.1.0", "phone", DerivationCost.FLOOR)
            PasscodeManager.open(ports, settings, Dispatchers.IO).use { manager ->
                assertEquals(PasscodeState.NotEnrolled, manager.state.value)
                val error =
                    runCatching {
                        manager.enroll(
                            "alice",
                            PasscodeInput.of("secret".toCharArray()),
                        )
                    }.exceptionOrNull()
                assertEquals("portal.unreachable", (error as PasscodeException).code)
            }
        }
    }
}
