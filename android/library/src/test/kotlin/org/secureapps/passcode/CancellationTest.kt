// A caller that is cancelled is released at once; what was begun is finished, what was charged stays charged,
// and what was typed is wiped when the library is done with it.

package org.secureapps.passcode

import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.cancel
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.secureapps.passcode.phone.Gate
import org.secureapps.passcode.phone.PASSCODE
import org.secureapps.passcode.phone.Phone
import org.secureapps.passcode.phone.Port
import org.secureapps.passcode.phone.WRONG_PASSCODE
import org.secureapps.passcode.phone.testing
import org.secureapps.passcode.phone.typed

internal class CancellationTest {
    private val phone = Phone()
    private val gate = Gate()

    /** What comes later runs later. */
    private val oneByOne = Dispatchers.IO.limitedParallelism(1)

    @Test
    fun `a wrong unlock that nobody waits for any more stays charged`() =
        testing {
            phone.openLocked(oneByOne).use { manager ->
                val input = typed(WRONG_PASSCODE)
                cancelledInTheMiddle(manager, input)
                gate.open()
                assertEquals(9, manager.refresh().attemptsRemaining)
                assertReleased(input)
                assertEquals(PasscodeState.Locked, manager.state.value)
                assertEquals(PasscodeOutcome.Unlocked, manager.unlock(typed(PASSCODE)))
                assertEquals(10, manager.status.value.attemptsRemaining)
            }
        }

    @Test
    fun `a right unlock that nobody waits for any more opens all the same`() =
        testing {
            phone.openLocked(oneByOne).use { manager ->
                val input = typed(PASSCODE)
                cancelledInTheMiddle(manager, input)
                gate.open()
                assertEquals(PasscodeState.Unlocked, manager.refresh().state)
                assertReleased(input)
            }
        }

    @Test
    fun `the attempt is charged before the key is asked, whatever becomes of the caller`() =
        testing {
            val manager = phone.openLocked()
            cancelledInTheMiddle(manager, typed(PASSCODE))
            // The process dies here: the records are all that is left, and nobody holds their lock.
            manager.close()
            val left = Phone()
            for (name in RecordName.entries) {
                phone.records.read(name)?.let { left.records.replace(name, null, it.bytes) }
            }
            val ports = PasscodePorts(phone.clock, left.records, phone.keys, phone.portal)
            left.open(ports = ports).use {
                assertEquals(9, it.status.value.attemptsRemaining)
                assertEquals(PasscodeOutcome.Unlocked, it.unlock(typed(PASSCODE)))
            }
            gate.open()
        }

    @Test
    fun `a caller that is cancelled already begins nothing`() =
        testing {
            phone.openLocked().use { manager ->
                phone.log.clear()
                val input = typed(WRONG_PASSCODE)
                val cancelled =
                    launch(start = CoroutineStart.UNDISPATCHED) {
                        currentCoroutineContext().cancel()
                        manager.unlock(input)
                    }
                cancelled.join()
                assertTrue(cancelled.isCancelled)
                assertReleased(input)
                assertEquals(10, manager.refresh().attemptsRemaining)
                assertEquals(emptyList<LogEntry>(), phone.log.toList())
            }
        }

    @Test
    fun `a prompt that is cancelled is put away, and the caller is told of nothing else`() =
        testing {
            val phone = Phone("""{"biometric_unlock": true}""")
            phone.openLocked().use { manager ->
                manager.unlock(typed(PASSCODE))
                val waiting = Gate()
                lateinit var asked: PrfInput
                val enabling =
                    launch(Dispatchers.Default) {
                        manager.enableBiometrics(typed(PASSCODE)) {
                            asked = it
                            waiting.pass()
                            withContext(Dispatchers.IO) { BiometricAnswer.Cancelled }
                        }
                    }
                waiting.awaitSomebody()
                enabling.cancel()
                // The screen that showed the prompt goes, and with it the manager.
                manager.close()
                waiting.open()
                enabling.join()
                assertTrue(enabling.isCancelled)
                assertTrue(asked.bytes.all { it == 0.toByte() } && asked.point.all { it == 0.toByte() })
            }
        }

    @Test
    fun `a lock puts a prompt away and wins`() =
        testing {
            val phone = Phone("""{"biometric_unlock": true}""")
            phone.openLocked().use { manager ->
                manager.unlock(typed(PASSCODE))
                val outcome =
                    manager.enableBiometrics(typed(PASSCODE)) {
                        manager.lock()
                        BiometricAnswer.Cancelled
                    }
                assertEquals(PasscodeOutcome.Locked, outcome)
                assertEquals(PasscodeState.Locked, manager.refresh().state)
            }
        }

    /** The hardware key does not answer; the caller does not wait for it. */
    private suspend fun cancelledInTheMiddle(
        manager: PasscodeManager,
        input: PasscodeInput,
    ) = withContext(Dispatchers.Default) {
        phone.hook = { if (it == Port.PRF) gate.pass() }
        val unlocking = async { manager.unlock(input) }
        gate.awaitSomebody()
        // It would wait for ever: only the test opens the gate.
        unlocking.cancelAndJoin()
        assertTrue(unlocking.isCancelled)
        // The library still has what was typed, and so has nobody else: closing it is of no effect.
        input.close()
        assertFalse(input.native.uniffiIsDestroyed)
    }

    private fun assertReleased(input: PasscodeInput) = assertTrue(input.native.uniffiIsDestroyed)
}
