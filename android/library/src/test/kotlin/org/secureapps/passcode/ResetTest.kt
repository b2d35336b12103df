// A reset over a network that fails, by users who go away: whatever happens in the middle, the state is the
// truth, and beginning again works. With the real portal.

package org.secureapps.passcode

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.withContext
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestInstance
import org.secureapps.passcode.ffi.Credentials
import org.secureapps.passcode.ffi.Event
import org.secureapps.passcode.ffi.Outcome
import org.secureapps.passcode.ffi.PasscodeEngine
import org.secureapps.passcode.ffi.Platform
import org.secureapps.passcode.ffi.builtInTransport
import org.secureapps.passcode.phone.Gate
import org.secureapps.passcode.phone.PASSCODE
import org.secureapps.passcode.phone.PASSWORD
import org.secureapps.passcode.phone.Phone
import org.secureapps.passcode.phone.beginWithAlice
import org.secureapps.passcode.phone.simulatorProgram
import org.secureapps.passcode.phone.testing
import org.secureapps.passcode.phone.typed
import org.secureapps.passcode.testing.SimulatedPortal
import org.secureapps.passcode.ffi.PasscodeException as NativeException
import org.secureapps.passcode.ffi.Ports as NativePorts

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
internal class ResetTest {
    private val starting = lazy { SimulatedPortal.start(simulatorProgram()) }
    private val portal by starting
    private lateinit var phone: Phone

    /** Serves one operation after the other, so that what comes later sees what was before. */
    private val oneByOne = Dispatchers.IO.limitedParallelism(1)

    @BeforeEach
    fun begin() {
        portal.beginWithAlice()
        phone = Phone()
        phone.portal = portal.transport()
    }

    @AfterAll
    fun end() {
        if (starting.isInitialized()) portal.close()
    }

    @Test
    fun `an answer that comes after the caller went away is taken all the same`() =
        forgotten { manager ->
            val gate = Gate()
            val password = cancelledInTheMiddle(manager, gate)
            gate.open()
            assertEquals(PasscodeState.ResetInProgress, manager.refresh().state)
            assertTrue(password.native.uniffiIsDestroyed)
            assertResets(manager)
        }

    @Test
    fun `beginning again after going away works, before and after the answer came`() =
        forgotten { manager ->
            val gate = Gate()
            cancelledInTheMiddle(manager, gate)
            gate.open()
            assertEquals(PasscodeOutcome.ResetReady, manager.beginReset("alice", typed(PASSWORD)))
            assertEquals(PasscodeOutcome.ResetReady, manager.beginReset("alice", typed(PASSWORD)))
            assertResets(manager)
        }

    @Test
    fun `an answer that was lost is given again`() =
        forgotten { manager ->
            phone.portal =
                PortalTransport { request ->
                    val answer = portal.transport().send(request)
                    if (!request.path.endsWith("/reset")) return@PortalTransport answer
                    throw PortalTransportException(PortalTransportException.Failure.TIMED_OUT)
                }
            assertError<PasscodeException.PortalTimedOut> { manager.beginReset("alice", typed(PASSWORD)) }
            assertEquals(PasscodeState.Locked, manager.state.value)
            phone.portal = portal.transport()
            assertEquals(PasscodeOutcome.ResetReady, manager.beginReset("alice", typed(PASSWORD)))
            assertResets(manager)
        }

    @Test
    fun `a lock while the answer is on its way wins`() =
        forgotten { manager ->
            val gate = Gate()
            cancelledInTheMiddle(manager, gate)
            manager.lock()
            gate.open()
            assertEquals(PasscodeState.Locked, manager.refresh().state)
            assertEquals(PasscodeOutcome.Unlocked, manager.unlock(typed(PASSCODE)))
        }

    @Test
    fun `a wrong password changes nothing`() =
        forgotten { manager ->
            val refused = PasscodeOutcome.Refused(Refusal.CredentialsNotAccepted)
            assertEquals(refused, manager.beginReset("alice", typed("wrong")))
            assertEquals(PasscodeOutcome.Unlocked, manager.unlock(typed(PASSCODE)))
        }

    @Test
    fun `the library's own transport trusts the pinned certificate, and no other`() {
        val (right, other) =
            listOf(
                portal.certificateSha256,
                ByteArray(32),
            ).map { builtInTransport(portal.address, it) }
        val outcomes =
            listOf(other, right).map { transport ->
                val clock = ClockShim(phone.clock)
                val (store, keys) = StoreShim(phone.records) to KeysShim(phone.keys)
                val ports = NativePorts(clock, store, keys, transport, observer = null, log = null)
                PasscodeEngine.open(ports, Phone.SETTINGS.toNative(Platform.ANDROID)).use { engine ->
                    typed(PASSWORD).use { password ->
                        runCatching { engine.handle(Event.Enroll(Credentials("alice", password.native))) }
                    }
                }
            }
        assertEquals(NativeException.PortalUntrusted::class.java, outcomes[0].exceptionOrNull()?.javaClass)
        assertEquals(Outcome.Enrolled, outcomes[1].getOrThrow())
    }

    private fun forgotten(test: suspend (PasscodeManager) -> Unit) =
        testing { phone.openLocked(oneByOne).use { test(it) } }

    /** The portal has answered, but the answer does not come; the caller does not wait for it. */
    private suspend fun cancelledInTheMiddle(
        manager: PasscodeManager,
        gate: Gate,
    ): PasscodeInput =
        withContext(Dispatchers.Default) {
            phone.portal =
                PortalTransport { request ->
                    portal.transport().send(request).also { if (request.path.endsWith("/reset")) gate.pass() }
                }
            val password = typed(PASSWORD)
            val beginning = async { manager.beginReset("alice", password) }
            gate.awaitSomebody()
            // It would wait for ever: only the test opens the gate.
            beginning.cancelAndJoin()
            phone.portal = portal.transport()
            password
        }

    private suspend fun assertResets(manager: PasscodeManager) {
        val (new, repeated) = typed("270451") to typed("270451")
        assertEquals(PasscodeOutcome.Reset, manager.finishReset(new, repeated, Keyboard.NUMBER_PAD))
        manager.lock()
        assertEquals(PasscodeOutcome.WrongPasscode(9, null), manager.unlock(typed(PASSCODE)))
        assertEquals(PasscodeOutcome.Unlocked, manager.unlock(typed("270451")))
    }
}
