// Where the phone is, and what a screen needs to know about it. Values only: nothing here decides.

package org.secureapps.passcode

/** Where the phone is. What may follow is the table of `docs/flows.md`. */
public sealed interface PasscodeState {
    /** No account yet: [PasscodeManager.enroll]. */
    public data object NotEnrolled : PasscodeState

    /** Enrolled; a passcode is to be created: [PasscodeManager.create]. */
    public data object PasscodeNeeded : PasscodeState

    /** The passcode is asked for: [PasscodeManager.unlock]. */
    public data object Locked : PasscodeState

    /** No attempt may be made. */
    public data class LockedOut(
        /**
         * Until the phone has been running for this many milliseconds, sleep included, on the clock of
         * [PasscodeClock]; `null`: only a reset helps.
         */
        val untilSinceBootMs: Long?,
    ) : PasscodeState

    /** The session is open: secure apps get their keys. */
    public data object Unlocked : PasscodeState

    /** The passcode was right, but a new one must be chosen before secure apps open: [PasscodeManager.change]. */
    public data class ChangeNeeded(
        /** Why. */
        val reason: ChangeReason,
    ) : PasscodeState

    /** The portal accepted the credentials; the new passcode is asked for: [PasscodeManager.finishReset]. */
    public data object ResetInProgress : PasscodeState

    /** The secure apps stay closed, whatever is typed, until the reason is gone. */
    public data class Blocked(
        /** Why. */
        val reason: BlockReason,
    ) : PasscodeState

    /** The keys are destroyed. Enrolling starts anew. */
    public data class Retired(
        /** Why. */
        val reason: RetireReason,
    ) : PasscodeState

    /** The records or the key hardware cannot be read now. */
    public data class Unreadable(
        /** Why; [PasscodeException.retry] says what to do. */
        val error: PasscodeException,
    ) : PasscodeState
}

/** Why a new passcode must be chosen. */
public enum class ChangeReason {
    /** The rules changed, and the passcode does not satisfy them any more. */
    RULES_CHANGED,

    /** The passcode is older than the rules allow. */
    TOO_OLD,
}

/** Why the secure apps are blocked. */
public enum class BlockReason {
    /** The phone has not heard from the portal for longer than the rules allow. A check-in ends it. */
    OUT_OF_CONTACT,

    /** The portal has seen a newer state of this phone: its files were put back. Enrol again. */
    ROLLED_BACK,

    /** The portal does not know this phone any more. Ask the administrator, or enrol again. */
    DEVICE_UNKNOWN,
}

/** Why the keys were destroyed. */
public enum class RetireReason {
    /** Somebody who may retired the phone. */
    RETIRED,

    /** The failed attempts reached the limit, and the rules say wipe. */
    AT_THE_LIMIT,

    /** The phone was without contact for longer than the rules allow, and they say wipe. */
    OUT_OF_CONTACT,
}

/** What a screen needs to know. */
public data class PasscodeStatus(
    /** Counts what was told: only a higher one is newer. */
    val revision: Long,
    /** Where the phone is. */
    val state: PasscodeState,
    /** Which keyboard to show for the passcode that there is. */
    val keyboard: Keyboard,
    /** Attempts left; `null` where there is no passcode to try. */
    val attemptsRemaining: Int?,
    /** The rules in force; `null` before enrolment. */
    val rules: PasscodeRules?,
    /** Whether biometrics may unlock. */
    val biometrics: Biometrics,
    /** An AppConnect Unlock that waits to be used. */
    val grant: AppConnectGrant?,
    /**
     * When the state changes by itself, in milliseconds on [PasscodeClock.now]'s `sinceBootMs`. The
     * manager looks again then, without being asked.
     */
    val changesAtSinceBootMs: Long?,
)

/** A keyboard. */
public enum class Keyboard {
    /** Digits only. */
    NUMBER_PAD,

    /** Everything. */
    FULL,
}

/** Whether biometrics may unlock. */
public enum class Biometrics {
    /** The rules do not allow it. */
    NOT_ALLOWED,

    /** The user may turn it on. */
    OFF,

    /** They may. */
    READY,

    /** The passcode is to be typed first. */
    PASSCODE_FIRST,
}

/** An AppConnect Unlock that the administrator granted and the user has not used. */
public data class AppConnectGrant(
    /** Until when, by the portal's clock, in milliseconds since 1970-01-01 UTC. */
    val expiresAtMs: Long,
    /** Whether the account's password is asked for too. */
    val passwordAsked: Boolean,
)
