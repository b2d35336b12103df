// The words for what happened last. Every notice says what happened and, if it is an error, what to do.

import SecureAppsPasscode

extension Notice {
  /// What it says, where it is shown.
  func phrase(on screen: Screen) -> Phrase {
    switch self {
    case .wrongPasscode(let left, let wait):
      let wrong = left > 0 ? Phrase.count(.wrongLeft, left) : .text(.wrong)
      return wait.map { .sentences([wrong, .waiting(seconds: $0)]) } ?? wrong
    case .lockedOut(let wait): return wait.map(Phrase.wait) ?? .text(.waitReset)
    case .nothingTyped: return .text(screen.credentials?.missing ?? .missingPasscode)
    case .notAPasscode: return .text(.notAPasscode)
    case .rulesNotMet: return .text(.rulesNotMet)
    case .rejected(let rules):
      return .filled(.rejected, .list(rules.map { $0.phrase(on: screen.newPasscode?.keyboard ?? .full) }))
    case .notTheSame: return .text(.notTheSame)
    case .refused(let refusal): return refusal.phrase(on: screen)
    case .biometricsInvalidated: return .text(.biometricsInvalidated)
    case .biometricsNotTurnedOn: return .text(.biometricsNotOn)
    case .resetOver: return .text(.resetOver)
    case .done(let deed): return .text(deed.text)
    case .failed(let error): return .sentences([.error(error), .code(of: error)])
    }
  }

  /// What is read out: that it is an error is otherwise only seen.
  func spoken(on screen: Screen) -> Phrase {
    isError ? .filled(.error, phrase(on: screen)) : phrase(on: screen)
  }
}

extension Refusal {
  fileprivate func phrase(on screen: Screen) -> Phrase {
    switch self {
    case .credentialsNotAccepted: .text(screen.credentials?.refused ?? .refusedCredentials)
    case .clientTooOld: .text(.refusedTooOld)
    case .resetNotAllowed: .text(.refusedReset)
    case .changeNotAllowed: .text(.refusedChange)
    case .biometricsNotAllowed: .text(.refusedBiometrics)
    case .biometricsOff: .text(.refusedBiometricsOff)
    case .passcodeFirst: .text(.refusedPasscodeFirst)
    // Only where a reset goes on without it is there a field for the password.
    case .grantNotLive: .text(screen.credentials == nil ? .refusedGrant : .refusedGrantSignIn)
    case .escrowKeyDestroyed: .text(.refusedEscrow)
    case .tooManyAttempts(let wait): .wait(seconds: Int((wait / .seconds(1)).rounded(.up)))
    case .deviceUnknown: .text(.refusedDevice)
    case .deviceRolledBack: .text(.refusedRolledBack)
    }
  }
}

extension Deed {
  fileprivate var text: TextKey {
    switch self {
    case .passcodeCreated: .doneCreated
    case .passcodeChanged: .doneChanged
    case .passcodeReset: .doneReset
    case .biometricsOn: .doneBiometricsOn
    case .biometricsOff: .doneBiometricsOff
    case .checkedIn: .doneCheckedIn
    }
  }
}

extension PasscodeRule {
  /// A line of the checklist.
  func phrase(on keyboard: Keyboard) -> Phrase {
    switch self {
    case .allowedCharacters: .text(.ruleCharacters)
    case .minimumLength(let length): .count(keyboard == .numberPad ? .ruleLengthDigits : .ruleLength, length)
    case .letterAndDigit: .text(.ruleLetterDigit)
    case .complexCharacters(let count): .count(.ruleComplex, count)
    case .noSequence: .text(.ruleSequence)
    case .notCommon: .text(.ruleCommon)
    case .noForbiddenWord: .text(.ruleWords)
    case .notRecent(let count): .count(.ruleRecent, count)
    }
  }
}

extension Phrase {
  /// How long nothing may be tried, in whole minutes.
  fileprivate static func wait(seconds: Int) -> Phrase { .count(.waitMinutes, minutes(seconds)) }

  /// How long still, in words that change once a minute.
  static func waiting(seconds: Int) -> Phrase {
    seconds < 60 ? .text(.lockedSoon) : .count(.lockedMinutes, minutes(seconds))
  }

  /// The stable code, for the help desk.
  static func code(of error: PasscodeError) -> Phrase { .filled(.code, .verbatim(error.code)) }

  /// What is typed: how many characters, never which.
  static func typed(_ count: Int) -> Phrase { count == 0 ? .text(.nothingTyped) : .count(.typed, count) }

  private static func minutes(_ seconds: Int) -> Int { max(1, (seconds + 59) / 60) }
}

extension CredentialsScreen {
  fileprivate var missing: TextKey {
    isSecretAsked ? (takesOneTimePin ? .missingCredentialsOrPin : .missingCredentials) : .missingName
  }

  fileprivate var refused: TextKey {
    isSecretAsked ? (takesOneTimePin ? .refusedCredentialsOrPin : .refusedCredentials) : .refusedName
  }
}

extension Screen {
  var credentials: CredentialsScreen? {
    if case .credentials(let screen) = self { screen } else { nil }
  }

  var newPasscode: NewPasscodeScreen? {
    if case .newPasscode(let screen) = self { screen } else { nil }
  }
}
