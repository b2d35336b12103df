// A host that does not answer holds up the operation that needs it, and nobody else: locking is at once, the
// main thread goes on, and an answer that comes late is as good as one in time.

package org.secureapps.passcode

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.async
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.EnumSource
import org.secureapps.passcode.phone.Gate
import org.secureapps.passcode.phone.PASSCODE
import org.secureapps.passcode.phone.Phone
import org.secureapps.passcode.phone.Port
import org.secureapps.passcode.phone.WRONG_PASSCODE
import org.secureapps.passcode.phone.testing
import org.secureapps.passcode.phone.typed
import java.util.concurrent.Executors

internal class BlockedHostTest {
    private val phone = Phone()
    private val gate = Gate()

    @ParameterizedTest
    @EnumSource(Port::class, names = ["ENTER", "READ", "REPLACE", "PRF", "LEAVE"])
    fun `locking waits for no store, and the operation under way opens nothing`(port: Port) =
        testing {
            phone.openLocked().use { manager ->
                phone.hook = { if (it == port) gate.pass() }
                val unlocking = async(Dispatchers.Default) { manager.unlock(typed(PASSCODE)) }
                gate.awaitSomebody()
                // It would wait for ever: only this thread opens the gate.
                manager.lock()
                assertFalse(unlocking.isCompleted)
                gate.open()
                assertEquals(PasscodeOutcome.Locked, unlocking.await())
                assertEquals(PasscodeState.Locked, manager.refresh().state)
                assertEquals(10, manager.status.value.attemptsRemaining)
                assertEquals(PasscodeOutcome.Unlocked, manager.unlock(typed(PASSCODE)))
            }
        }

    @Test
    fun `locking an open session waits for no store, and the state follows`() =
        testing {
            phone.openLocked().use { manager ->
                manager.unlock(typed(PASSCODE))
                phone.hook = { if (it == Port.ENTER) gate.pass() }
                val refreshing = async(Dispatchers.Default) { manager.refresh() }
                gate.awaitSomebody()
                manager.lock()
                gate.open()
                assertEquals(PasscodeState.Locked, refreshing.await().state)
            }
        }

    @ParameterizedTest
    @EnumSource(Port::class, names = ["ENTER", "READ", "REPLACE", "PRF", "LEAVE", "NOW"])
    fun `an answer that comes late is as good as one in time`(port: Port) =
        testing {
            phone.openLocked().use { manager ->
                phone.hook = { if (it == port) gate.pass() }
                val right = async(Dispatchers.Default) { manager.unlock(typed(PASSCODE)) }
                gate.awaitSomebody()
                gate.open()
                assertEquals(PasscodeOutcome.Unlocked, right.await())
                manager.lock()
                assertEquals(PasscodeOutcome.WrongPasscode(9, null), manager.unlock(typed(WRONG_PASSCODE)))
            }
        }

    @Test
    fun `no suspend function blocks the thread that calls it`() =
        testing {
            phone.openLocked().use { manager ->
                manager.unlock(typed(PASSCODE))
                phone.hook = { if (it == Port.NOW || it == Port.ENTER) gate.pass() }
                Executors.newSingleThreadExecutor().asCoroutineDispatcher().use { main ->
                    val calls = operations.values.map { call -> launch(main) { runCatching { manager.call() } } }
                    gate.awaitSomebody()
                    // Runs after all of them on the one thread they were called on, with the gate still closed.
                    withContext(main) { assertTrue(calls.any { !it.isCompleted }) }
                    val reopening = launch(main) { runCatching { phone.open().close() } }
                    withContext(main) { assertFalse(reopening.isCompleted) }
                    gate.open()
                    calls.joinAll()
                    reopening.join()
                }
            }
        }
}
