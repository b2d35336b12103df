// What happened last, as a value. A view finds the words.

package org.secureapps.passcode.screens

import org.secureapps.passcode.PasscodeRule
import org.secureapps.passcode.Refusal
import org.secureapps.passcode.Retry

/** [Notice.Failed.code] of what no code exists for, such as a prompt that broke. */
public const val UNEXPECTED: String = "screen.unexpected"

/** What happened last. */
public sealed interface Notice {
    /** Whether it is an error: a view may mark it so. */
    public val isError: Boolean get() = true

    /** The passcode was not right. */
    public data class WrongPasscode(
        /** Attempts left. */
        val attemptsRemaining: Int,
        /** Seconds until the next attempt; `null`: now. */
        val waitSeconds: Long?,
    ) : Notice

    /** No attempt may be made now; none was. */
    public data class LockedOut(
        /** Seconds until the next attempt; `null`: only a reset helps. */
        val waitSeconds: Long?,
    ) : Notice

    /** Nothing was typed. */
    public data object NothingTyped : Notice

    /** What was typed cannot be anybody's passcode. Nothing was charged. */
    public data object NotAPasscode : Notice

    /** The checklist is not all met yet. */
    public data object RulesNotMet : Notice

    /** The new passcode does not satisfy these rules. */
    public data class Rejected(
        /** Which rules: at least one. */
        val violations: List<PasscodeRule>,
    ) : Notice

    /** The two passcodes are not the same. */
    public data object NotTheSame : Notice

    /** The portal, or the rules, refuse. */
    public data class Refused(
        /** Why. */
        val refusal: Refusal,
    ) : Notice

    /** Fingerprints or faces changed: biometric unlock is off. */
    public data object BiometricsInvalidated : Notice

    /** The prompt was put away: biometric unlock stays off. */
    public data object BiometricsNotTurnedOn : Notice

    /** The time for the reset is over: from the credentials again. */
    public data object ResetOver : Notice

    /** What was asked for is done. */
    public data class Done(
        /** What. */
        val what: Deed,
    ) : Notice {
        override val isError: Boolean get() = false
    }

    /** Something exceptional happened. */
    public data class Failed(
        /** [org.secureapps.passcode.PasscodeException.code], or [UNEXPECTED]. */
        val code: String,
        /** Whether and when it is worth trying again. */
        val retry: Retry,
    ) : Notice
}

/** What was done. */
public enum class Deed {
    /** The first passcode is set. */
    PASSCODE_CREATED,

    /** Another passcode is set. */
    PASSCODE_CHANGED,

    /** A new passcode is set instead of the forgotten one. */
    PASSCODE_RESET,

    /** Biometric unlock is on. */
    BIOMETRICS_ON,

    /** Biometric unlock is off. */
    BIOMETRICS_OFF,

    /** The portal was asked, and nothing is different. */
    CHECKED_IN,
}
