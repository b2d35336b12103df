// The first passcode: typed twice, against the live list.

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
}
