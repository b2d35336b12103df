// The rules in force, what changed in them, and the live checklist of a new passcode.

package org.secureapps.passcode

/** The rules in force; ranges and defaults are those of `docs/formats.md`, section "Rules". */
public data class PasscodeRules(
    /** Whether a passcode is needed at all. */
    val passcodeRequired: Boolean,
    /** The least that a passcode must be made of; stronger is always allowed. */
    val passcodeType: PasscodeType,
    /** Characters that a passcode must have at least: 4 to 64. */
    val minimumLength: Int,
    /** Characters that are neither letter nor digit nor space: 0 to 16. */
    val minimumComplexCharacters: Int,
    /** Refuse three equal, ascending or descending characters in a row, and common passcodes. */
    val forbidSimple: Boolean,
    /** Words that a passcode may not contain, whatever their case; used with [forbidSimple]. */
    val forbiddenWords: List<String>,
    /** Days after which a passcode must be changed: 1 to 730; `null`: never. */
    val maximumAgeDays: Int?,
    /** Former passcodes that may not be used again: 0 to 24. */
    val history: Int,
    /** Failed attempts until the limit: 3 to 10. */
    val failedAttempts: Int,
    /** What happens at the limit. */
    val atTheLimit: AtTheLimit,
    /** Minutes without use until the secure apps lock: 1 to 1,440. */
    val autoLockMinutes: Int,
    /** Minutes in background before the secure apps lock: 0 to 5. */
    val graceMinutes: Int,
    /** Lock when the screen goes off. */
    val lockOnScreenOff: Boolean,
    /** Whether biometrics may unlock. */
    val biometricUnlock: Boolean,
    /** Hours after which the passcode is asked again although biometrics are on: 1 to 720. */
    val biometricPasscodeHours: Int,
    /** Whether the user may change the passcode. */
    val userMayChange: Boolean,
    /** Whether the user may reset the passcode with the account's credentials. */
    val userMayReset: Boolean,
    /** Whether a one-time PIN may stand in for the password (iOS only). */
    val oneTimePin: Boolean,
    /** Minutes that a one-time PIN lives: 5 to 1,440. */
    val oneTimePinMinutes: Int,
    /** Digits of a one-time PIN: 6 to 12. */
    val oneTimePinDigits: Int,
    /** Minutes between two check-ins: 15 to 1,440. */
    val checkInMinutes: Int,
    /** Hours without contact until the secure apps are blocked: 1 to 2,160; `null`: never. */
    val blockOutOfContactHours: Int?,
    /** Days without contact until the keys are destroyed: 1 to 365; `null`: never. */
    val wipeOutOfContactDays: Int?,
    /** Whether a number pad is enough to type a passcode that satisfies these rules. */
    val numberPadIsEnough: Boolean,
)

/** What a passcode must be made of, weakest first. */
public enum class PasscodeType {
    /** Digits are enough. */
    NUMERIC,

    /** At least one letter and one digit. */
    ALPHANUMERIC,
}

/** What happens when the failed attempts reach the limit, mildest first. */
public enum class AtTheLimit {
    /** Only a reset opens the secure apps again. */
    LOCK,

    /** The keys are destroyed. */
    WIPE,
}

/** One rule that changed. */
public data class RuleChange(
    /** The rule's name, as in `docs/formats.md`. */
    val rule: String,
    /** Its value before, as JSON. */
    val before: String,
    /** Its value after, as JSON. */
    val after: String,
    /** Which of the two is stricter. */
    val direction: ChangeDirection,
)

/** Which way a rule changed. */
public enum class ChangeDirection {
    /** The new value is stricter. */
    STRICTER,

    /** The old value was stricter. */
    LOOSER,

    /** Neither: both together are stricter than each. */
    MIXED,
}

/** What the rules ask of a passcode, one line of the checklist. */
public sealed interface PasscodeRule {
    /** Only characters that can be typed again: no control or invisible ones, at most 1 KiB. */
    public data object AllowedCharacters : PasscodeRule

    /** At least this many characters. */
    public data class MinimumLength(
        /** How many. */
        val characters: Int,
    ) : PasscodeRule

    /** At least one letter and one digit. */
    public data object LetterAndDigit : PasscodeRule

    /** At least this many characters that are neither letter nor digit nor space. */
    public data class ComplexCharacters(
        /** How many. */
        val characters: Int,
    ) : PasscodeRule

    /** No three equal, ascending or descending letters or digits in a row. */
    public data object NoSequence : PasscodeRule

    /** Not one of the most common passcodes. */
    public data object NotCommon : PasscodeRule

    /** None of the administrator's words. */
    public data object NoForbiddenWord : PasscodeRule

    /** Not one of the last passcodes. Only known when the passcode is set: the checklist does not show it. */
    public data class NotRecent(
        /** How many. */
        val passcodes: Int,
    ) : PasscodeRule
}

/** A rule, and whether what was typed so far meets it. */
public data class RuleCheck(
    /** The rule. */
    val rule: PasscodeRule,
    /** Whether it is met. */
    val met: Boolean,
)
