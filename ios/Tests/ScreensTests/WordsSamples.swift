// Everything that screens and notices can say, one of each.

import SecureAppsPasscode

@testable import SecureAppsPasscodeScreens

enum Samples {
  static let rules: [PasscodeRule] = [
    .allowedCharacters, .minimumLength(1), .minimumLength(6), .letterAndDigit, .complexCharacters(1),
    .complexCharacters(2), .noSequence, .notCommon, .noForbiddenWord, .notRecent(1), .notRecent(5),
  ]

  static let refusals: [Refusal] = [
    .credentialsNotAccepted, .clientTooOld, .resetNotAllowed, .changeNotAllowed, .biometricsNotAllowed,
    .biometricsOff, .passcodeFirst, .grantNotLive, .escrowKeyDestroyed,
    .tooManyAttempts(retryAfter: .seconds(90)),
    .deviceUnknown, .deviceRolledBack,
  ]

  static let notices: [Notice] =
    [
      .wrongPasscode(attemptsRemaining: 3, waitSeconds: nil),
      .wrongPasscode(attemptsRemaining: 1, waitSeconds: nil),
      .wrongPasscode(attemptsRemaining: 0, waitSeconds: nil),
      .wrongPasscode(attemptsRemaining: 5, waitSeconds: 60),
      .lockedOut(waitSeconds: 300), .lockedOut(waitSeconds: nil), .nothingTyped, .notAPasscode, .rulesNotMet,
      .rejected([.minimumLength(6), .noSequence]), .rejected(rules), .notTheSame, .biometricsInvalidated,
      .biometricsNotTurnedOn, .resetOver,
    ] + refusals.map(Notice.refused) + Deed.allCases.map(Notice.done)
    + PasscodeError.allCases.map(Notice.failed)

  static let credentials: [Screen] = CredentialsPurpose.allCases.flatMap { purpose in
    [
      CredentialsScreen(purpose: purpose),
      CredentialsScreen(purpose: purpose, isSecretAsked: false),
      CredentialsScreen(purpose: purpose, takesOneTimePin: true),
    ].map(Screen.credentials)
  }

  static let unlock = Screen.unlock(
    UnlockScreen(keyboard: .numberPad, attemptsRemaining: 4, isBiometricsReady: true, isForgotOffered: true))

  static let newPasscodes: [Screen] = NewPasscodePurpose.allCases.flatMap { purpose in
    [false, true].flatMap { isRepeated in
      Keyboard.allCases.map { keyboard in
        .newPasscode(
          NewPasscodeScreen(
            purpose: purpose, isRepeated: isRepeated, keyboard: keyboard, canSwitchKeyboard: true,
            checks: isRepeated ? [] : rules.map { RuleCheck($0, isMet: $0 == .noSequence) },
            advice: isRepeated ? [] : [.complexity, .expiry(days: 1), .expiry(days: 90)]))
      }
    }
  }

  static let messages: [Screen] =
    [
      .opening, .unlocked, .confirmSetUpAgain, .unreadable(.storeUnavailable, canSetUpAgain: false),
      .unreadable(.recordDamaged, canSetUpAgain: true),
    ]
    + LockedOutHelp.allCases.flatMap {
      [Screen.lockedOut(waitSeconds: 90, $0), .lockedOut(waitSeconds: nil, $0)]
    }
    + BlockReason.allCases.map { .blocked($0, canSetUpAgain: $0 != .outOfContact) }
    + RetireReason.allCases.map { .retired($0) }

  static let screens: [Screen] =
    credentials + [unlock] + CurrentPasscodePurpose.allCases.map { .currentPasscode($0, .full) }
    + newPasscodes
    + [.authentication] + messages

  static func state(_ screen: Screen, settings: [SettingsChoice] = SettingsChoice.allCases) -> ScreenState {
    var state = ScreenState(screen: screen)
    state.settings = settings
    return state
  }
}

extension Page {
  /// All that it says, from top to bottom.
  var phrases: [Phrase] {
    switch self {
    case .credentials(let page): page.phrases
    case .passcode(let page): page.phrases
    case .authentication(let choices): [.text(.secureApps), title] + choices.map(\.phrase)
    case .message(let page): page.phrases
    }
  }
}

extension CredentialsPage {
  fileprivate var phrases: [Phrase] {
    var all: [Phrase?] = [title, text, .text(.userName), secret, done]
    if !pinSteps.isEmpty { all += [.text(.pinTitle)] + pinSteps + [.text(.pinText)] }
    return all.compactMap(\.self)
  }
}

extension PasscodePage {
  fileprivate var phrases: [Phrase] {
    var all: [Phrase?] = [title, text] + advice + [attempts]
    if !checks.isEmpty { all.append(.text(.rules)) }
    all += checks.flatMap { [$0.rule, $0.spoken] }
    all += [otherKeyboard, done]
    if offersBiometrics { all.append(.text(.useBiometrics)) }
    if offersForgot { all.append(.text(.forgotLink)) }
    return all.compactMap(\.self)
  }
}

extension MessagePage {
  fileprivate var phrases: [Phrase] {
    let wait: [Phrase] = waitSeconds.map { [.waiting(seconds: $0)] } ?? []
    return [title] + texts + wait + actions.map(\.label)
  }
}

extension Phrase {
  /// All texts of the catalogue that it is made of.
  var keys: Set<TextKey> {
    switch self {
    case .text(let key), .count(let key, _): [key]
    case .filled(let key, let phrase): phrase.keys.union([key])
    case .sentences(let phrases), .list(let phrases): Set(phrases.flatMap(\.keys))
    case .error, .verbatim: []
    }
  }
}
