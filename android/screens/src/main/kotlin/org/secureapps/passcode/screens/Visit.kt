// Where the user is on the way through the screens, and which screen that is in which state of the phone.
// A pure function of both: it asks nobody and changes nothing.

package org.secureapps.passcode.screens

import org.secureapps.passcode.Biometrics
import org.secureapps.passcode.BlockReason
import org.secureapps.passcode.ChangeReason
import org.secureapps.passcode.Keyboard
import org.secureapps.passcode.PasscodeRules
import org.secureapps.passcode.PasscodeState
import org.secureapps.passcode.PasscodeStatus
import org.secureapps.passcode.PasscodeType
import org.secureapps.passcode.Retry
import org.secureapps.passcode.RuleCheck

/** What the user asked for. */
internal enum class Place { START, CHANGE, FORGOT, BIOMETRICS, SET_UP_AGAIN, SIGN_IN }

/** Which passcode is being typed. */
internal enum class Step { CURRENT, NEW, REPEAT }

/** Where the user is. Secrets are not here: see [Draft]. */
internal data class Visit(
    val place: Place = Place.START,
    val step: Step = Step.NEW,
    val wantsFullKeyboard: Boolean = false,
    val checks: List<RuleCheck> = emptyList(),
    val notice: Notice? = null,
    val isWorking: Boolean = false,
    val entry: Int = 0,
    /** The portal did not accept the AppConnect Unlock: the next reset goes without it. */
    val isGrantRefused: Boolean = false,
) {
    fun isPossibleIn(state: PasscodeState): Boolean =
        when (place) {
            Place.START -> true
            Place.CHANGE, Place.BIOMETRICS -> state is PasscodeState.Unlocked
            Place.FORGOT -> state.isLocked || state is PasscodeState.ResetInProgress
            Place.SIGN_IN -> state is PasscodeState.Retired
            Place.SET_UP_AGAIN -> state is PasscodeState.Blocked || state is PasscodeState.Unreadable
        }
}

internal val PasscodeState.isLocked get() = this is PasscodeState.Locked || this is PasscodeState.LockedOut

/** Whether *Forgot Password* makes sense. */
internal val PasscodeStatus.mayForget get() = state.isLocked && (rules?.userMayReset == true || grant != null)

internal fun Visit.show(
    status: PasscodeStatus,
    waitSeconds: Long?,
    canPrompt: Boolean,
): ScreenState {
    val screen = screen(status, waitSeconds, canPrompt)
    return ScreenState(
        screen = screen,
        menu = menu(status, canPrompt),
        notice = notice,
        isWorking = isWorking || screen is Screen.Opening,
        canGoBack = place != Place.START || (screen is Screen.NewPasscode && screen.isRepeated),
        entry = entry,
    )
}

private fun Visit.screen(
    status: PasscodeStatus,
    waitSeconds: Long?,
    canPrompt: Boolean,
): Screen =
    when (val state = status.state) {
        PasscodeState.NotEnrolled -> Screen.Credentials(CredentialsPurpose.ENROLL, passwordAsked = true)
        PasscodeState.PasscodeNeeded -> newPasscode(NewPasscodePurpose.CREATE, status)
        PasscodeState.Locked -> if (place == Place.FORGOT) forgot(status) else unlock(status, canPrompt)
        is PasscodeState.LockedOut ->
            when {
                place == Place.FORGOT -> forgot(status)
                status.mayForget -> Screen.LockedOut(waitSeconds, LockedOutHelp.RESET)
                else -> Screen.LockedOut(waitSeconds, LockedOutHelp.ADMINISTRATOR)
            }
        PasscodeState.Unlocked -> unlocked(status)
        is PasscodeState.ChangeNeeded -> newPasscode(state.reason.toPurpose(), status)
        PasscodeState.ResetInProgress ->
            if (place == Place.FORGOT) newPasscode(NewPasscodePurpose.RESET, status) else Screen.Opening
        is PasscodeState.Blocked ->
            if (place == Place.SET_UP_AGAIN) {
                Screen.ConfirmSetUpAgain
            } else {
                Screen.Blocked(state.reason, canSetUpAgain = state.reason != BlockReason.OUT_OF_CONTACT)
            }
        is PasscodeState.Retired ->
            if (place == Place.SIGN_IN) {
                Screen.Credentials(CredentialsPurpose.ENROLL, passwordAsked = true)
            } else {
                Screen.Retired(state.reason)
            }
        is PasscodeState.Unreadable ->
            if (place == Place.SET_UP_AGAIN) {
                Screen.ConfirmSetUpAgain
            } else {
                val error = state.error
                Screen.Unreadable(error.code, error.retry, canSetUpAgain = error.retry == Retry.NEVER)
            }
    }

private fun Visit.unlock(
    status: PasscodeStatus,
    canPrompt: Boolean,
) = Screen.Unlock(
    keyboard = status.keyboard,
    attemptsRemaining = status.attemptsRemaining?.takeIf { it < (status.rules?.failedAttempts ?: 0) },
    biometricsReady = canPrompt && status.biometrics == Biometrics.READY,
    forgotOffered = status.mayForget,
)

private fun Visit.forgot(status: PasscodeStatus): Screen {
    val grant = status.grant.takeUnless { isGrantRefused }
    return if (grant == null) {
        Screen.Credentials(CredentialsPurpose.RESET, passwordAsked = true)
    } else {
        Screen.Credentials(CredentialsPurpose.GRANT, grant.passwordAsked)
    }
}

private fun Visit.unlocked(status: PasscodeStatus): Screen =
    when {
        place == Place.CHANGE && step == Step.CURRENT ->
            Screen.CurrentPasscode(CurrentPasscodePurpose.CHANGE, status.keyboard)
        place == Place.CHANGE -> newPasscode(NewPasscodePurpose.CHANGE, status)
        place == Place.BIOMETRICS -> Screen.CurrentPasscode(CurrentPasscodePurpose.BIOMETRICS, status.keyboard)
        else -> Screen.Unlocked(canLock = status.rules?.passcodeRequired != false)
    }

private fun Visit.newPasscode(
    purpose: NewPasscodePurpose,
    status: PasscodeStatus,
): Screen.NewPasscode {
    val isPadEnough = status.rules?.numberPadIsEnough == true
    val isRepeated = step == Step.REPEAT
    return Screen.NewPasscode(
        purpose = purpose,
        isRepeated = isRepeated,
        keyboard = if (isPadEnough && !wantsFullKeyboard) Keyboard.NUMBER_PAD else Keyboard.FULL,
        canSwitchKeyboard = isPadEnough && !isRepeated,
        checks = if (isRepeated) emptyList() else checks,
        advice = if (isRepeated) emptyList() else status.rules?.let(::adviceOn).orEmpty(),
    )
}

private fun adviceOn(rules: PasscodeRules): List<Advice> =
    listOfNotNull(
        Advice.Complexity.takeIf {
            rules.minimumComplexCharacters > 0 || rules.passcodeType == PasscodeType.ALPHANUMERIC
        },
        rules.maximumAgeDays?.let { Advice.Expiry(it) },
    )

private fun Visit.menu(
    status: PasscodeStatus,
    canPrompt: Boolean,
): List<MenuChoice> {
    val rules = status.rules ?: return emptyList()
    val isUnlocked = status.state is PasscodeState.Unlocked
    val isHome = isUnlocked && place == Place.START && rules.passcodeRequired
    val isOpen = isUnlocked || status.state is PasscodeState.ChangeNeeded
    return listOfNotNull(
        MenuChoice.CHANGE_PASSCODE.takeIf { isHome && rules.userMayChange },
        MenuChoice.FORGOT_PASSWORD.takeIf { status.mayForget && place == Place.START },
        MenuChoice.BIOMETRICS_ON.takeIf { isHome && canPrompt && status.biometrics == Biometrics.OFF },
        MenuChoice.BIOMETRICS_OFF.takeIf {
            isHome && (status.biometrics == Biometrics.READY || status.biometrics == Biometrics.PASSCODE_FIRST)
        },
        MenuChoice.LOCK.takeIf { isOpen && rules.passcodeRequired },
    )
}

private fun ChangeReason.toPurpose() =
    when (this) {
        ChangeReason.RULES_CHANGED -> NewPasscodePurpose.RULES_CHANGED
        ChangeReason.TOO_OLD -> NewPasscodePurpose.TOO_OLD
    }
