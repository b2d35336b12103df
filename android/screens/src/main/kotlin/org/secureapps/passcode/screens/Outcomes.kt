// What the user is told about the outcome of an operation, and where the way goes on.

package org.secureapps.passcode.screens

import org.secureapps.passcode.PasscodeOutcome
import org.secureapps.passcode.PasscodeRule
import org.secureapps.passcode.PasscodeState
import org.secureapps.passcode.Refusal

internal fun Journey.tell(outcome: PasscodeOutcome) {
    // The state first: it may have left the place already.
    settle()
    update { copy(entry = entry + 1) }
    when (outcome) {
        PasscodeOutcome.Created -> begin(Place.START, Notice.Done(Deed.PASSCODE_CREATED))
        PasscodeOutcome.Changed -> begin(Place.START, Notice.Done(Deed.PASSCODE_CHANGED))
        PasscodeOutcome.Reset -> begin(Place.START, Notice.Done(Deed.PASSCODE_RESET))
        PasscodeOutcome.BiometricsOn -> begin(Place.START, Notice.Done(Deed.BIOMETRICS_ON))
        PasscodeOutcome.BiometricsOff ->
            begin(Place.START, if (state.isLocked) Notice.BiometricsInvalidated else Notice.Done(Deed.BIOMETRICS_OFF))
        PasscodeOutcome.BiometricsCancelled ->
            if (visit.place == Place.BIOMETRICS) begin(Place.START, Notice.BiometricsNotTurnedOn)
        is PasscodeOutcome.WrongPasscode -> {
            val wait = outcome.nextAttemptSinceBootMs?.let(::secondsUntil)
            again(Notice.WrongPasscode(outcome.attemptsRemaining, wait))
        }
        is PasscodeOutcome.LockedOut ->
            if (!state.isLocked) again(Notice.LockedOut(outcome.untilSinceBootMs?.let(::secondsUntil)))
        is PasscodeOutcome.Rejected -> reject(outcome.violations)
        PasscodeOutcome.NotTheSame -> next(Step.NEW, Notice.NotTheSame)
        is PasscodeOutcome.Refused -> refuse(outcome.refusal)
        is PasscodeOutcome.CheckedIn ->
            if (state is PasscodeState.Blocked || state is PasscodeState.LockedOut) {
                update { copy(notice = Notice.Done(Deed.CHECKED_IN)) }
            }
        // The state says it all.
        PasscodeOutcome.Enrolled, PasscodeOutcome.Unlocked, is PasscodeOutcome.ChangeNeeded, PasscodeOutcome.Locked,
        PasscodeOutcome.ResetReady, PasscodeOutcome.ResetAbandoned, is PasscodeOutcome.HandedOff,
        PasscodeOutcome.Noted, PasscodeOutcome.Wiped, PasscodeOutcome.Retired,
        -> Unit
    }
}

/** The same place from its first step, if the state still allows it. */
private fun Journey.again(notice: Notice) = begin(visit.place, notice)

private fun Journey.reject(violations: List<PasscodeRule>) {
    val isAboutTheNewOne = screen.value.screen is Screen.NewPasscode
    val cannotBeTyped = PasscodeRule.AllowedCharacters in violations
    when {
        !isAboutTheNewOne -> again(Notice.NotAPasscode)
        // The checklist has seen the new one: it must be the current one that cannot be a passcode.
        visit.place == Place.CHANGE && cannotBeTyped -> again(Notice.NotAPasscode)
        else -> next(Step.NEW, Notice.Rejected(violations))
    }
}

private fun Journey.refuse(refusal: Refusal) {
    val notice = Notice.Refused(refusal)
    when (refusal) {
        Refusal.GrantNotLive -> {
            update { copy(isGrantRefused = true) }
            // With a password the reset still works, if the rules allow it.
            begin(if (mayResetByPassword) visit.place else Place.START, notice)
        }
        Refusal.ResetNotAllowed, Refusal.EscrowKeyDestroyed, Refusal.ChangeNotAllowed,
        Refusal.BiometricsNotAllowed, Refusal.BiometricsOff, Refusal.DeviceUnknown, Refusal.DeviceRolledBack,
        -> begin(Place.START, notice)
        // Another attempt makes sense where the user is.
        Refusal.CredentialsNotAccepted, Refusal.ClientTooOld, Refusal.PasscodeFirst, is Refusal.TooManyAttempts ->
            update { copy(notice = notice) }
    }
}
