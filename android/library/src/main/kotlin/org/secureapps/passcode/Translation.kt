// Between the generated types and the public ones, totally: a new variant does not compile until it is here.

package org.secureapps.passcode

import org.secureapps.passcode.ffi.AtTheLimit as NativeAtTheLimit
import org.secureapps.passcode.ffi.Biometrics as NativeBiometrics
import org.secureapps.passcode.ffi.BlockReason as NativeBlockReason
import org.secureapps.passcode.ffi.CarriedOut as NativeCommand
import org.secureapps.passcode.ffi.ChangeReason as NativeChangeReason
import org.secureapps.passcode.ffi.Check as NativeCheck
import org.secureapps.passcode.ffi.Direction as NativeDirection
import org.secureapps.passcode.ffi.HandOff as NativeHandOff
import org.secureapps.passcode.ffi.KeyPurpose as NativePurpose
import org.secureapps.passcode.ffi.Keyboard as NativeKeyboard
import org.secureapps.passcode.ffi.Outcome as NativeOutcome
import org.secureapps.passcode.ffi.PasscodeRules as NativeRules
import org.secureapps.passcode.ffi.PasscodeType as NativeType
import org.secureapps.passcode.ffi.RecordName as NativeName
import org.secureapps.passcode.ffi.Refusal as NativeRefusal
import org.secureapps.passcode.ffi.RetireReason as NativeRetireReason
import org.secureapps.passcode.ffi.Rule as NativeRule
import org.secureapps.passcode.ffi.RuleChange as NativeRuleChange
import org.secureapps.passcode.ffi.State as NativeState
import org.secureapps.passcode.ffi.Status as NativeStatus

internal fun NativeStatus.toPublic(): PasscodeStatus =
    PasscodeStatus(
        revision = revision.toLong(),
        state = state.toPublic(),
        keyboard = keyboard.toPublic(),
        attemptsRemaining = attemptsRemaining?.toInt(),
        rules = rules?.toPublic(),
        biometrics = biometrics.toPublic(),
        grant = grant?.let { AppConnectGrant(it.expiresAtMs.toLong(), it.passwordAsked) },
        changesAtSinceBootMs = changesAtSinceBootMs?.toLong(),
    )

private fun NativeState.toPublic(): PasscodeState =
    when (this) {
        NativeState.NotEnrolled -> PasscodeState.NotEnrolled
        NativeState.PasscodeNeeded -> PasscodeState.PasscodeNeeded
        NativeState.Locked -> PasscodeState.Locked
        is NativeState.LockedOut -> PasscodeState.LockedOut(untilSinceBootMs?.toLong())
        NativeState.Unlocked -> PasscodeState.Unlocked
        is NativeState.ChangeNeeded -> PasscodeState.ChangeNeeded(reason.toPublic())
        NativeState.ResetInProgress -> PasscodeState.ResetInProgress
        is NativeState.Blocked -> PasscodeState.Blocked(reason.toPublic())
        is NativeState.Retired -> PasscodeState.Retired(reason.toPublic())
    }

/** What came of an event; `null` for a prompt, which is not the end of an operation. */
internal fun NativeOutcome.toPublic(): PasscodeOutcome? =
    when (this) {
        NativeOutcome.Enrolled -> PasscodeOutcome.Enrolled
        NativeOutcome.Created -> PasscodeOutcome.Created
        NativeOutcome.Unlocked -> PasscodeOutcome.Unlocked
        is NativeOutcome.ChangeNeeded -> PasscodeOutcome.ChangeNeeded(reason.toPublic())
        NativeOutcome.Locked -> PasscodeOutcome.Locked
        is NativeOutcome.WrongPasscode ->
            PasscodeOutcome.WrongPasscode(attemptsRemaining.toInt(), nextAttemptSinceBootMs?.toLong())
        is NativeOutcome.LockedOut -> PasscodeOutcome.LockedOut(untilSinceBootMs?.toLong())
        is NativeOutcome.Rejected -> PasscodeOutcome.Rejected(violations.map { it.toPublic() })
        NativeOutcome.NotTheSame -> PasscodeOutcome.NotTheSame
        NativeOutcome.Changed -> PasscodeOutcome.Changed
        is NativeOutcome.BiometricPrompt -> null
        NativeOutcome.BiometricsOn -> PasscodeOutcome.BiometricsOn
        NativeOutcome.BiometricsOff -> PasscodeOutcome.BiometricsOff
        NativeOutcome.BiometricsCancelled -> PasscodeOutcome.BiometricsCancelled
        NativeOutcome.ResetReady -> PasscodeOutcome.ResetReady
        NativeOutcome.Reset -> PasscodeOutcome.Reset
        NativeOutcome.ResetAbandoned -> PasscodeOutcome.ResetAbandoned
        is NativeOutcome.Refused -> PasscodeOutcome.Refused(refusal.toPublic())
        is NativeOutcome.CheckedIn ->
            PasscodeOutcome.CheckedIn(changes.map { it.toPublic() }, commands.map { it.toPublic() })
        is NativeOutcome.HandedOff -> PasscodeOutcome.HandedOff(handOff.toPublic())
        NativeOutcome.Noted -> PasscodeOutcome.Noted
        NativeOutcome.Wiped -> PasscodeOutcome.Wiped
        NativeOutcome.Retired -> PasscodeOutcome.Retired
    }

private fun NativeRefusal.toPublic(): Refusal =
    when (this) {
        NativeRefusal.CredentialsNotAccepted -> Refusal.CredentialsNotAccepted
        NativeRefusal.ClientTooOld -> Refusal.ClientTooOld
        NativeRefusal.ResetNotAllowed -> Refusal.ResetNotAllowed
        NativeRefusal.ChangeNotAllowed -> Refusal.ChangeNotAllowed
        NativeRefusal.BiometricsNotAllowed -> Refusal.BiometricsNotAllowed
        NativeRefusal.BiometricsOff -> Refusal.BiometricsOff
        NativeRefusal.PasscodeFirst -> Refusal.PasscodeFirst
        NativeRefusal.GrantNotLive -> Refusal.GrantNotLive
        NativeRefusal.EscrowKeyDestroyed -> Refusal.EscrowKeyDestroyed
        is NativeRefusal.TooManyAttempts -> Refusal.TooManyAttempts(retryAfterSeconds.toLong())
        NativeRefusal.DeviceUnknown -> Refusal.DeviceUnknown
        NativeRefusal.DeviceRolledBack -> Refusal.DeviceRolledBack
    }

private fun NativeRules.toPublic(): PasscodeRules =
    PasscodeRules(
        passcodeRequired = passcodeRequired,
        passcodeType =
            when (passcodeType) {
                NativeType.NUMERIC -> PasscodeType.NUMERIC
                NativeType.ALPHANUMERIC -> PasscodeType.ALPHANUMERIC
            },
        minimumLength = minimumLength.toInt(),
        minimumComplexCharacters = minimumComplexCharacters.toInt(),
        forbidSimple = forbidSimple,
        forbiddenWords = forbiddenWords,
        maximumAgeDays = maximumAgeDays?.toInt(),
        history = history.toInt(),
        failedAttempts = failedAttempts.toInt(),
        atTheLimit =
            when (atTheLimit) {
                NativeAtTheLimit.LOCK -> AtTheLimit.LOCK
                NativeAtTheLimit.WIPE -> AtTheLimit.WIPE
            },
        autoLockMinutes = autoLockMinutes.toInt(),
        graceMinutes = graceMinutes.toInt(),
        lockOnScreenOff = lockOnScreenOff,
        biometricUnlock = biometricUnlock,
        biometricPasscodeHours = biometricPasscodeHours.toInt(),
        userMayChange = userMayChange,
        userMayReset = userMayReset,
        oneTimePin = oneTimePin,
        oneTimePinMinutes = oneTimePinMinutes.toInt(),
        oneTimePinDigits = oneTimePinDigits.toInt(),
        checkInMinutes = checkInMinutes.toInt(),
        blockOutOfContactHours = blockOutOfContactHours?.toInt(),
        wipeOutOfContactDays = wipeOutOfContactDays?.toInt(),
        numberPadIsEnough = numberPadIsEnough,
    )

private fun NativeRuleChange.toPublic(): RuleChange =
    RuleChange(
        rule = rule,
        before = before,
        after = after,
        direction =
            when (direction) {
                NativeDirection.STRICTER -> ChangeDirection.STRICTER
                NativeDirection.LOOSER -> ChangeDirection.LOOSER
                NativeDirection.MIXED -> ChangeDirection.MIXED
            },
    )

private fun NativeRule.toPublic(): PasscodeRule =
    when (this) {
        NativeRule.AllowedCharacters -> PasscodeRule.AllowedCharacters
        is NativeRule.MinimumLength -> PasscodeRule.MinimumLength(characters.toInt())
        NativeRule.LetterAndDigit -> PasscodeRule.LetterAndDigit
        is NativeRule.ComplexCharacters -> PasscodeRule.ComplexCharacters(characters.toInt())
        NativeRule.NoSequence -> PasscodeRule.NoSequence
        NativeRule.NotCommon -> PasscodeRule.NotCommon
        NativeRule.NoForbiddenWord -> PasscodeRule.NoForbiddenWord
        is NativeRule.NotRecent -> PasscodeRule.NotRecent(passcodes.toInt())
    }

internal fun NativeCheck.toPublic(): RuleCheck = RuleCheck(rule.toPublic(), met)

private fun NativeChangeReason.toPublic(): ChangeReason =
    when (this) {
        NativeChangeReason.RULES_CHANGED -> ChangeReason.RULES_CHANGED
        NativeChangeReason.TOO_OLD -> ChangeReason.TOO_OLD
    }

private fun NativeBlockReason.toPublic(): BlockReason =
    when (this) {
        NativeBlockReason.OUT_OF_CONTACT -> BlockReason.OUT_OF_CONTACT
        NativeBlockReason.ROLLED_BACK -> BlockReason.ROLLED_BACK
        NativeBlockReason.DEVICE_UNKNOWN -> BlockReason.DEVICE_UNKNOWN
    }

private fun NativeRetireReason.toPublic(): RetireReason =
    when (this) {
        NativeRetireReason.RETIRED -> RetireReason.RETIRED
        NativeRetireReason.AT_THE_LIMIT -> RetireReason.AT_THE_LIMIT
        NativeRetireReason.OUT_OF_CONTACT -> RetireReason.OUT_OF_CONTACT
    }

private fun NativeBiometrics.toPublic(): Biometrics =
    when (this) {
        NativeBiometrics.NOT_ALLOWED -> Biometrics.NOT_ALLOWED
        NativeBiometrics.OFF -> Biometrics.OFF
        NativeBiometrics.READY -> Biometrics.READY
        NativeBiometrics.PASSCODE_FIRST -> Biometrics.PASSCODE_FIRST
    }

private fun NativeCommand.toPublic(): PortalCommand =
    when (this) {
        NativeCommand.LOCKED -> PortalCommand.LOCK
        NativeCommand.APP_CONNECT_UNLOCKED -> PortalCommand.APPCONNECT_UNLOCK
    }

private fun NativeKeyboard.toPublic(): Keyboard =
    when (this) {
        NativeKeyboard.NUMBER_PAD -> Keyboard.NUMBER_PAD
        NativeKeyboard.FULL -> Keyboard.FULL
    }

internal fun Keyboard.toNative(): NativeKeyboard =
    when (this) {
        Keyboard.NUMBER_PAD -> NativeKeyboard.NUMBER_PAD
        Keyboard.FULL -> NativeKeyboard.FULL
    }

internal fun NativeName.toPublic(): RecordName =
    when (this) {
        NativeName.DEVICE -> RecordName.DEVICE
        NativeName.VAULT -> RecordName.VAULT
        NativeName.LEDGER -> RecordName.LEDGER
        NativeName.LEDGER_COPY -> RecordName.LEDGER_COPY
        NativeName.RESET -> RecordName.RESET
    }

internal fun NativePurpose.toPublic(): KeyPurpose =
    when (this) {
        NativePurpose.PRF -> KeyPurpose.PRF
        NativePurpose.BIOMETRIC_PRF -> KeyPurpose.BIOMETRIC_PRF
        NativePurpose.SIGNING -> KeyPurpose.SIGNING
    }

private fun NativeHandOff.toPublic(): HandOff = HandOff(enc, ciphertext, untilSinceBootMs.toLong(), bootId)

/** Text that is no Unicode, like half a surrogate pair, cannot cross: it is refused as the library would. */
internal inline fun String.unicodeOr(failure: () -> Exception): String =
    if (Charsets.UTF_8.newEncoder().canEncode(this)) this else throw failure()

internal fun HandOff.toNative(): NativeHandOff = NativeHandOff(enc, ciphertext, untilSinceBootMs.toULong(), bootId)
