// The names that scenarios use, totally: a new state, outcome or rule does not compile until it is here.

package org.secureapps.passcode.scenario

import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import org.secureapps.passcode.AtTheLimit
import org.secureapps.passcode.Biometrics
import org.secureapps.passcode.ChangeReason
import org.secureapps.passcode.Keyboard
import org.secureapps.passcode.PasscodeOutcome
import org.secureapps.passcode.PasscodeRule
import org.secureapps.passcode.PasscodeRules
import org.secureapps.passcode.PasscodeState
import org.secureapps.passcode.PasscodeType
import org.secureapps.passcode.PortalCommand
import org.secureapps.passcode.Refusal

internal val PasscodeState.scenarioName: String
    get() =
        when (this) {
            PasscodeState.NotEnrolled -> "not-enrolled"
            PasscodeState.PasscodeNeeded -> "passcode-needed"
            PasscodeState.Locked -> "locked"
            is PasscodeState.LockedOut -> "locked-out"
            PasscodeState.Unlocked -> "unlocked"
            is PasscodeState.ChangeNeeded -> "change-needed"
            PasscodeState.ResetInProgress -> "reset-in-progress"
            is PasscodeState.Blocked -> "blocked"
            is PasscodeState.Retired -> "retired"
            is PasscodeState.Unreadable -> error.code
        }

internal val PasscodeOutcome.scenarioName: String
    get() =
        when (this) {
            PasscodeOutcome.Enrolled -> "enrolled"
            PasscodeOutcome.Created -> "created"
            PasscodeOutcome.Unlocked -> "unlocked"
            is PasscodeOutcome.ChangeNeeded -> "change-needed"
            PasscodeOutcome.Locked -> "locked"
            is PasscodeOutcome.WrongPasscode -> "wrong-passcode"
            is PasscodeOutcome.LockedOut -> "locked-out"
            is PasscodeOutcome.Rejected -> "rejected"
            PasscodeOutcome.NotTheSame -> "not-the-same"
            PasscodeOutcome.Changed -> "changed"
            PasscodeOutcome.BiometricsOn -> "biometrics-on"
            PasscodeOutcome.BiometricsOff -> "biometrics-off"
            PasscodeOutcome.BiometricsCancelled -> "biometrics-cancelled"
            PasscodeOutcome.ResetReady -> "reset-ready"
            PasscodeOutcome.Reset -> "reset"
            PasscodeOutcome.ResetAbandoned -> "reset-abandoned"
            is PasscodeOutcome.Refused -> "refused"
            is PasscodeOutcome.CheckedIn -> "checked-in"
            is PasscodeOutcome.HandedOff -> "handed-off"
            PasscodeOutcome.Noted -> "noted"
            PasscodeOutcome.Wiped -> "wiped"
            PasscodeOutcome.Retired -> "retired"
        }

internal val ChangeReason.scenarioName: String
    get() =
        when (this) {
            ChangeReason.RULES_CHANGED -> "rules-changed"
            ChangeReason.TOO_OLD -> "too-old"
        }

internal val Refusal.code: String
    get() =
        when (this) {
            Refusal.CredentialsNotAccepted -> "credentials.not_accepted"
            Refusal.ClientTooOld -> "client.too_old"
            Refusal.ResetNotAllowed -> "reset.not_allowed"
            Refusal.ChangeNotAllowed -> "change.not_allowed"
            Refusal.BiometricsNotAllowed -> "biometrics.not_allowed"
            Refusal.BiometricsOff -> "biometrics.off"
            Refusal.PasscodeFirst -> "biometrics.passcode_first"
            Refusal.GrantNotLive -> "grant.not_live"
            Refusal.EscrowKeyDestroyed -> "escrow.key_destroyed"
            is Refusal.TooManyAttempts -> "attempts.too_many"
            Refusal.DeviceUnknown -> "device.unknown"
            Refusal.DeviceRolledBack -> "device.rolled_back"
        }

internal val PasscodeRule.code: String
    get() =
        when (this) {
            PasscodeRule.AllowedCharacters -> "rule.allowed_characters"
            is PasscodeRule.MinimumLength -> "rule.minimum_length"
            PasscodeRule.LetterAndDigit -> "rule.letter_and_digit"
            is PasscodeRule.ComplexCharacters -> "rule.complex_characters"
            PasscodeRule.NoSequence -> "rule.no_sequence"
            PasscodeRule.NotCommon -> "rule.not_common"
            PasscodeRule.NoForbiddenWord -> "rule.no_forbidden_word"
            is PasscodeRule.NotRecent -> "rule.not_recent"
        }

internal val PortalCommand.scenarioName: String
    get() =
        when (this) {
            PortalCommand.LOCK -> "lock"
            PortalCommand.APPCONNECT_UNLOCK -> "appconnect-unlock"
        }

internal val Keyboard.scenarioName: String
    get() =
        when (this) {
            Keyboard.NUMBER_PAD -> "number-pad"
            Keyboard.FULL -> "full"
        }

internal val Biometrics.scenarioName: String
    get() =
        when (this) {
            Biometrics.NOT_ALLOWED -> "not-allowed"
            Biometrics.OFF -> "off"
            Biometrics.READY -> "ready"
            Biometrics.PASSCODE_FIRST -> "passcode-first"
        }

/** The rules as the JSON object of `docs/formats.md` §6. What only helps a screen is none of it. */
internal fun PasscodeRules.toJson(): JsonObject =
    buildJsonObject {
        put("passcode_required", passcodeRequired)
        put(
            "passcode_type",
            when (passcodeType) {
                PasscodeType.NUMERIC -> "numeric"
                PasscodeType.ALPHANUMERIC -> "alphanumeric"
            },
        )
        put("minimum_length", minimumLength)
        put("minimum_complex_characters", minimumComplexCharacters)
        put("forbid_simple", forbidSimple)
        put("forbidden_words", texts(forbiddenWords))
        put("maximum_age_days", limit(maximumAgeDays))
        put("history", history)
        put("failed_attempts", failedAttempts)
        put(
            "at_the_limit",
            when (atTheLimit) {
                AtTheLimit.LOCK -> "lock"
                AtTheLimit.WIPE -> "wipe"
            },
        )
        put("auto_lock_minutes", autoLockMinutes)
        put("grace_minutes", graceMinutes)
        put("lock_on_screen_off", lockOnScreenOff)
        put("biometric_unlock", biometricUnlock)
        put("biometric_passcode_hours", biometricPasscodeHours)
        put("user_may_change", userMayChange)
        put("user_may_reset", userMayReset)
        put("one_time_pin", oneTimePin)
        put("one_time_pin_minutes", oneTimePinMinutes)
        put("one_time_pin_digits", oneTimePinDigits)
        put("check_in_minutes", checkInMinutes)
        put("block_out_of_contact_hours", limit(blockOutOfContactHours))
        put("wipe_out_of_contact_days", limit(wipeOutOfContactDays))
    }

private fun limit(number: Int?): JsonElement = number?.let { JsonPrimitive(it) } ?: JsonPrimitive("never")
