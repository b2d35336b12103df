// What the user is told about the outcome of an operation, and where the way goes on.

import SecureAppsPasscode

extension Journey {
  func tell(_ outcome: PasscodeOutcome) {
    // The state first: it may have left the place already.
    settle()
    switch outcome {
    case .created: finish(.done(.passcodeCreated))
    case .changed: finish(.done(.passcodeChanged))
    case .reset: finish(.done(.passcodeReset))
    case .biometricsOn: finish(.done(.biometricsOn))
    case .biometricsOff: finish(state.isLocked ? .biometricsInvalidated : .done(.biometricsOff))
    case .biometricsCancelled:
      if visit.place == .biometrics { finish(.biometricsNotTurnedOn) }
    case .wrongPasscode(let remaining, let next):
      begin(
        visit.place,
        .wrongPasscode(attemptsRemaining: remaining, waitSeconds: next.map { seconds(until: $0) }))
    case .lockedOut(let until):
      // Where the screen is the countdown, it says it all.
      begin(visit.place, state.isLocked ? nil : .lockedOut(waitSeconds: until.map { seconds(until: $0) }))
    case .rejected(let rules): reject(rules)
    case .notTheSame: next(.new, .notTheSame)
    case .refused(let refusal): refuse(refusal)
    case .checkedIn:
      if case .blocked = state { update { $0.notice = .done(.checkedIn) } }
      if case .lockedOut = state { update { $0.notice = .done(.checkedIn) } }
    // The state says it all.
    case .enrolled, .unlocked, .changeNeeded, .locked, .resetReady, .resetAbandoned, .handedOff, .noted,
      .wiped, .retired:
      update { $0.entry += 1 }
    }
  }

  func tell(_ error: PasscodeError) {
    settle()
    update {
      // A state that has changed meanwhile has said why already.
      if error != .eventNotAllowed || $0.notice == nil { $0.notice = .failed(error) }
    }
  }

  private func finish(_ notice: Notice) { begin(visit.place.home, notice) }

  private func reject(_ rules: [PasscodeRule]) {
    guard case .newPasscode = shown.screen else { return begin(visit.place, .notAPasscode) }
    // The checklist has seen the new one: it must be the current one that cannot be a passcode.
    if visit.place == .change, rules.contains(.allowedCharacters) { return begin(.change, .notAPasscode) }
    next(.new, .rejected(rules))
  }

  private func refuse(_ refusal: Refusal) {
    switch refusal {
    case .grantNotLive:
      update { $0.isGrantRefused = true }
      // With a password the reset still works, if the rules allow it.
      begin(status.mayResetByCredentials ? visit.place : .start, .refused(refusal))
    case .resetNotAllowed, .escrowKeyDestroyed, .deviceUnknown, .deviceRolledBack, .changeNotAllowed,
      .biometricsNotAllowed, .biometricsOff:
      finish(.refused(refusal))
    // Another attempt makes sense where the user is.
    case .credentialsNotAccepted, .clientTooOld, .passcodeFirst, .tooManyAttempts:
      update {
        $0.notice = .refused(refusal)
        $0.entry += 1
      }
    }
  }
}
