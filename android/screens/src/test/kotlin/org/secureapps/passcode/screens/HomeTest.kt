// Everything around the passcode: signing in, home, menu, biometrics, blocked, destroyed, unreadable.

package org.secureapps.passcode.screens

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.secureapps.passcode.Biometrics
import org.secureapps.passcode.BlockReason
import org.secureapps.passcode.PasscodeOutcome
import org.secureapps.passcode.PasscodeState
import org.secureapps.passcode.Refusal
import org.secureapps.passcode.RetireReason
import org.secureapps.passcode.Retry
import java.io.File
import org.secureapps.passcode.ffi.PasscodeException as Native

internal class HomeTest {
    private val new = statusOf(PasscodeState.NotEnrolled, rules = null, attemptsRemaining = null)
    private val unlocked = statusOf(PasscodeState.Unlocked)

    @Test
    fun `signing in leads to the first passcode`() =
        playing(new) {
            assertEquals(Screen.Credentials(CredentialsPurpose.ENROLL, true), screen)
            assertEquals(emptyList<MenuChoice>(), shown.menu)
            signIn("alice", "secret")
            signIn("alice", "secret")
            assertTrue(shown.isWorking)
            operations.status.value = statusOf(PasscodeState.PasscodeNeeded)
            operations.answer(PasscodeOutcome.Enrolled)
            settle()
            expect<Screen.NewPasscode>()
            expectAsked("enroll alice secret")
        }

    @Test
    fun `signing in can be refused, and back leaves`() =
        playing(new) {
            signIn("alice", "wrong")
            operations.answer(PasscodeOutcome.Refused(Refusal.CredentialsNotAccepted))
            settle()
            expectNotice(Notice.Refused(Refusal.CredentialsNotAccepted))
            assertFalse(model.back())
        }

    @Test
    fun `home offers what the rules allow`() {
        playing(unlocked, PROMPTER) {
            val all = listOf(MenuChoice.CHANGE_PASSCODE, MenuChoice.BIOMETRICS_ON, MenuChoice.LOCK)
            assertEquals(all, shown.menu)
        }
        playing(unlocked) { assertFalse(MenuChoice.BIOMETRICS_ON in shown.menu) }
        playing(statusOf(PasscodeState.Unlocked, RULES.copy(userMayChange = false))) {
            assertEquals(listOf(MenuChoice.LOCK), shown.menu)
        }
        playing(statusOf(PasscodeState.Unlocked, RULES.copy(passcodeRequired = false))) {
            assertEquals(emptyList<MenuChoice>(), shown.menu)
            assertFalse(expect<Screen.Unlocked>().canLock)
        }
    }

    @Test
    fun `locking is at once, and no prompt opens again`() =
        playing(statusOf(PasscodeState.Unlocked, biometrics = Biometrics.READY), PROMPTER) {
            doing { model.lock() }
            assertEquals(1, operations.locks)
            operations.state(PasscodeState.Locked)
            settle()
            assertTrue(expect<Screen.Unlock>().biometricsReady)
            expectAsked()
        }

    @Test
    fun `biometrics are turned on with the passcode`() =
        playing(unlocked, PROMPTER) {
            choose(MenuChoice.BIOMETRICS_ON)
            assertEquals(CurrentPasscodePurpose.BIOMETRICS, expect<Screen.CurrentPasscode>().purpose)
            submit("111")
            operations.answer(PasscodeOutcome.WrongPasscode(9, null))
            settle()
            expectNotice(Notice.WrongPasscode(9, null))
            submit("274911")
            operations.status.value = unlocked.copy(biometrics = Biometrics.READY)
            operations.answer(PasscodeOutcome.BiometricsOn)
            settle()
            expect<Screen.Unlocked>()
            expectNotice(Notice.Done(Deed.BIOMETRICS_ON))
            expectAsked("enableBiometrics 111", "enableBiometrics 274911")
        }

    @Test
    fun `biometrics may stay off`() =
        playing(unlocked, PROMPTER) {
            choose(MenuChoice.BIOMETRICS_ON)
            submit("274911")
            operations.answer(PasscodeOutcome.BiometricsCancelled)
            settle()
            expect<Screen.Unlocked>()
            expectNotice(Notice.BiometricsNotTurnedOn)
            choose(MenuChoice.BIOMETRICS_ON)
            submit("274911")
            operations.answer(PasscodeOutcome.Refused(Refusal.BiometricsNotAllowed))
            settle()
            expectNotice(Notice.Refused(Refusal.BiometricsNotAllowed))
            choose(MenuChoice.BIOMETRICS_ON)
            submit("274911")
            doing { assertTrue(model.back()) }
            expect<Screen.Unlocked>()
            assertFalse(shown.isWorking)
        }

    @Test
    fun `biometrics are turned off`() =
        playing(statusOf(PasscodeState.Unlocked, biometrics = Biometrics.READY)) {
            choose(MenuChoice.BIOMETRICS_OFF)
            operations.status.value = unlocked
            operations.answer(PasscodeOutcome.BiometricsOff)
            settle()
            expectNotice(Notice.Done(Deed.BIOMETRICS_OFF))
            assertFalse(MenuChoice.BIOMETRICS_OFF in shown.menu)
        }

    @Test
    fun `a blocked phone checks in`() =
        playing(statusOf(PasscodeState.Blocked(BlockReason.OUT_OF_CONTACT))) {
            assertEquals(Screen.Blocked(BlockReason.OUT_OF_CONTACT, false), screen)
            doing { model.checkIn() }
            doing { model.checkIn() }
            operations.answer(PasscodeOutcome.CheckedIn(emptyList(), emptyList()), PasscodeState.Locked)
            settle()
            expect<Screen.Unlock>()
            expectAsked("checkIn")
            doing { model.setUpAgain() }
            expect<Screen.Unlock>()
        }

    @Test
    fun `what is blocked for good is set up again, after a question`() =
        playing(statusOf(PasscodeState.Blocked(BlockReason.DEVICE_UNKNOWN))) {
            doing { model.setUpAgain() }
            expect<Screen.ConfirmSetUpAgain>()
            doing { assertTrue(model.back()) }
            expect<Screen.Blocked>()
            doing { model.setUpAgain() }
            doing { model.setUpAgain() }
            expectAsked("retire")
            operations.answer(PasscodeOutcome.Retired, PasscodeState.Retired(RetireReason.RETIRED))
            settle()
            expect<Screen.Retired>()
            doing { model.setUpAgain() }
            expect<Screen.Credentials>()
            signIn("alice", "secret")
            operations.answer(PasscodeOutcome.Enrolled, PasscodeState.PasscodeNeeded)
            settle()
            expect<Screen.NewPasscode>()
        }

    @Test
    fun `what cannot be read is read again`() =
        playing(statusOf(PasscodeState.Unreadable(errorOf(Native.StoreUnavailable())))) {
            assertEquals(Screen.Unreadable("store.unavailable", Retry.LATER, false), screen)
            doing { model.tryAgain() }
            expect<Screen.Unreadable>()
            assertFalse(shown.isWorking)
            operations.refreshed = { operations.state(PasscodeState.Locked) }
            doing { model.tryAgain() }
            expect<Screen.Unlock>()
        }

    @Test
    fun `what can never be read again is set up again`() =
        playing(statusOf(PasscodeState.Unreadable(errorOf(Native.HardwareKeyLost())))) {
            assertTrue(expect<Screen.Unreadable>().canSetUpAgain)
            doing { model.setUpAgain() }
            expect<Screen.ConfirmSetUpAgain>()
        }

    @Test
    fun `what the wrong screen sends does nothing`() =
        playing(unlocked) {
            submit("274911")
            type("274911")
            signIn("alice", "secret")
            doing { model.switchKeyboard() }
            doing { model.checkIn() }
            doing { model.tryAgain() }
            doing { model.setUpAgain() }
            assertFalse(model.back())
            expect<Screen.Unlocked>()
            expectAsked()
        }

    @Test
    fun `the model knows no Android`() {
        val folder = File("src/main/kotlin/org/secureapps/passcode/screens")
        val files = checkNotNull(folder.listFiles { file -> file.extension == "kt" })
        assertTrue(files.isNotEmpty())
        val lines = files.flatMap { it.readLines() }.filter { it.startsWith("import android") }
        assertEquals(emptyList<String>(), lines)
    }
}
