// Which screen the user sees: a pure function of where they are and of the phone's status.

import SecureAppsPasscode

extension Visit {
  func show(_ status: PasscodeStatus, waitSeconds: Int?, canPrompt: Bool) -> ScreenState {
    let screen = screen(status, waitSeconds, canPrompt)
    var shown = ScreenState(screen: screen)
    shown.settings = settings(status, canPrompt)
    shown.notice = notice
    shown.isWorking = isWorking || screen == .opening
    shown.canGoBack = place != .start || screen.isRepeated
    shown.entry = entry
    return shown
  }

  private func screen(_ status: PasscodeStatus, _ waitSeconds: Int?, _ canPrompt: Bool) -> Screen {
    switch status.state {
    case .notEnrolled: .credentials(CredentialsScreen(purpose: .enroll))
    case .passcodeNeeded: newPasscode(.create, status)
    case .locked: place == .forgot ? forgot(status) : unlock(status, canPrompt)
    case .lockedOut:
      place == .forgot
        ? forgot(status) : .lockedOut(waitSeconds: waitSeconds, status.mayForget ? .reset : .administrator)
    case .unlocked: unlocked(status)
    case .changeNeeded(.rulesChanged): newPasscode(.rulesChanged, status)
    case .changeNeeded(.tooOld): newPasscode(.tooOld, status)
    // A reset that nobody is finishing here is being abandoned.
    case .resetInProgress: isProving ? newPasscode(.reset, status) : .opening
    case .blocked(let reason):
      place == .setUpAgain ? .confirmSetUpAgain : .blocked(reason, canSetUpAgain: reason != .outOfContact)
    case .retired(let reason):
      place == .signIn ? .credentials(CredentialsScreen(purpose: .enroll)) : .retired(reason)
    case .unreadable(let error):
      place == .setUpAgain
        ? .confirmSetUpAgain : .unreadable(error, canSetUpAgain: error.isLoss)
    }
  }

  private func unlock(_ status: PasscodeStatus, _ canPrompt: Bool) -> Screen {
    var unlock = UnlockScreen(keyboard: status.keyboard)
    // Nobody need know the limit before an attempt has failed.
    if let remaining = status.attemptsRemaining, let rules = status.rules, remaining < rules.failedAttempts {
      unlock.attemptsRemaining = remaining
    }
    unlock.isBiometricsReady = canPrompt && status.biometrics == .ready
    unlock.isForgotOffered = status.mayForget
    return .unlock(unlock)
  }

  private func forgot(_ status: PasscodeStatus) -> Screen {
    if let grant = status.grant, !isGrantRefused {
      return .credentials(CredentialsScreen(purpose: .grant, isSecretAsked: grant.isPasswordAsked))
    }
    let takesPin = status.rules?.allowsOneTimePin == true
    return .credentials(CredentialsScreen(purpose: .reset, takesOneTimePin: takesPin))
  }

  private func unlocked(_ status: PasscodeStatus) -> Screen {
    switch (place, step) {
    case (.change, .current): .currentPasscode(.change, status.keyboard)
    case (.change, _): newPasscode(.change, status)
    case (.biometrics, _): .currentPasscode(.biometrics, status.keyboard)
    case (.authentication, _): .authentication
    default: .unlocked
    }
  }

  private func newPasscode(_ purpose: NewPasscodePurpose, _ status: PasscodeStatus) -> Screen {
    let isPadEnough = status.rules?.numberPadIsEnough == true
    var new = NewPasscodeScreen(
      purpose: purpose, keyboard: isPadEnough && !wantsFullKeyboard ? .numberPad : .full)
    if step == .repeated {
      new.isRepeated = true
    } else {
      new.canSwitchKeyboard = isPadEnough
      new.checks = checks
      new.advice = status.rules.map(advice) ?? []
    }
    return .newPasscode(new)
  }

  private func advice(on rules: PasscodeRules) -> [Advice] {
    let asksForKinds = rules.minimumComplexCharacters > 0 || rules.passcodeType == .alphanumeric
    return (asksForKinds ? [.complexity] : []) + (rules.maximumAgeDays.map { [.expiry(days: $0)] } ?? [])
  }

  private func settings(_ status: PasscodeStatus, _ canPrompt: Bool) -> [SettingsChoice] {
    guard let rules = status.rules, rules.isPasscodeRequired else { return [] }
    switch status.state {
    case .unlocked where place == place.home:
      return SettingsChoice.allCases.filter {
        switch $0 {
        case .changePasscode: rules.userMayChange
        case .biometricsOn: canPrompt && status.biometrics == .off
        case .biometricsOff: status.biometrics == .ready || status.biometrics == .passcodeFirst
        case .lock: true
        }
      }
    case .unlocked, .changeNeeded: return [.lock]
    default: return []
    }
  }
}

extension Screen {
  fileprivate var isRepeated: Bool {
    if case .newPasscode(let new) = self { new.isRepeated } else { false }
  }
}

extension PasscodeError {
  /// Whether what is stored cannot be read any more: then only setting up again helps, which destroys the rest.
  fileprivate var isLoss: Bool {
    switch self {
    case .hardwareKeyLost, .recordDamaged, .recordRolledBack, .recordMissing: true
    default: false
    }
  }
}
