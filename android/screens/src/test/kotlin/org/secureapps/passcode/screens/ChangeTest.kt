// Changing the passcode: because the user wants to, or because the rules ask for it.

package org.secureapps.passcode.screens

import kotlinx.coroutines.CompletableDeferred
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.secureapps.passcode.ChangeReason
import org.secureapps.passcode.Keyboard
import org.secureapps.passcode.PasscodeOutcome
import org.secureapps.passcode.PasscodeRule
import org.secureapps.passcode.PasscodeState
import org.secureapps.passcode.PasscodeType
import org.secureapps.passcode.Retry
import org.secureapps.passcode.ffi.PasscodeException as Native

internal class ChangeTest {
    private val unlocked = statusOf(PasscodeState.Unlocked)

    @Test
    fun `a change asks for the current passcode, then for the new one twice`() =
        playing(unlocked) {
            changing()
            operations.answer(PasscodeOutcome.Changed)
            settle()
            expect<Screen.Unlocked>()
            expectNotice(Notice.Done(Deed.PASSCODE_CHANGED))
            expectAsked("change NUMBER_PAD 274911 580364 580364")
            assertWiped()
        }

    @Test
    fun `a passcode of the past leads back to the new one, not to the current one`() =
        playing(unlocked) {
            changing()
            operations.answer(PasscodeOutcome.Rejected(listOf(PasscodeRule.NotRecent(3))))
            settle()
            assertFalse(expect<Screen.NewPasscode>().isRepeated)
            expectNotice(Notice.Rejected(listOf(PasscodeRule.NotRecent(3))))
            submit("580365")
            submit("580365")
            assertEquals("change NUMBER_PAD 274911 580365 580365", operations.asked.last())
        }

    @Test
    fun `a wrong current passcode is asked for again`() =
        playing(unlocked) {
            changing()
            operations.answer(PasscodeOutcome.WrongPasscode(8, null))
            settle()
            expect<Screen.CurrentPasscode>()
            expectNotice(Notice.WrongPasscode(8, null))
            assertWiped()
            changing(isBegun = true)
            operations.answer(PasscodeOutcome.Rejected(listOf(PasscodeRule.AllowedCharacters)))
            settle()
            expect<Screen.CurrentPasscode>()
            expectNotice(Notice.NotAPasscode)
            changing(isBegun = true)
            operations.answer(PasscodeOutcome.LockedOut(120_000))
            settle()
            expectNotice(Notice.LockedOut(120))
        }

    @Test
    fun `a lock in the middle of a change ends it`() =
        playing(unlocked) {
            changing()
            assertTrue(MenuChoice.LOCK in shown.menu)
            doing { model.choose(MenuChoice.LOCK) }
            assertEquals(1, operations.locks)
            operations.answer(PasscodeOutcome.Locked, PasscodeState.Locked)
            settle()
            expect<Screen.Unlock>()
        }

    @Test
    fun `back leaves a change at any step`() =
        playing(unlocked) {
            choose(MenuChoice.CHANGE_PASSCODE)
            doing { assertTrue(model.back()) }
            expect<Screen.Unlocked>()
            choose(MenuChoice.CHANGE_PASSCODE)
            submit("274911")
            doing { assertTrue(model.back()) }
            expect<Screen.Unlocked>()
            assertWiped()
        }

    @Test
    fun `back waits for a change that is being made`() =
        playing(unlocked) {
            changing()
            doing { assertTrue(model.back()) }
            assertTrue(shown.isWorking)
            operations.answer(PasscodeOutcome.Changed)
            settle()
            expectNotice(Notice.Done(Deed.PASSCODE_CHANGED))
        }

    @Test
    fun `a change that the rules ask for needs no current passcode`() =
        playing(statusOf(PasscodeState.ChangeNeeded(ChangeReason.RULES_CHANGED))) {
            assertEquals(NewPasscodePurpose.RULES_CHANGED, expect<Screen.NewPasscode>().purpose)
            assertEquals(listOf(MenuChoice.LOCK), shown.menu)
            submit("580364")
            submit("580364")
            expectAsked("change NUMBER_PAD - 580364 580364")
            operations.answer(PasscodeOutcome.Changed, PasscodeState.Unlocked)
            settle()
            expect<Screen.Unlocked>()
        }

    private fun Player.changing(isBegun: Boolean = false) {
        if (!isBegun) choose(MenuChoice.CHANGE_PASSCODE)
        assertEquals(CurrentPasscodePurpose.CHANGE, expect<Screen.CurrentPasscode>().purpose)
        submit("274911")
        submit("580364")
        submit("580364")
    }
}
