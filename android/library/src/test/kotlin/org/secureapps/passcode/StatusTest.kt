// The state is the truth: what is shown is what a fresh look sees, and what cannot be seen is said.

package org.secureapps.passcode

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Test
import org.secureapps.passcode.phone.PASSCODE
import org.secureapps.passcode.phone.Phone
import org.secureapps.passcode.phone.Port
import org.secureapps.passcode.phone.WRONG_PASSCODE
import org.secureapps.passcode.phone.testing
import org.secureapps.passcode.phone.typed

internal class StatusTest {
    private val phone = Phone()

    @Test
    fun `every step is shown, with a higher revision, before it is answered`() =
        testing {
            phone.open().use { manager ->
                val steps = mutableListOf(manager.status.value)

                suspend fun step(
                    state: PasscodeState,
                    call: suspend () -> PasscodeOutcome,
                ) {
                    call()
                    steps += manager.status.value
                    assertEquals(state, manager.state.value)
                    assertEquals(manager.status.value, manager.refresh())
                }
                assertEquals(PasscodeState.NotEnrolled, manager.state.value)
                step(PasscodeState.PasscodeNeeded) { manager.enroll("alice", typed("password")) }
                step(PasscodeState.Unlocked) { manager.create(typed(PASSCODE), typed(PASSCODE), Keyboard.NUMBER_PAD) }
                phone.clock.advance(15 * 60_000)
                step(PasscodeState.Locked) { manager.unlock(typed(WRONG_PASSCODE)) }
                step(PasscodeState.Unlocked) { manager.unlock(typed(PASSCODE)) }
                step(PasscodeState.Retired(RetireReason.RETIRED)) { manager.retire() }
                assertEquals(steps.map { it.revision }.distinct().sorted(), steps.map { it.revision })
                assertEquals(listOf(null, null, 10, 9, 10, null), steps.map { it.attemptsRemaining })
            }
        }

    @Test
    fun `what cannot be read is said as long as it cannot`() =
        testing {
            phone.openLocked().use { manager ->
                val readable = manager.status.value
                failing()
                val unreadable = manager.refresh()
                val state = assertInstanceOf(PasscodeState.Unreadable::class.java, unreadable.state)
                assertEquals("store.unavailable", state.error.code)
                assertEquals(Retry.LATER, state.error.retry)
                assertEquals(readable, unreadable.copy(state = readable.state))
                assertEquals(unreadable.state, manager.state.value)
                phone.hook = {}
                assertEquals(readable, manager.refresh())
                assertEquals(readable.state, manager.state.value)
            }
        }

    @Test
    fun `a failing operation shows it too, and so does one that worked`() =
        testing {
            phone.openLocked().use { manager ->
                failing()
                assertError<PasscodeException.StoreUnavailable> { manager.unlock(typed(PASSCODE)) }
                assertInstanceOf(PasscodeState.Unreadable::class.java, manager.state.value)
                phone.hook = {}
                manager.refresh()
                // From the moment the passcode has proved right.
                phone.hook = { if (it == Port.WRITE) failing() }
                assertEquals(PasscodeOutcome.Unlocked, manager.unlock(typed(PASSCODE)))
                assertInstanceOf(PasscodeState.Unreadable::class.java, manager.state.value)
                phone.hook = {}
                assertEquals(PasscodeState.Unlocked, manager.refresh().state)
            }
        }

    @Test
    fun `a manager can be opened while nothing can be read, and tells when it can`() =
        testing {
            phone.openLocked().close()
            phone.hook = { if (it == Port.READ) throw RecordStoreException(RecordStoreException.Failure.UNAVAILABLE) }
            phone.open().use { manager ->
                assertInstanceOf(PasscodeState.Unreadable::class.java, manager.state.value)
                assertNull(manager.status.value.attemptsRemaining)
                phone.hook = {}
                assertEquals(PasscodeState.Locked, manager.refresh().state)
                assertEquals(10, manager.status.value.attemptsRemaining)
            }
        }

    @Test
    fun `an older failure does not hide what was told since`() {
        val board = StatusBoard()
        val told = board.status.value
        val error =
            org.secureapps.passcode.ffi.PasscodeException
                .StoreUnavailable()
                .toPublic()
        board.show(told.copy(revision = 1))
        board.show(told.copy(revision = 2, state = PasscodeState.Unlocked))
        board.showUnreadable(error, revision = 1)
        assertEquals(PasscodeState.Unlocked, board.state.value)
        board.show(told.copy(revision = 1))
        assertEquals(PasscodeState.Unlocked, board.state.value)
        board.showUnreadable(error, revision = 2)
        assertEquals(PasscodeState.Unreadable(error), board.state.value)
        board.show(told.copy(revision = 1))
        assertEquals(PasscodeState.Unreadable(error), board.state.value)
        board.show(told.copy(revision = 2, state = PasscodeState.Unlocked))
        assertEquals(PasscodeState.Unlocked, board.state.value)
    }

    private fun failing() {
        phone.hook = { if (it == Port.ENTER) throw RecordStoreException(RecordStoreException.Failure.UNAVAILABLE) }
    }
}
