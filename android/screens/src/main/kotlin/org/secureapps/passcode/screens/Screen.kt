// What is to be seen: one immutable value for each screen. No words, no colours, no passcode, nothing to decide.

package org.secureapps.passcode.screens

import org.secureapps.passcode.BlockReason
import org.secureapps.passcode.Keyboard
import org.secureapps.passcode.RetireReason
import org.secureapps.passcode.Retry
import org.secureapps.passcode.RuleCheck

/** Everything that is shown at one moment. */
public data class ScreenState(
    /** The screen. */
    val screen: Screen,
    /** What the options menu offers, in this order. */
    val menu: List<MenuChoice> = emptyList(),
    /** What happened last, if it needs words. */
    val notice: Notice? = null,
    /** Something is under way: show progress, take no input. The menu and the way back still work. */
    val isWorking: Boolean = false,
    /** Whether [PasscodeScreenModel.back] leads to another screen. Otherwise it leaves the screens. */
    val canGoBack: Boolean = false,
    /** Another number than before: whatever is typed in is to be wiped. */
    val entry: Int = 0,
)

/** One screen. */
public sealed interface Screen {
    /** The records are being opened. */
    public data object Opening : Screen

    /** User name and password of the account: [PasscodeScreenModel.signIn]. */
    public data class Credentials(
        /** What for. */
        val purpose: CredentialsPurpose,
        /** Whether the password is asked for too. */
        val passwordAsked: Boolean,
    ) : Screen

    /** The passcode opens: [PasscodeScreenModel.submit], [PasscodeScreenModel.unlockWithBiometrics]. */
    public data class Unlock(
        /** On which keyboard the passcode was created. */
        val keyboard: Keyboard,
        /** Attempts left, when it is time to say so; otherwise `null`. */
        val attemptsRemaining: Int?,
        /** Whether biometrics may open, too. */
        val biometricsReady: Boolean,
        /** Whether *Forgot Password* may be offered on the screen too. */
        val forgotOffered: Boolean,
    ) : Screen

    /** The passcode that there is, before something else: [PasscodeScreenModel.submit]. */
    public data class CurrentPasscode(
        /** What for. */
        val purpose: CurrentPasscodePurpose,
        /** On which keyboard the passcode was created. */
        val keyboard: Keyboard,
    ) : Screen

    /** A new passcode: [PasscodeScreenModel.typing], [PasscodeScreenModel.submit], twice. */
    public data class NewPasscode(
        /** What for. */
        val purpose: NewPasscodePurpose,
        /** The second time. */
        val isRepeated: Boolean,
        /** The keyboard that is shown. */
        val keyboard: Keyboard,
        /** Whether [PasscodeScreenModel.switchKeyboard] offers the other one. */
        val canSwitchKeyboard: Boolean,
        /** The live checklist; empty the second time. */
        val checks: List<RuleCheck>,
        /** Rules that NIST SP 800-63B-4 advises against, to be explained in a line each. */
        val advice: List<Advice>,
    ) : Screen

    /** No attempt may be made now. */
    public data class LockedOut(
        /** Seconds until the next attempt; `null`: only a reset helps. */
        val waitSeconds: Long?,
        /** What helps. */
        val help: LockedOutHelp,
    ) : Screen

    /** The session is open. */
    public data class Unlocked(
        /** Whether there is a passcode to lock with. */
        val canLock: Boolean,
    ) : Screen

    /** The secure apps stay closed: [PasscodeScreenModel.checkIn], [PasscodeScreenModel.setUpAgain]. */
    public data class Blocked(
        /** Why. */
        val reason: BlockReason,
        /** Whether setting up again is a way out. */
        val canSetUpAgain: Boolean,
    ) : Screen

    /** The keys are destroyed: [PasscodeScreenModel.setUpAgain]. */
    public data class Retired(
        /** Why. */
        val reason: RetireReason,
    ) : Screen

    /** The records cannot be read now: [PasscodeScreenModel.tryAgain], [PasscodeScreenModel.setUpAgain]. */
    public data class Unreadable(
        /** [org.secureapps.passcode.PasscodeException.code], or [UNEXPECTED]. */
        val code: String,
        /** Whether and when it is worth looking again. */
        val retry: Retry,
        /** Whether setting up again is a way out. */
        val canSetUpAgain: Boolean,
    ) : Screen

    /** Setting up again destroys what is there: [PasscodeScreenModel.setUpAgain] confirms. */
    public data object ConfirmSetUpAgain : Screen
}

/** Why the account's credentials are asked for. */
public enum class CredentialsPurpose {
    /** The first time, or again after the keys were destroyed. */
    ENROLL,

    /** The passcode is forgotten. */
    RESET,

    /** The passcode is forgotten, and the administrator has unlocked AppConnect. */
    GRANT,
}

/** Why the current passcode is asked for. */
public enum class CurrentPasscodePurpose {
    /** To change it. */
    CHANGE,

    /** To turn biometric unlock on. */
    BIOMETRICS,
}

/** Why a new passcode is chosen. */
public enum class NewPasscodePurpose {
    /** There is none yet. */
    CREATE,

    /** The user wants another one. */
    CHANGE,

    /** The rules changed, and the passcode does not satisfy them any more. */
    RULES_CHANGED,

    /** The passcode is older than the rules allow. */
    TOO_OLD,

    /** It was forgotten. */
    RESET,
}

/** A rule that is explained because it is discouraged. */
public sealed interface Advice {
    /** Certain kinds of characters are required. */
    public data object Complexity : Advice

    /** The passcode must be changed every so many days. */
    public data class Expiry(
        /** After how many days. */
        val days: Int,
    ) : Advice
}

/** What helps somebody who is locked out. */
public enum class LockedOutHelp {
    /** *Forgot Password* is offered. */
    RESET,

    /** The administrator must unlock AppConnect; then [PasscodeScreenModel.checkIn] finds it. */
    ADMINISTRATOR,
}

/** An entry of the options menu. */
public enum class MenuChoice {
    /** *Change Passcode*: only while unlocked, and only if the rules let users change it. */
    CHANGE_PASSCODE,

    /** *Forgot Password*: only while locked, and only if there is a way to reset. */
    FORGOT_PASSWORD,

    /** Biometric unlock is off and may be turned on. */
    BIOMETRICS_ON,

    /** Biometric unlock is on. */
    BIOMETRICS_OFF,

    /** Locks all secure apps. */
    LOCK,
}
