// What the user types: credentials, the passcode that there is, a new one twice. Each way out wipes it.

import Foundation
import SecureAppsPasscode

extension PasscodeScreenModel {
  /// The account's credentials, on ``Screen/credentials(_:)``. The secret may be empty where none is asked.
  public func signIn(userName: String, secret: PasscodeInput) {
    let secret = secret.takeOver()
    guard case .credentials(let asked) = state.screen, !worker.isWorking else { return secret.removeAll() }
    let name = userName.trimmingCharacters(in: .whitespacesAndNewlines)
    if name.isEmpty || (asked.isSecretAsked && secret.isEmpty) {
      secret.removeAll()
      return journey.update { $0.notice = .nothingTyped }
    }
    work(wiping: [secret]) { [operations, reset] () throws(PasscodeError) in
      switch asked.purpose {
      case .enroll: try await operations.enroll(userName: name, password: secret)
      case .reset:
        try await reset.begin { () throws(PasscodeError) in
          try await operations.beginReset(userName: name, passwordOrPin: secret)
        }
      case .grant:
        try await reset.begin { () throws(PasscodeError) in
          try await operations.redeemGrant(userName: name, password: asked.isSecretAsked ? secret : nil)
        }
      }
    }
  }

  /// What was typed so far, on ``Screen/newPasscode(_:)``, for the checklist. It stays as it is.
  public func typing(_ typed: PasscodeInput) {
    guard case .newPasscode(let asked) = state.screen, !asked.isRepeated, !worker.isWorking else { return }
    journey.check(typed.copy())
  }

  /// The passcode is typed in, on ``Screen/unlock(_:)``, ``Screen/currentPasscode(_:_:)`` or
  /// ``Screen/newPasscode(_:)``.
  public func submit(_ passcode: PasscodeInput) {
    let passcode = passcode.takeOver()
    guard state.screen.takesPasscode, !worker.isWorking else { return passcode.removeAll() }
    if passcode.isEmpty { return journey.update { $0.notice = .nothingTyped } }
    switch state.screen {
    case .unlock:
      prompt.cancel()
      workOnTyped([passcode]) { [operations] () throws(PasscodeError) in try await operations.unlock(passcode)
      }
    case .currentPasscode(.change, _):
      journey.draft.current = passcode
      journey.next(.new)
    case .currentPasscode(.biometrics, _):
      guard let prompter else { return passcode.removeAll() }
      workOnTyped([passcode]) { [operations] () throws(PasscodeError) in
        try await operations.enableBiometrics(passcode, prompter: prompter)
      }
    case .newPasscode(let asked):
      asked.isRepeated ? setPasscode(asked, passcode) : keepIfRulesAreMet(passcode)
    default: passcode.removeAll()
    }
  }

  /// The other keyboard for the new passcode: *Create more complex passcode*.
  public func switchKeyboard() {
    guard case .newPasscode(let asked) = state.screen, asked.canSwitchKeyboard, !worker.isWorking else {
      return
    }
    journey.update { $0.wantsFullKeyboard.toggle() }
    journey.next(.new)
  }

  /// Keeps a new passcode for the second time, if it meets the rules; otherwise says that it does not.
  private func keepIfRulesAreMet(_ passcode: PasscodeInput) {
    let entry = journey.visit.entry
    worker.begin { [operations, journey] () throws(PasscodeError) in
      var isKept = false
      defer { if !isKept { passcode.removeAll() } }
      let checks = try await operations.checkList(passcode)
      // The user may have left meanwhile.
      guard journey.visit.entry == entry else { return }
      if checks.allSatisfy(\.isMet) {
        isKept = true
        journey.draft.first = passcode
        journey.next(.repeated)
      } else {
        journey.update {
          $0.checks = checks
          $0.notice = .rulesNotMet
        }
      }
    }
  }

  private func setPasscode(_ asked: NewPasscodeScreen, _ repeated: PasscodeInput) {
    // Copies: after a failure the user goes on with what is typed already.
    guard let first = journey.draft.first?.copy() else { return repeated.removeAll() }
    let current = journey.draft.current?.copy()
    let keyboard = asked.keyboard
    workOnTyped([first, repeated] + (current.map { [$0] } ?? [])) {
      [operations] () throws(PasscodeError) in
      switch asked.purpose {
      case .create: try await operations.create(first, repeated: repeated, on: keyboard)
      case .reset: try await operations.finishReset(first, repeated: repeated, on: keyboard)
      case .change, .rulesChanged, .tooOld:
        try await operations.change(from: current, to: first, repeated: repeated, on: keyboard)
      }
    }
  }

  /// What is typed goes from the screen before it is worked on.
  private func workOnTyped(_ secrets: [PasscodeInput], _ operation: @escaping Operation) {
    journey.update { $0.entry += 1 }
    work(wiping: secrets, operation)
  }
}

extension Screen {
  fileprivate var takesPasscode: Bool {
    switch self {
    case .unlock, .currentPasscode, .newPasscode: true
    default: false
    }
  }
}
