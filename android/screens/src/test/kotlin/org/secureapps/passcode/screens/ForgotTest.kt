// Forgot Password: with the account, or with what the administrator granted; and the ways to leave it.

package org.secureapps.passcode.screens

import kotlinx.coroutines.cancel
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.secureapps.passcode.AppConnectGrant
import org.secureapps.passcode.PasscodeOutcome
import org.secureapps.passcode.PasscodeRule
import org.secureapps.passcode.PasscodeState
import org.secureapps.passcode.Refusal
import org.secureapps.passcode.Retry
import org.secureapps.passcode.ffi.PasscodeException as Native

internal class ForgotTest {
    private val locked = statusOf(PasscodeState.Locked)

    @Test
    fun `credentials, then a new passcode twice`() =
        playing(locked) {
            proving()
            assertEquals(NewPasscodePurpose.RESET, expect<Screen.NewPasscode>().purpose)
            submit("580364")
            submit("580364")
            operations.answer(PasscodeOutcome.Reset, PasscodeState.Unlocked)
            settle()
            expect<Screen.Unlocked>()
            expectNotice(Notice.Done(Deed.PASSCODE_RESET))
            expectAsked("beginReset alice secret", "finishReset NUMBER_PAD 580364 580364")
        }

    @Test
    fun `it is offered only while locked, and only if the rules allow it`() {
        val mayNot = RULES.copy(userMayReset = false)
        playing(statusOf(PasscodeState.Unlocked)) { assertFalse(MenuChoice.FORGOT_PASSWORD in shown.menu) }
        playing(statusOf(PasscodeState.Locked, mayNot)) {
            assertFalse(MenuChoice.FORGOT_PASSWORD in shown.menu)
            choose(MenuChoice.FORGOT_PASSWORD)
            expect<Screen.Unlock>()
        }
        playing(statusOf(PasscodeState.Locked, mayNot, grant = AppConnectGrant(0, true))) {
            assertTrue(MenuChoice.FORGOT_PASSWORD in shown.menu)
        }
    }

    @Test
    fun `credentials that are not accepted are asked for again`() =
        playing(locked) {
            choose(MenuChoice.FORGOT_PASSWORD)
            signIn("alice", "wrong")
            val entry = shown.entry
            operations.answer(PasscodeOutcome.Refused(Refusal.CredentialsNotAccepted))
            settle()
            expect<Screen.Credentials>()
            expectNotice(Notice.Refused(Refusal.CredentialsNotAccepted))
            assertTrue(shown.entry > entry)
        }

    @Test
    fun `without a connection the credentials stay for another attempt`() =
        playing(locked) {
            choose(MenuChoice.FORGOT_PASSWORD)
            val entry = shown.entry
            signIn("alice", "secret")
            operations.fail(errorOf(Native.PortalUnreachable()))
            settle()
            expectNotice(Notice.Failed("portal.unreachable", Retry.LATER))
            assertEquals(entry, shown.entry)
            signIn(" alice ", "secret")
            expectAsked("beginReset alice secret", "beginReset alice secret")
        }

    @Test
    fun `every refusal leaves a way on`() {
        val stays = listOf(Refusal.ClientTooOld, Refusal.TooManyAttempts(90), Refusal.CredentialsNotAccepted)
        val leaves = listOf(Refusal.ResetNotAllowed, Refusal.EscrowKeyDestroyed, Refusal.DeviceUnknown)
        for (refusal in stays + leaves) {
            playing(locked) {
                choose(MenuChoice.FORGOT_PASSWORD)
                signIn("alice", "secret")
                operations.answer(PasscodeOutcome.Refused(refusal))
                settle()
                expectNotice(Notice.Refused(refusal))
                if (refusal in stays) expect<Screen.Credentials>() else expect<Screen.Unlock>()
            }
        }
    }

    @Test
    fun `nothing is sent before both fields are filled in`() =
        playing(locked) {
            choose(MenuChoice.FORGOT_PASSWORD)
            signIn(" ", "secret")
            expectNotice(Notice.NothingTyped)
            signIn("alice", "")
            expectAsked()
        }

    @Test
    fun `a grant may ask for the name only`() =
        playing(statusOf(PasscodeState.LockedOut(null), grant = AppConnectGrant(0, false))) {
            choose(MenuChoice.FORGOT_PASSWORD)
            assertEquals(Screen.Credentials(CredentialsPurpose.GRANT, false), screen)
            signIn("alice", "")
            operations.answer(PasscodeOutcome.ResetReady, PasscodeState.ResetInProgress)
            settle()
            expect<Screen.NewPasscode>()
            expectAsked("redeemGrant alice -")
        }

    @Test
    fun `a grant that is used up gives way to the password`() =
        playing(statusOf(PasscodeState.Locked, grant = AppConnectGrant(0, true))) {
            choose(MenuChoice.FORGOT_PASSWORD)
            signIn("alice", "secret")
            operations.answer(PasscodeOutcome.Refused(Refusal.GrantNotLive))
            settle()
            assertEquals(Screen.Credentials(CredentialsPurpose.RESET, true), screen)
            signIn("alice", "secret")
            expectAsked("redeemGrant alice secret", "beginReset alice secret")
        }

    @Test
    fun `a grant that is used up, where users may not reset, leads back`() =
        playing(statusOf(PasscodeState.Locked, RULES.copy(userMayReset = false), grant = AppConnectGrant(0, true))) {
            choose(MenuChoice.FORGOT_PASSWORD)
            signIn("alice", "secret")
            operations.answer(PasscodeOutcome.Refused(Refusal.GrantNotLive))
            settle()
            expect<Screen.Unlock>()
            expectNotice(Notice.Refused(Refusal.GrantNotLive))
        }

    @Test
    fun `leaving the screens abandons the reset, and it begins with the credentials again`() =
        playing(locked) {
            proving()
            submit("580364")
            doing { model.leave() }
            assertWiped()
            assertEquals("abandonReset", operations.asked.last())
            doing { model.enter() }
            expect<Screen.Unlock>()
        }

    @Test
    fun `going back abandons it, too`() =
        playing(locked) {
            proving()
            doing { assertTrue(model.back()) }
            assertEquals("abandonReset", operations.asked.last())
            expect<Screen.Unlock>()
        }

    @Test
    fun `an answer that comes after leaving is abandoned, even if the screens are gone`() {
        for (isGone in listOf(false, true)) {
            playing(locked) {
                choose(MenuChoice.FORGOT_PASSWORD)
                signIn("alice", "secret")
                doing { model.leave() }
                if (isGone) scope.cancel()
                operations.answer(PasscodeOutcome.ResetReady, PasscodeState.ResetInProgress)
                settle()
                assertEquals("abandonReset", operations.asked.last())
            }
        }
    }

    @Test
    fun `back does not wait for the network`() =
        playing(locked) {
            choose(MenuChoice.FORGOT_PASSWORD)
            signIn("alice", "secret")
            doing { assertTrue(model.back()) }
            expect<Screen.Unlock>()
            assertFalse(shown.isWorking)
            operations.answer(PasscodeOutcome.ResetReady, PasscodeState.ResetInProgress)
            settle()
            expect<Screen.Unlock>()
            assertEquals("abandonReset", operations.asked.last())
        }

    @Test
    fun `when the five minutes are over, the credentials are asked for again`() =
        playing(locked) {
            proving()
            submit("580364")
            operations.state(PasscodeState.Locked)
            settle()
            expect<Screen.Credentials>()
            expectNotice(Notice.ResetOver)
            assertWiped()
        }

    @Test
    fun `a new passcode that the rules reject is chosen again`() =
        playing(locked) {
            proving()
            submit("580364")
            submit("580364")
            operations.answer(PasscodeOutcome.Rejected(listOf(PasscodeRule.NotRecent(2))))
            settle()
            assertEquals(NewPasscodePurpose.RESET, expect<Screen.NewPasscode>().purpose)
            expectNotice(Notice.Rejected(listOf(PasscodeRule.NotRecent(2))))
        }

    @Test
    fun `a reset that somebody else has left open is abandoned`() =
        playing(statusOf(PasscodeState.ResetInProgress)) {
            expectAsked("abandonReset")
            expect<Screen.Unlock>()
        }

    private fun Player.proving() {
        choose(MenuChoice.FORGOT_PASSWORD)
        assertEquals(Screen.Credentials(CredentialsPurpose.RESET, true), screen)
        signIn("alice", "secret")
        operations.answer(PasscodeOutcome.ResetReady, PasscodeState.ResetInProgress)
        settle()
    }
}
