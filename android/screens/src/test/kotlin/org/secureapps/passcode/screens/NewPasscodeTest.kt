// New passcodes: the first one, another one, one that the rules ask for.

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

internal class NewPasscodeTest {
    private val needed = statusOf(PasscodeState.PasscodeNeeded, attemptsRemaining = null)
    private val unlocked = statusOf(PasscodeState.Unlocked)

    @Test
    fun `a passcode is typed twice`() =
        playing(needed) {
            assertEquals(Keyboard.NUMBER_PAD, expect<Screen.NewPasscode>().keyboard)
            submit("274911")
            assertTrue(expect<Screen.NewPasscode>().isRepeated)
            submit("274911")
            operations.answer(PasscodeOutcome.Created, PasscodeState.Unlocked)
            settle()
            expect<Screen.Unlocked>()
            expectNotice(Notice.Done(Deed.PASSCODE_CREATED))
            expectAsked("create NUMBER_PAD 274911 274911")
        }

    @Test
    fun `the list is there from the start and follows every key`() =
        playing(needed) {
            assertFalse(expect<Screen.NewPasscode>().checks.single().met)
            type("274911")
            assertTrue(expect<Screen.NewPasscode>().checks.single().met)
            type("2749")
            assertFalse(expect<Screen.NewPasscode>().checks.single().met)
        }

    @Test
    fun `the latest key wins`() =
        playing(needed) {
            operations.checkListAnswer = CompletableDeferred()
            type("274911")
            type("27491")
            operations.checkListAnswer?.complete(Unit)
            settle()
            assertFalse(expect<Screen.NewPasscode>().checks.single().met)
        }

    @Test
    fun `a passcode that breaks the rules is not typed again, and stays to be mended`() =
        playing(needed) {
            val entry = shown.entry
            submit("2749")
            assertFalse(expect<Screen.NewPasscode>().isRepeated)
            expectNotice(Notice.RulesNotMet)
            assertEquals(entry, shown.entry)
            expectAsked()
        }

    @Test
    fun `two different passcodes begin again`() =
        playing(needed) {
            submit("274911")
            submit("274912")
            operations.answer(PasscodeOutcome.NotTheSame)
            settle()
            assertFalse(expect<Screen.NewPasscode>().isRepeated)
            expectNotice(Notice.NotTheSame)
            assertEquals(1, expect<Screen.NewPasscode>().checks.size)
        }

    @Test
    fun `back leads to the first step, and from there out`() =
        playing(needed) {
            submit("274911")
            assertTrue(shown.canGoBack)
            assertTrue(model.back())
            assertFalse(expect<Screen.NewPasscode>().isRepeated)
            assertFalse(model.back())
        }

    @Test
    fun `leaving wipes what was typed first`() =
        playing(needed) {
            submit("274911")
            doing { model.leave() }
            assertWiped()
            doing { model.enter() }
            assertFalse(expect<Screen.NewPasscode>().isRepeated)
        }

    @Test
    fun `a list that comes after leaving keeps nothing`() =
        playing(needed) {
            operations.checkListAnswer = CompletableDeferred()
            submit("274911")
            doing { model.leave() }
            operations.checkListAnswer?.complete(Unit)
            settle()
            assertFalse(expect<Screen.NewPasscode>().isRepeated)
            assertWiped()
        }

    @Test
    fun `a full keyboard can be chosen, and given back`() =
        playing(needed) {
            assertTrue(expect<Screen.NewPasscode>().canSwitchKeyboard)
            doing { model.switchKeyboard() }
            assertEquals(Keyboard.FULL, expect<Screen.NewPasscode>().keyboard)
            doing { model.switchKeyboard() }
            doing { model.switchKeyboard() }
            submit("brume-40")
            assertFalse(expect<Screen.NewPasscode>().canSwitchKeyboard)
            doing { model.switchKeyboard() }
            submit("brume-40")
            expectAsked("create FULL brume-40 brume-40")
        }

    @Test
    fun `where digits are not enough there is a full keyboard only, and the rules are explained`() {
        val rules =
            RULES.copy(
                passcodeType = PasscodeType.ALPHANUMERIC,
                minimumComplexCharacters = 2,
                maximumAgeDays = 90,
                numberPadIsEnough = false,
            )
        playing(needed.copy(rules = rules)) {
            val new = expect<Screen.NewPasscode>()
            assertEquals(Keyboard.FULL, new.keyboard)
            assertFalse(new.canSwitchKeyboard)
            assertEquals(listOf(Advice.Complexity, Advice.Expiry(90)), new.advice)
        }
    }

    @Test
    fun `an error keeps the step, and the second passcode may be typed again`() =
        playing(needed) {
            submit("274911")
            submit("274911")
            operations.fail(errorOf(Native.StoreUnavailable()))
            settle()
            expectNotice(Notice.Failed("store.unavailable", Retry.LATER))
            assertTrue(expect<Screen.NewPasscode>().isRepeated)
            submit("274911")
            expectAsked("create NUMBER_PAD 274911 274911", "create NUMBER_PAD 274911 274911")
        }

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
