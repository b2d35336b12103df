// What a page on which a passcode is typed says and offers: to unlock, before something else, or a new one.

import SecureAppsPasscode

/// A passcode is typed.
struct PasscodePage: Equatable {
  var title: Phrase
  var text: Phrase
  var keyboard: Keyboard
  /// What the last key does.
  var done: Phrase
  /// Attempts left, when it is time to say so.
  var attempts: Phrase?
  var offersBiometrics = false
  var offersForgot = false
  /// What leads to the other keyboard.
  var otherKeyboard: Phrase?
  var checks: [CheckLine] = []
  var advice: [Phrase] = []

  /// To unlock.
  init(_ screen: UnlockScreen, notice: Notice?) {
    title = .text(.unlockTitle)
    text = .text(.unlockText)
    keyboard = screen.keyboard
    done = .text(.unlock)
    // The notice says it already.
    if case .wrongPasscode = notice {
    } else {
      attempts = screen.attemptsRemaining.map { .count(.attemptsLeft, $0) }
    }
    offersBiometrics = screen.isBiometricsReady
    offersForgot = screen.isForgotOffered
  }

  /// Before something else.
  init(_ purpose: CurrentPasscodePurpose, on keyboard: Keyboard) {
    title = .text(.currentTitle)
    switch purpose {
    case .change: text = .text(.currentChangeText)
    case .biometrics: text = .text(.currentBiometricsText)
    }
    self.keyboard = keyboard
    done = .text(.next)
  }

  /// A new one.
  init(_ screen: NewPasscodeScreen) {
    keyboard = screen.keyboard
    advice = screen.advice.map(\.phrase)
    checks = screen.checks.map { CheckLine($0, on: screen.keyboard) }
    if screen.canSwitchKeyboard {
      otherKeyboard = .text(screen.keyboard == .numberPad ? .moreComplex : .digitsOnly)
    }
    if screen.isRepeated {
      title = .text(.repeatTitle)
      text = .text(.repeatText)
      done = .text(.save)
    } else {
      title = .text(screen.purpose == .create ? .createTitle : .newTitle)
      text = .text(screen.purpose.text)
      done = .text(.next)
    }
  }
}

/// A line of the checklist.
struct CheckLine: Equatable {
  var rule: Phrase
  var isMet: Bool

  init(_ check: RuleCheck, on keyboard: Keyboard) {
    rule = check.rule.phrase(on: keyboard)
    isMet = check.isMet
  }

  /// The line and whether it is met, for who does not see the mark.
  var spoken: Phrase { .filled(isMet ? .ruleMet : .ruleNotMet, rule) }
}

extension NewPasscodePurpose {
  fileprivate var text: TextKey {
    switch self {
    case .create: .createText
    case .change: .changeText
    case .rulesChanged: .rulesChangedText
    case .tooOld: .tooOldText
    case .reset: .resetNewText
    }
  }
}

extension Advice {
  fileprivate var phrase: Phrase {
    switch self {
    case .complexity: .text(.adviceComplexity)
    case .expiry(let days): .count(.adviceExpiry, days)
    }
  }
}
