// A host that throws, whatever and wherever it throws, costs a typed outcome or error and nothing else: as
// soon as it works again, the same passcode opens.

package org.secureapps.passcode

import kotlinx.coroutines.CancellationException
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.EnumSource
import org.secureapps.passcode.ffi.Credentials
import org.secureapps.passcode.ffi.Event
import org.secureapps.passcode.ffi.Outcome
import org.secureapps.passcode.ffi.PasscodeEngine
import org.secureapps.passcode.ffi.Platform
import org.secureapps.passcode.ffi.State
import org.secureapps.passcode.phone.PASSCODE
import org.secureapps.passcode.phone.Phone
import org.secureapps.passcode.phone.Port
import org.secureapps.passcode.phone.testing
import org.secureapps.passcode.phone.typed
import org.secureapps.passcode.ffi.Ports as NativePorts

internal class ThrowingHostTest {
    private val phone = Phone()

    @ParameterizedTest
    @EnumSource(Port::class)
    fun `whatever a port throws is told as what it costs`(port: Port) =
        testing {
            phone.openLocked().use { manager ->
                for (thrown in thrownBy(port)) {
                    var calls = 0
                    phone.hook = {
                        if (it == port) {
                            calls += 1
                            throw thrown
                        }
                    }
                    assertEquals(expected(port), outcomeOf { operation(port, manager) }, "$thrown")
                    assertTrue(calls > 0, "$port was not called")
                    phone.hook = {}
                    phone.clock.advance(2 * 60 * 60_000)
                    manager.refresh()
                    assertEquals(PasscodeState.Locked, manager.state.value, "$thrown")
                }
                assertEquals(PasscodeOutcome.Unlocked, manager.unlock(typed(PASSCODE)))
                assertEquals(10, manager.status.value.attemptsRemaining)
            }
        }

    @ParameterizedTest
    @EnumSource(Port::class)
    fun `a phone that is opened while a port throws is whole afterwards`(port: Port) =
        testing {
            phone.openLocked().close()
            phone.hook = { if (it == port) throw StackOverflowError() }
            val opened = runCatching { phone.open() }
            val codes = listOf("store.unavailable", "hardware_key.unavailable")
            opened.onFailure { assertTrue((it as PasscodeException).code in codes, "$it") }
            phone.hook = {}
            (opened.getOrNull() ?: phone.open()).use {
                assertEquals(PasscodeState.Locked, it.refresh().state)
                assertEquals(PasscodeOutcome.Unlocked, it.unlock(typed(PASSCODE)))
            }
        }

    @Test
    fun `a clock that fails never keeps a session open`() =
        testing {
            phone.openLocked().use { manager ->
                assertEquals(PasscodeOutcome.Unlocked, manager.unlock(typed(PASSCODE)))
                phone.hook = { if (it == Port.NOW) throw IllegalStateException("no clock") }
                assertEquals("engine.event_not_allowed", outcomeOf { manager.handOff("mail", ByteArray(32) { 9 }) })
                assertEquals(PasscodeState.Locked, manager.state.value)
                // Neither does one that works again: the session is gone, not hidden.
                phone.hook = {}
                assertEquals(PasscodeState.Locked, manager.refresh().state)
                phone.hook = { if (it == Port.NOW) throw NoClassDefFoundError() }
                assertEquals(PasscodeOutcome.Unlocked, manager.unlock(typed(PASSCODE)))
                assertEquals(PasscodeState.Locked, manager.state.value)
                assertNull(manager.status.value.changesAtSinceBootMs)
            }
        }

    @Test
    fun `an exception of a prompter reaches the caller, and nothing stays half open`() =
        testing {
            val phone = Phone("""{"biometric_unlock": true}""")
            phone.openLocked().use { manager ->
                manager.unlock(typed(PASSCODE))
                val thrown = NoClassDefFoundError("a prompter")
                val caught =
                    runCatching { manager.enableBiometrics(typed(PASSCODE)) { throw thrown } }.exceptionOrNull()
                assertEquals(thrown, caught)
                assertError<PasscodeException.HardwareKeyUnavailable> {
                    manager.enableBiometrics(typed(PASSCODE)) { BiometricAnswer.Answered(ByteArray(31)) }
                }
                assertEquals(Biometrics.OFF, manager.refresh().biometrics)
                manager.lock()
                assertEquals(PasscodeOutcome.Unlocked, manager.unlock(typed(PASSCODE)))
            }
        }

    @Test
    fun `an observer and a log that throw change nothing`() {
        for (thrown in listOf(RuntimeException("deaf"), StackOverflowError(), CancellationException("deaf"))) {
            val phone = Phone()
            val log = LogShim { throw thrown }
            val ports =
                NativePorts(
                    ClockShim(phone.clock),
                    StoreShim(phone.records),
                    KeysShim(phone.keys),
                    TransportShim(phone.portal),
                    ObserverShim { throw thrown },
                    log,
                )
            PasscodeEngine.open(ports, Phone.SETTINGS.toNative(Platform.ANDROID)).use { engine ->
                val password = typed("password").native
                assertEquals(Outcome.Enrolled, engine.handle(Event.Enroll(Credentials("alice", password))))
                assertEquals(State.PasscodeNeeded, engine.status().state)
            }
        }
    }

    private fun thrownBy(port: Port): List<Throwable> {
        val own =
            when (port) {
                Port.READ, Port.REPLACE, Port.REMOVE, Port.ENTER, Port.LEAVE ->
                    RecordStoreException(RecordStoreException.Failure.UNAVAILABLE)
                Port.CREATE, Port.DELETE, Port.PRF, Port.SIGN ->
                    HardwareKeyException(HardwareKeyException.Failure.UNAVAILABLE)
                Port.SEND -> PortalTransportException(PortalTransportException.Failure.UNREACHABLE)
                Port.NOW, Port.WRITE -> java.io.IOException("out of order")
            }
        return listOf(
            own,
            RuntimeException("out of order"),
            StackOverflowError(),
            OutOfMemoryError("made by hand"),
            NoClassDefFoundError("made/by/Hand"),
            CancellationException("not the caller's"),
        )
    }

    /** One that comes to that port. The passcode stays the same whether or not it is changed. */
    private suspend fun operation(
        port: Port,
        manager: PasscodeManager,
    ): PasscodeOutcome =
        when (port) {
            Port.NOW, Port.READ, Port.REPLACE, Port.ENTER, Port.LEAVE, Port.PRF, Port.WRITE ->
                manager.unlock(typed(PASSCODE))
            Port.SIGN, Port.SEND -> manager.checkIn()
            Port.CREATE, Port.DELETE, Port.REMOVE -> {
                if (manager.state.value != PasscodeState.Unlocked) manager.unlock(typed(PASSCODE))
                manager.change(typed(PASSCODE), typed(PASSCODE), typed(PASSCODE), Keyboard.NUMBER_PAD)
            }
        }

    private fun expected(port: Port): Any =
        when (port) {
            // What fails after the commit, or is not needed for it, does not take anything back.
            Port.NOW, Port.LEAVE, Port.WRITE -> PasscodeOutcome.Unlocked
            Port.DELETE, Port.REMOVE -> PasscodeOutcome.Changed
            Port.READ, Port.REPLACE, Port.ENTER -> "store.unavailable"
            Port.CREATE, Port.PRF, Port.SIGN -> "hardware_key.unavailable"
            Port.SEND -> "portal.unreachable"
        }
}

/** What came of it: an outcome, or the code of a typed error. Anything else is thrown on. */
internal suspend fun outcomeOf(call: suspend () -> PasscodeOutcome): Any =
    try {
        call()
    } catch (error: PasscodeException) {
        error.code
    }
