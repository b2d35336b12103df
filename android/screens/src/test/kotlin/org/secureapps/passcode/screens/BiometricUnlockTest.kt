// Unlocking by biometrics: once by itself, never in the way of the passcode.

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

internal class BiometricUnlockTest {
    private val locked = statusOf(PasscodeState.Locked)
    private val ready = statusOf(PasscodeState.Locked, biometrics = Biometrics.READY)

    @Test
    fun `biometrics are asked for by themselves, once`() =
        playing(ready, PROMPTER) {
            expectAsked("unlockWithBiometrics")
            assertFalse(shown.isWorking)
            operations.answer(PasscodeOutcome.BiometricsCancelled)
            settle()
            expectNotice(null)
            doing { model.enter() }
            expectAsked("unlockWithBiometrics")
            doing { model.unlockWithBiometrics() }
            doing { model.unlockWithBiometrics() }
            operations.answer(PasscodeOutcome.Unlocked, PasscodeState.Unlocked)
            settle()
            expect<Screen.Unlocked>()
            expectAsked("unlockWithBiometrics", "unlockWithBiometrics")
        }

    @Test
    fun `a prompt that hides the screens is not asked for again when they are back`() =
        playing(ready, PROMPTER) {
            doing { model.leave() }
            operations.answer(PasscodeOutcome.BiometricsCancelled)
            doing { model.enter() }
            expectAsked("unlockWithBiometrics")
            doing { model.leave() }
            doing { model.enter() }
            expectAsked("unlockWithBiometrics", "unlockWithBiometrics")
        }

    @Test
    fun `a prompt that never answers does not keep the passcode out`() =
        playing(ready, PROMPTER) {
            submit("274911")
            expectAsked("unlockWithBiometrics", "unlock 274911")
            operations.answer(PasscodeOutcome.Unlocked, PasscodeState.Unlocked)
            settle()
            expect<Screen.Unlocked>()
        }

    @Test
    fun `changed fingers or faces turn biometrics off, and the screen says so`() =
        playing(ready, PROMPTER) {
            operations.status.value = locked
            operations.answer(PasscodeOutcome.BiometricsOff)
            settle()
            expectNotice(Notice.BiometricsInvalidated)
            assertFalse(expect<Screen.Unlock>().biometricsReady)
        }

    @Test
    fun `biometrics may ask for the passcode first`() =
        playing(ready, PROMPTER) {
            operations.answer(PasscodeOutcome.Refused(Refusal.PasscodeFirst))
            settle()
            expectNotice(Notice.Refused(Refusal.PasscodeFirst))
        }

    @Test
    fun `a prompt that breaks is an error, not a crash`() =
        playing(ready, PROMPTER) {
            operations.fail(UnsupportedOperationException())
            settle()
            expectNotice(Notice.Failed(UNEXPECTED, Retry.NOW))
        }

    @Test
    fun `without a prompter, biometrics are not offered`() =
        playing(ready) {
            assertFalse(expect<Screen.Unlock>().biometricsReady)
            doing { model.unlockWithBiometrics() }
            expectAsked()
        }
}
