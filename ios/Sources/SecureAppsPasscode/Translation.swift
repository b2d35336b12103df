// Between the generated types and the public ones, totally: a new variant does not compile until it is here.

internal import PasscodeNative
import Foundation

extension PasscodeStatus {
  init(native: PasscodeNative.Status) {
    self.init(
      revision: native.revision,
      state: PasscodeState(native: native.state),
      keyboard: Keyboard(native: native.keyboard),
      attemptsRemaining: native.attemptsRemaining.map(Int.init),
      rules: native.rules.map(PasscodeRules.init(native:)),
      biometrics: Biometrics(native: native.biometrics),
      grant: native.grant.map {
        AppConnectGrant(
          expiresAt: Date(timeIntervalSince1970: Double($0.expiresAtMs) / 1000),
          isPasswordAsked: $0.passwordAsked)
      },
      changesAt: native.changesAtSinceBootMs.map(Duration.init(milliseconds:)))
  }
}

extension PasscodeState {
  fileprivate init(native: PasscodeNative.State) {
    self =
      switch native {
      case .notEnrolled: .notEnrolled
      case .passcodeNeeded: .passcodeNeeded
      case .locked: .locked
      case .lockedOut(let until): .lockedOut(until: until.map(Duration.init(milliseconds:)))
      case .unlocked: .unlocked
      case .changeNeeded(let reason): .changeNeeded(ChangeReason(native: reason))
      case .resetInProgress: .resetInProgress
      case .blocked(let reason): .blocked(BlockReason(native: reason))
      case .retired(let reason): .retired(RetireReason(native: reason))
      }
  }
}

extension PasscodeOutcome {
  /// What came of an event; `nil` for a prompt, which is not the end of an operation.
  init?(native: PasscodeNative.Outcome) {
    switch native {
    case .biometricPrompt: return nil
    case .enrolled: self = .enrolled
    case .created: self = .created
    case .unlocked: self = .unlocked
    case .changeNeeded(let reason): self = .changeNeeded(ChangeReason(native: reason))
    case .locked: self = .locked
    case .wrongPasscode(let remaining, let next):
      self = .wrongPasscode(
        attemptsRemaining: Int(remaining), nextAttempt: next.map(Duration.init(milliseconds:)))
    case .lockedOut(let until): self = .lockedOut(until: until.map(Duration.init(milliseconds:)))
    case .rejected(let violations): self = .rejected(violations.map(PasscodeRule.init(native:)))
    case .notTheSame: self = .notTheSame
    case .changed: self = .changed
    case .biometricsOn: self = .biometricsOn
    case .biometricsOff: self = .biometricsOff
    case .biometricsCancelled: self = .biometricsCancelled
    case .resetReady: self = .resetReady
    case .reset: self = .reset
    case .resetAbandoned: self = .resetAbandoned
    case .refused(let refusal): self = .refused(Refusal(native: refusal))
    case .checkedIn(let changes, let commands):
      self = .checkedIn(
        changes: changes.map(RuleChange.init(native:)), commands: commands.map(PortalCommand.init(native:)))
    case .handedOff(let handOff): self = .handedOff(HandOff(native: handOff))
    case .noted: self = .noted
    case .wiped: self = .wiped
    case .retired: self = .retired
    }
  }
}

extension Refusal {
  fileprivate init(native: PasscodeNative.Refusal) {
    self =
      switch native {
      case .credentialsNotAccepted: .credentialsNotAccepted
      case .clientTooOld: .clientTooOld
      case .resetNotAllowed: .resetNotAllowed
      case .changeNotAllowed: .changeNotAllowed
      case .biometricsNotAllowed: .biometricsNotAllowed
      case .biometricsOff: .biometricsOff
      case .passcodeFirst: .passcodeFirst
      case .grantNotLive: .grantNotLive
      case .escrowKeyDestroyed: .escrowKeyDestroyed
      case .tooManyAttempts(let seconds):
        .tooManyAttempts(retryAfter: .seconds(Int64(clamping: seconds)))
      case .deviceUnknown: .deviceUnknown
      case .deviceRolledBack: .deviceRolledBack
      }
  }
}

extension PasscodeRules {
  fileprivate init(native: PasscodeNative.PasscodeRules) {
    isPasscodeRequired = native.passcodeRequired
    passcodeType =
      switch native.passcodeType {
      case .numeric: .numeric
      case .alphanumeric: .alphanumeric
      }
    minimumLength = Int(native.minimumLength)
    minimumComplexCharacters = Int(native.minimumComplexCharacters)
    forbidSimple = native.forbidSimple
    forbiddenWords = native.forbiddenWords
    maximumAgeDays = native.maximumAgeDays.map(Int.init)
    history = Int(native.history)
    failedAttempts = Int(native.failedAttempts)
    atTheLimit =
      switch native.atTheLimit {
      case .lock: .lock
      case .wipe: .wipe
      }
    autoLockMinutes = Int(native.autoLockMinutes)
    graceMinutes = Int(native.graceMinutes)
    locksOnScreenOff = native.lockOnScreenOff
    allowsBiometricUnlock = native.biometricUnlock
    biometricPasscodeHours = Int(native.biometricPasscodeHours)
    userMayChange = native.userMayChange
    userMayReset = native.userMayReset
    allowsOneTimePin = native.oneTimePin
    oneTimePinMinutes = Int(native.oneTimePinMinutes)
    oneTimePinDigits = Int(native.oneTimePinDigits)
    checkInMinutes = Int(native.checkInMinutes)
    blockOutOfContactHours = native.blockOutOfContactHours.map(Int.init)
    wipeOutOfContactDays = native.wipeOutOfContactDays.map(Int.init)
    numberPadIsEnough = native.numberPadIsEnough
  }
}

extension RuleChange {
  fileprivate init(native: PasscodeNative.RuleChange) {
    rule = native.rule
    before = native.before
    after = native.after
    direction =
      switch native.direction {
      case .stricter: .stricter
      case .looser: .looser
      case .mixed: .mixed
      }
  }
}

extension PasscodeRule {
  init(native: PasscodeNative.Rule) {
    self =
      switch native {
      case .allowedCharacters: .allowedCharacters
      case .minimumLength(let characters): .minimumLength(Int(characters))
      case .letterAndDigit: .letterAndDigit
      case .complexCharacters(let characters): .complexCharacters(Int(characters))
      case .noSequence: .noSequence
      case .notCommon: .notCommon
      case .noForbiddenWord: .noForbiddenWord
      case .notRecent(let passcodes): .notRecent(Int(passcodes))
      }
  }
}

extension ChangeReason {
  fileprivate init(native: PasscodeNative.ChangeReason) {
    self =
      switch native {
      case .rulesChanged: .rulesChanged
      case .tooOld: .tooOld
      }
  }
}

extension BlockReason {
  fileprivate init(native: PasscodeNative.BlockReason) {
    self =
      switch native {
      case .outOfContact: .outOfContact
      case .rolledBack: .rolledBack
      case .deviceUnknown: .deviceUnknown
      }
  }
}

extension RetireReason {
  fileprivate init(native: PasscodeNative.RetireReason) {
    self =
      switch native {
      case .retired: .retired
      case .atTheLimit: .atTheLimit
      case .outOfContact: .outOfContact
      }
  }
}

extension Biometrics {
  fileprivate init(native: PasscodeNative.Biometrics) {
    self =
      switch native {
      case .notAllowed: .notAllowed
      case .off: .off
      case .ready: .ready
      case .passcodeFirst: .passcodeFirst
      }
  }
}

extension PortalCommand {
  fileprivate init(native: PasscodeNative.CarriedOut) {
    self =
      switch native {
      case .locked: .lock
      case .appConnectUnlocked: .appConnectUnlock
      }
  }
}

extension Keyboard {
  fileprivate init(native: PasscodeNative.Keyboard) {
    self =
      switch native {
      case .numberPad: .numberPad
      case .full: .full
      }
  }

  var native: PasscodeNative.Keyboard {
    switch self {
    case .numberPad: .numberPad
    case .full: .full
    }
  }
}

extension HandOff {
  fileprivate init(native: PasscodeNative.HandOff) {
    self.init(
      enc: native.enc, ciphertext: native.ciphertext,
      until: Duration(milliseconds: native.untilSinceBootMs), bootID: native.bootId)
  }

  /// `nil` if its time makes no sense.
  var native: PasscodeNative.HandOff? {
    until.milliseconds.map {
      PasscodeNative.HandOff(enc: enc, ciphertext: ciphertext, untilSinceBootMs: $0, bootId: bootID)
    }
  }
}

extension RecordName {
  init(native: PasscodeNative.RecordName) {
    self =
      switch native {
      case .device: .device
      case .vault: .vault
      case .ledger: .ledger
      case .ledgerCopy: .ledgerCopy
      case .reset: .reset
      }
  }
}

extension KeyPurpose {
  init(native: PasscodeNative.KeyPurpose) {
    self =
      switch native {
      case .prf: .prf
      case .biometricPrf: .biometricPrf
      case .signing: .signing
      }
  }
}

extension Retry {
  init(native: PasscodeNative.Retry) {
    self =
      switch native {
      case .never: .never
      case .now: .now
      case .later: .later
      case .afterAction: .afterAction
      }
  }
}

extension PasscodeError {
  init(native: any Error) {
    // A panic comes as an error of UniFFI's own.
    self = (native as? PasscodeNative.PasscodeError).map(PasscodeError.init) ?? .defect
  }

  private init(_ native: PasscodeNative.PasscodeError) {
    self =
      switch native {
      case .EventNotAllowed: .eventNotAllowed
      case .SettingsInvalid: .settingsInvalid
      case .Superseded: .superseded
      case .HardwareKeyLost: .hardwareKeyLost
      case .HardwareKeyUnavailable: .hardwareKeyUnavailable
      case .RandomUnavailable: .randomUnavailable
      case .MemoryUnavailable: .memoryUnavailable
      case .StoreUnavailable: .storeUnavailable
      case .StoreConflict: .storeConflict
      case .RecordDamaged: .recordDamaged
      case .RecordVersionUnsupported: .recordVersionUnsupported
      case .RecordRolledBack: .recordRolledBack
      case .RecordMissing: .recordMissing
      case .PortalUnreachable: .portalUnreachable
      case .PortalTimedOut: .portalTimedOut
      case .PortalUntrusted: .portalUntrusted
      case .PortalUnavailable: .portalUnavailable
      case .PortalAnswerInvalid: .portalAnswerInvalid
      case .CredentialsInvalid: .credentialsInvalid
      case .HandOffInvalid: .handOffInvalid
      case .HandOffExpired: .handOffExpired
      }
  }

  /// `nil` for what only this package tells.
  var native: PasscodeNative.PasscodeError? {
    switch self {
    case .eventNotAllowed: .EventNotAllowed
    case .settingsInvalid: .SettingsInvalid
    case .superseded: .Superseded
    case .hardwareKeyLost: .HardwareKeyLost
    case .hardwareKeyUnavailable: .HardwareKeyUnavailable
    case .randomUnavailable: .RandomUnavailable
    case .memoryUnavailable: .MemoryUnavailable
    case .storeUnavailable: .StoreUnavailable
    case .storeConflict: .StoreConflict
    case .recordDamaged: .RecordDamaged
    case .recordVersionUnsupported: .RecordVersionUnsupported
    case .recordRolledBack: .RecordRolledBack
    case .recordMissing: .RecordMissing
    case .portalUnreachable: .PortalUnreachable
    case .portalTimedOut: .PortalTimedOut
    case .portalUntrusted: .PortalUntrusted
    case .portalUnavailable: .PortalUnavailable
    case .portalAnswerInvalid: .PortalAnswerInvalid
    case .credentialsInvalid: .CredentialsInvalid
    case .handOffInvalid: .HandOffInvalid
    case .handOffExpired: .HandOffExpired
    case .cancelled, .closed, .inputUsed, .defect: nil
    }
  }
}

extension Duration {
  init(milliseconds: UInt64) {
    self = .milliseconds(Int64(clamping: milliseconds))
  }

  /// `nil` before zero, or beyond what can be counted.
  var milliseconds: UInt64? {
    guard self >= .zero, self <= Self(milliseconds: .max) else { return nil }
    let (seconds, attoseconds) = components
    return UInt64(seconds) * 1000 + UInt64(attoseconds / 1_000_000_000_000_000)
  }
}
