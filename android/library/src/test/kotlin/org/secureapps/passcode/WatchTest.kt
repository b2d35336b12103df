// The manager looks by itself when the state changes by itself. Time is virtual: the test turns the phone's
// clock and the coroutines' alike, or only one of them, as sleep and faults do.

package org.secureapps.passcode

import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.StandardTestDispatcher
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.advanceTimeBy
import kotlinx.coroutines.test.runCurrent
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.secureapps.passcode.phone.PASSCODE
import org.secureapps.passcode.phone.Phone
import org.secureapps.passcode.phone.Port
import org.secureapps.passcode.phone.testing
import org.secureapps.passcode.phone.typed

@OptIn(ExperimentalCoroutinesApi::class)
internal class WatchTest {
    private val phone = Phone()

    @Test
    fun `a session that is over is closed without anybody asking`() =
        unlocked { manager ->
            pass(AUTO_LOCK_MS - 1)
            assertEquals(PasscodeState.Unlocked, manager.state.value)
            pass(1)
            assertEquals(PasscodeState.Locked, manager.state.value)
        }

    @Test
    fun `whoever uses a secure app puts it off`() =
        unlocked { manager ->
            pass(AUTO_LOCK_MS - 1)
            assertEquals(PasscodeOutcome.Noted, manager.noteActivity())
            pass(AUTO_LOCK_MS - 1)
            assertEquals(PasscodeState.Unlocked, manager.state.value)
            pass(1)
            assertEquals(PasscodeState.Locked, manager.state.value)
        }

    @Test
    fun `a wait that is over ends without anybody asking`() =
        watched { manager ->
            for (attempt in 1..5) manager.unlock(typed("00011$attempt"))
            assertInstanceOf(PasscodeState.LockedOut::class.java, manager.state.value)
            pass(60_000 - 1)
            assertInstanceOf(PasscodeState.LockedOut::class.java, manager.state.value)
            pass(1)
            assertEquals(PasscodeState.Locked, manager.state.value)
        }

    @Test
    fun `a phone that slept is noticed soon after it woke`() =
        unlocked { manager ->
            pass(60_000)
            // Asleep: the phone's clock goes on, and nothing else does.
            phone.clock.advance(AUTO_LOCK_MS)
            pass(10_000)
            assertEquals(PasscodeState.Locked, manager.state.value)
        }

    @Test
    fun `records that cannot be read for a moment do not stop the watch`() =
        unlocked { manager ->
            phone.hook = { if (it == Port.ENTER) throw RecordStoreException(RecordStoreException.Failure.UNAVAILABLE) }
            assertInstanceOf(PasscodeState.Unreadable::class.java, manager.refresh().state)
            phone.hook = {}
            pass(AUTO_LOCK_MS)
            assertEquals(PasscodeState.Locked, manager.state.value)
        }

    @Test
    fun `a session that is over is wiped even if the records cannot be read then`() =
        unlocked { manager ->
            phone.hook = { if (it == Port.ENTER) throw RecordStoreException(RecordStoreException.Failure.UNAVAILABLE) }
            pass(AUTO_LOCK_MS)
            assertInstanceOf(PasscodeState.Unreadable::class.java, manager.state.value)
            // Turning time back shows whether the session was only hidden.
            phone.hook = {}
            phone.clock.advance(-AUTO_LOCK_MS)
            assertEquals(PasscodeState.Locked, manager.refresh().state)
        }

    @Test
    fun `it goes on to look until the records can be read again`() =
        unlocked { manager ->
            phone.hook = { if (it == Port.ENTER) throw RecordStoreException(RecordStoreException.Failure.UNAVAILABLE) }
            pass(AUTO_LOCK_MS)
            phone.hook = {}
            pass(10_000)
            assertEquals(PasscodeState.Locked, manager.state.value)
        }

    @Test
    fun `a clock that fails ends the session, not the process`() =
        unlocked { manager ->
            phone.hook = { if (it == Port.NOW) throw NoClassDefFoundError("a clock") }
            pass(10_000)
            assertEquals(PasscodeState.Locked, manager.state.value)
            phone.hook = {}
            assertEquals(PasscodeOutcome.Unlocked, manager.unlock(typed(PASSCODE)))
            pass(AUTO_LOCK_MS)
            assertEquals(PasscodeState.Locked, manager.state.value)
        }

    @Test
    fun `a watch that is under way when the manager is closed ends quietly`() =
        // A run of this kind fails if anything is thrown to nobody.
        unlocked { manager ->
            var closed = 0
            phone.hook = {
                if (it == Port.NOW && closed++ == 0) {
                    manager.close()
                    phone.clock.advance(AUTO_LOCK_MS)
                }
            }
            pass(10_000)
            assertEquals(1, closed)
        }

    @Test
    fun `a caller that is cancelled while the manager opens leaves nobody watching`() {
        // Its session opens by itself.
        val phone = Phone("""{"passcode_required": false}""")
        testing { phone.open().use { it.enroll("alice", typed("password")) } }
        runTest {
            lateinit var opening: Job
            phone.hook = { if (it == Port.ENTER) opening.cancel() }
            opening = launch { phone.open(StandardTestDispatcher(testScheduler)) }
            opening.join()
            assertTrue(opening.isCancelled)
            phone.hook = { error("$it was asked for nobody") }
            phone.clock.advance(AUTO_LOCK_MS)
            advanceTimeBy(AUTO_LOCK_MS)
            runCurrent()
        }
    }

    private fun unlocked(test: suspend TestScope.(PasscodeManager) -> Unit) =
        watched { manager ->
            assertEquals(PasscodeOutcome.Unlocked, manager.unlock(typed(PASSCODE)))
            runCurrent()
            test(manager)
        }

    private fun watched(test: suspend TestScope.(PasscodeManager) -> Unit) =
        runTest {
            phone.openLocked(StandardTestDispatcher(testScheduler)).use { test(it) }
        }

    private fun TestScope.pass(ms: Long) {
        phone.clock.advance(ms)
        advanceTimeBy(ms)
        runCurrent()
    }

    private companion object {
        const val AUTO_LOCK_MS = 15 * 60_000L
    }
}
