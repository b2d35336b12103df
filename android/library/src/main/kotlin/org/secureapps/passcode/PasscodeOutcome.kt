// What came of an operation: every result that a user can meet, as a value.

package org.secureapps.passcode

/** The one terminal result of an operation. What is not expected is a [PasscodeException]. */
public sealed interface PasscodeOutcome {
    /** The phone is enrolled. */
    public data object Enrolled : PasscodeOutcome

    /** The passcode is set; the session is open. */
    public data object Created : PasscodeOutcome

    /** The session is open. */
    public data object Unlocked : PasscodeOutcome

    /** The passcode was right, but a new one must be chosen first. */
    public data class ChangeNeeded(
        /** Why. */
        val reason: ChangeReason,
    ) : PasscodeOutcome

    /** The secure apps are locked. */
    public data object Locked : PasscodeOutcome

    /** The passcode was not right. */
    public data class WrongPasscode(
        /** Attempts left. */
        val attemptsRemaining: Int,
        /** When the next attempt may be made, in milliseconds since the phone started; `null`: now. */
        val nextAttemptSinceBootMs: Long?,
    ) : PasscodeOutcome

    /** No attempt may be made; none was. */
    public data class LockedOut(
        /** Until when, as in [PasscodeState.LockedOut]. */
        val untilSinceBootMs: Long?,
    ) : PasscodeOutcome

    /** The new passcode does not satisfy the rules. Nothing was charged or changed. */
    public data class Rejected(
        /** Which rules: at least one. */
        val violations: List<PasscodeRule>,
    ) : PasscodeOutcome

    /** The two passcodes typed are not the same. Nothing was charged or changed. */
    public data object NotTheSame : PasscodeOutcome

    /** The passcode is changed. */
    public data object Changed : PasscodeOutcome

    /** Biometric unlock is on. */
    public data object BiometricsOn : PasscodeOutcome

    /** Biometric unlock is off; the passcode opens as before. */
    public data object BiometricsOff : PasscodeOutcome

    /** The prompt was put away; nothing has changed. */
    public data object BiometricsCancelled : PasscodeOutcome

    /** The portal accepted the credentials: within five minutes, choose the new passcode. */
    public data object ResetReady : PasscodeOutcome

    /** The passcode is reset, the data is as before; the session is open. */
    public data object Reset : PasscodeOutcome

    /** The reset was left; nothing has changed. */
    public data object ResetAbandoned : PasscodeOutcome

    /** The portal, or the rules, refuse. */
    public data class Refused(
        /** Why. */
        val refusal: Refusal,
    ) : PasscodeOutcome

    /** The phone is up to date. */
    public data class CheckedIn(
        /** What changed in the rules. */
        val changes: List<RuleChange>,
        /** What the portal wanted done, and was done. */
        val commands: List<PortalCommand>,
    ) : PasscodeOutcome

    /** An app's key, sealed to the app. */
    public data class HandedOff(
        /** What to give to the app. */
        val handOff: HandOff,
    ) : PasscodeOutcome

    /** The inactivity timer starts again. */
    public data object Noted : PasscodeOutcome

    /**
     * The rules say wipe: that was the last attempt, or the phone was without contact for too long. The
     * keys are destroyed.
     */
    public data object Wiped : PasscodeOutcome

    /** The keys are destroyed. */
    public data object Retired : PasscodeOutcome
}

/** Why the portal refuses, as far as a phone can tell, or the rules do. What to do: `docs/errors.md`. */
public sealed interface Refusal {
    /** User name, password or PIN are not accepted. The portal never says which. */
    public data object CredentialsNotAccepted : Refusal

    /** The app must be updated first. */
    public data object ClientTooOld : Refusal

    /** The rules do not let the user reset the passcode. */
    public data object ResetNotAllowed : Refusal

    /** The rules do not let the user change the passcode. */
    public data object ChangeNotAllowed : Refusal

    /** The rules do not allow biometric unlock. */
    public data object BiometricsNotAllowed : Refusal

    /** Biometric unlock is off. */
    public data object BiometricsOff : Refusal

    /** The passcode is to be typed first: the phone was restarted, its time has come, or the rules changed. */
    public data object PasscodeFirst : Refusal

    /** There is no AppConnect Unlock, or it is used, cancelled or too old. */
    public data object GrantNotLive : Refusal

    /**
     * The organisation has destroyed the escrow key: no reset can open this vault. The passcode still does,
     * and seals it anew.
     */
    public data object EscrowKeyDestroyed : Refusal

    /** Too many failures: wait. */
    public data class TooManyAttempts(
        /** Seconds until the next attempt. */
        val retryAfterSeconds: Long,
    ) : Refusal

    /** The portal does not know this device any more. */
    public data object DeviceUnknown : Refusal

    /** The portal has seen a newer state of this phone: its files were put back. */
    public data object DeviceRolledBack : Refusal
}

/** Something that the portal wanted done. */
public enum class PortalCommand {
    /** The secure apps are locked; only the passcode opens them. */
    LOCK,

    /** The user may choose a new passcode, once. */
    APPCONNECT_UNLOCK,
}
