// Unlocking by passcode: rightly, wrongly, too often.

package org.secureapps.passcode.screens

import kotlinx.coroutines.test.advanceTimeBy
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.secureapps.passcode.Biometrics
import org.secureapps.passcode.ChangeReason
import org.secureapps.passcode.Keyboard
import org.secureapps.passcode.PasscodeOutcome
import org.secureapps.passcode.PasscodeRule
import org.secureapps.passcode.PasscodeState
import org.secureapps.passcode.Refusal
import org.secureapps.passcode.RetireReason
import org.secureapps.passcode.Retry
import org.secureapps.passcode.ffi.PasscodeException as Native

internal class UnlockTest {
    private val locked = statusOf(PasscodeState.Locked)

    @Test
    fun `the right passcode opens`() =
        playing(locked) {
            assertEquals(Keyboard.NUMBER_PAD, expect<Screen.Unlock>().keyboard)
            submit("274911")
            assertTrue(shown.isWorking)
            operations.answer(PasscodeOutcome.Unlocked, PasscodeState.Unlocked)
            settle()
            expect<Screen.Unlocked>()
            assertFalse(shown.isWorking)
            expectAsked("unlock 274911")
        }

    @Test
    fun `a second tap while the first is under way does nothing`() =
        playing(locked) {
            submit("274911")
            submit("274911")
            submit("")
            doing { model.checkIn() }
            doing { model.unlockWithBiometrics() }
            choose(MenuChoice.FORGOT_PASSWORD)
            expectAsked("unlock 274911")
            expect<Screen.Unlock>()
        }

    @Test
    fun `a wrong passcode says how many attempts are left, and the field is wiped`() =
        playing(locked) {
            val entry = shown.entry
            submit("111")
            operations.status.value = locked.copy(attemptsRemaining = 9)
            operations.answer(PasscodeOutcome.WrongPasscode(9, null))
            settle()
            expectNotice(Notice.WrongPasscode(9, null))
            assertEquals(9, expect<Screen.Unlock>().attemptsRemaining)
            assertTrue(shown.entry > entry)
            submit("274911")
            expectNotice(null)
        }

    @Test
    fun `attempts are not mentioned before one has failed`() =
        playing(locked) { assertNull(expect<Screen.Unlock>().attemptsRemaining) }

    @Test
    fun `the fifth wrong passcode leads to a countdown, and the countdown to another attempt`() =
        playing(locked) {
            submit("111")
            operations.answer(PasscodeOutcome.WrongPasscode(5, 60_000), PasscodeState.LockedOut(60_000))
            settle()
            assertEquals(60, expect<Screen.LockedOut>().waitSeconds)
            expectNotice(Notice.WrongPasscode(5, 60))
            wait(59_000)
            assertEquals(1, expect<Screen.LockedOut>().waitSeconds)
            operations.refreshed = { operations.state(PasscodeState.Locked) }
            wait(1_000)
            expect<Screen.Unlock>()
            expectNotice(null)
        }

    @Test
    fun `a phone that slept looks again when it is back`() =
        playing(statusOf(PasscodeState.LockedOut(60_000))) {
            doing { model.leave() }
            operations.refreshed = { operations.state(PasscodeState.Locked) }
            doing { model.enter() }
            expect<Screen.Unlock>()
        }

    @Test
    fun `where only a reset helps, there is no countdown`() =
        playing(statusOf(PasscodeState.LockedOut(null))) {
            assertEquals(Screen.LockedOut(null, LockedOutHelp.RESET), screen)
            assertEquals(listOf(MenuChoice.FORGOT_PASSWORD), shown.menu)
        }

    @Test
    fun `where users may not reset, the administrator helps`() =
        playing(statusOf(PasscodeState.LockedOut(null), RULES.copy(userMayReset = false))) {
            assertEquals(Screen.LockedOut(null, LockedOutHelp.ADMINISTRATOR), screen)
            doing { model.checkIn() }
            operations.answer(PasscodeOutcome.CheckedIn(emptyList(), emptyList()))
            settle()
            expectNotice(Notice.Done(Deed.CHECKED_IN))
            expectAsked("checkIn")
        }

    @Test
    fun `what cannot be a passcode was not an attempt`() =
        playing(locked) {
            submit("\u0007")
            operations.answer(PasscodeOutcome.Rejected(listOf(PasscodeRule.AllowedCharacters)))
            settle()
            expectNotice(Notice.NotAPasscode)
        }

    @Test
    fun `nothing typed is not an attempt either`() =
        playing(locked) {
            submit("")
            expectNotice(Notice.NothingTyped)
            expectAsked()
        }

    @Test
    fun `an error says what it is, and another attempt may follow`() =
        playing(locked) {
            submit("274911")
            operations.fail(errorOf(Native.MemoryUnavailable()))
            settle()
            expectNotice(Notice.Failed("memory.unavailable", Retry.LATER))
            assertFalse(shown.isWorking)
            submit("274911")
            operations.fail(IllegalStateException("closed"))
            settle()
            expectNotice(Notice.Failed(UNEXPECTED, Retry.NOW))
            assertFalse(shown.isWorking)
        }

    @Test
    fun `too many attempts may wipe`() =
        playing(locked) {
            submit("111")
            operations.answer(PasscodeOutcome.Wiped, PasscodeState.Retired(RetireReason.AT_THE_LIMIT))
            settle()
            assertEquals(RetireReason.AT_THE_LIMIT, expect<Screen.Retired>().reason)
        }

    @Test
    fun `a passcode that is too old leads to a new one`() =
        playing(locked) {
            submit("274911")
            val reason = ChangeReason.TOO_OLD
            operations.answer(PasscodeOutcome.ChangeNeeded(reason), PasscodeState.ChangeNeeded(reason))
            settle()
            assertEquals(NewPasscodePurpose.TOO_OLD, expect<Screen.NewPasscode>().purpose)
        }

    @Test
    fun `leaving in the middle leaves the passcode to the manager, and the state is the truth`() =
        playing(locked) {
            submit("274911")
            assertFalse(model.back())
            doing { model.leave() }
            operations.answer(PasscodeOutcome.Unlocked, PasscodeState.Unlocked)
            settle()
            expect<Screen.Unlocked>()
        }

    private fun Player.wait(ms: Long) {
        time.advanceTimeBy(ms)
        settle()
    }
}
