// The names that scenarios use, totally: a new state, outcome or rule does not compile until it is here.

import SecureAppsPasscode

extension PasscodeState {
  var scenarioName: String {
    switch self {
    case .notEnrolled: "not-enrolled"
    case .passcodeNeeded: "passcode-needed"
    case .locked: "locked"
    case .lockedOut: "locked-out"
    case .unlocked: "unlocked"
    case .changeNeeded: "change-needed"
    case .resetInProgress: "reset-in-progress"
    case .blocked: "blocked"
    case .retired: "retired"
    case .unreadable(let error): error.code
    }
  }
}

extension PasscodeOutcome {
  var scenarioName: String {
    switch self {
    case .enrolled: "enrolled"
    case .created: "created"
    case .unlocked: "unlocked"
    case .changeNeeded: "change-needed"
    case .locked: "locked"
    case .wrongPasscode: "wrong-passcode"
    case .lockedOut: "locked-out"
    case .rejected: "rejected"
    case .notTheSame: "not-the-same"
    case .changed: "changed"
    case .biometricsOn: "biometrics-on"
    case .biometricsOff: "biometrics-off"
    case .biometricsCancelled: "biometrics-cancelled"
    case .resetReady: "reset-ready"
    case .reset: "reset"
    case .resetAbandoned: "reset-abandoned"
    case .refused: "refused"
    case .checkedIn: "checked-in"
    case .handedOff: "handed-off"
    case .noted: "noted"
    case .wiped: "wiped"
    case .retired: "retired"
    }
  }
}

extension ChangeReason {
  var scenarioName: String {
    switch self {
    case .rulesChanged: "rules-changed"
    case .tooOld: "too-old"
    }
  }
}

extension Refusal {
  var code: String {
    switch self {
    case .credentialsNotAccepted: "credentials.not_accepted"
    case .clientTooOld: "client.too_old"
    case .resetNotAllowed: "reset.not_allowed"
    case .changeNotAllowed: "change.not_allowed"
    case .biometricsNotAllowed: "biometrics.not_allowed"
    case .biometricsOff: "biometrics.off"
    case .passcodeFirst: "biometrics.passcode_first"
    case .grantNotLive: "grant.not_live"
    case .escrowKeyDestroyed: "escrow.key_destroyed"
    case .tooManyAttempts: "attempts.too_many"
    case .deviceUnknown: "device.unknown"
    case .deviceRolledBack: "device.rolled_back"
    }
  }
}

extension PasscodeRule {
  var code: String {
    switch self {
    case .allowedCharacters: "rule.allowed_characters"
    case .minimumLength: "rule.minimum_length"
    case .letterAndDigit: "rule.letter_and_digit"
    case .complexCharacters: "rule.complex_characters"
    case .noSequence: "rule.no_sequence"
    case .notCommon: "rule.not_common"
    case .noForbiddenWord: "rule.no_forbidden_word"
    case .notRecent: "rule.not_recent"
    }
  }
}

extension PortalCommand {
  var scenarioName: String {
    switch self {
    case .lock: "lock"
    case .appConnectUnlock: "appconnect-unlock"
    }
  }
}

extension Keyboard {
  var scenarioName: String {
    switch self {
    case .numberPad: "number-pad"
    case .full: "full"
    }
  }
}

extension Biometrics {
  var scenarioName: String {
    switch self {
    case .notAllowed: "not-allowed"
    case .off: "off"
    case .ready: "ready"
    case .passcodeFirst: "passcode-first"
    }
  }
}

extension PasscodeRules {
  /// The rules as the JSON object of `docs/formats.md` §6. What only helps a screen is none of it.
  var json: JSON {
    .object([
      "passcode_required": .boolean(isPasscodeRequired),
      "passcode_type": .text(passcodeType == .numeric ? "numeric" : "alphanumeric"),
      "minimum_length": .integer(minimumLength),
      "minimum_complex_characters": .integer(minimumComplexCharacters),
      "forbid_simple": .boolean(forbidSimple),
      "forbidden_words": .texts(forbiddenWords),
      "maximum_age_days": limit(maximumAgeDays),
      "history": .integer(history),
      "failed_attempts": .integer(failedAttempts),
      "at_the_limit": .text(atTheLimit == .lock ? "lock" : "wipe"),
      "auto_lock_minutes": .integer(autoLockMinutes),
      "grace_minutes": .integer(graceMinutes),
      "lock_on_screen_off": .boolean(locksOnScreenOff),
      "biometric_unlock": .boolean(allowsBiometricUnlock),
      "biometric_passcode_hours": .integer(biometricPasscodeHours),
      "user_may_change": .boolean(userMayChange),
      "user_may_reset": .boolean(userMayReset),
      "one_time_pin": .boolean(allowsOneTimePin),
      "one_time_pin_minutes": .integer(oneTimePinMinutes),
      "one_time_pin_digits": .integer(oneTimePinDigits),
      "check_in_minutes": .integer(checkInMinutes),
      "block_out_of_contact_hours": limit(blockOutOfContactHours),
      "wipe_out_of_contact_days": limit(wipeOutOfContactDays),
    ])
  }
}

private func limit(_ number: Int?) -> JSON { number.map(JSON.integer) ?? .text("never") }
