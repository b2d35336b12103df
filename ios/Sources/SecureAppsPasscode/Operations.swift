// What a user or the phone does, one method each: the event goes to the engine, the outcome comes back.

internal import PasscodeNative
import Foundation

extension PasscodeManager {
  /// Signs in for the first time: ``PasscodeOutcome/enrolled`` or ``PasscodeOutcome/refused(_:)``.
  public func enroll(userName: String, password: PasscodeInput) async throws(PasscodeError) -> PasscodeOutcome
  {
    try await tell([password]) { .enroll(credentials: Credentials(userName: userName, secret: $0[0])) }
  }

  /// Chooses the first passcode: ``PasscodeOutcome/created``, ``PasscodeOutcome/rejected(_:)`` or
  /// ``PasscodeOutcome/notTheSame``.
  public func create(
    _ passcode: PasscodeInput, repeated: PasscodeInput, on keyboard: Keyboard
  ) async throws(PasscodeError) -> PasscodeOutcome {
    try await tell([passcode, repeated]) { .create(chosen: .init($0[0], $0[1], keyboard)) }
  }

  /// Opens all secure apps: ``PasscodeOutcome/unlocked``, ``PasscodeOutcome/changeNeeded(_:)``,
  /// ``PasscodeOutcome/wrongPasscode(attemptsRemaining:nextAttempt:)``, ``PasscodeOutcome/lockedOut(until:)``,
  /// ``PasscodeOutcome/wiped``, or ``PasscodeOutcome/rejected(_:)`` for what cannot be any passcode; that is not
  /// charged.
  public func unlock(_ passcode: PasscodeInput) async throws(PasscodeError) -> PasscodeOutcome {
    try await tell([passcode]) { .unlock(passcode: $0[0]) }
  }

  /// Chooses another passcode; `current` is `nil` only in ``PasscodeState/changeNeeded(_:)``. The outcome is
  /// ``PasscodeOutcome/changed``, one of ``create(_:repeated:on:)`` about the new passcode, one of ``unlock(_:)``
  /// about the current one, or ``PasscodeOutcome/refused(_:)``.
  public func change(
    from current: PasscodeInput?, to passcode: PasscodeInput, repeated: PasscodeInput, on keyboard: Keyboard
  ) async throws(PasscodeError) -> PasscodeOutcome {
    try await tell([passcode, repeated] + (current.map { [$0] } ?? [])) {
      .change(current: $0.count > 2 ? $0[2] : nil, chosen: .init($0[0], $0[1], keyboard))
    }
  }

  /// Forgot the passcode: proves who the user is, by password or one-time PIN.
  /// ``PasscodeOutcome/resetReady`` or ``PasscodeOutcome/refused(_:)``. A call whose answer was lost may simply
  /// be made again.
  public func beginReset(
    userName: String, passwordOrPin: PasscodeInput
  ) async throws(PasscodeError) -> PasscodeOutcome {
    try await tell([passwordOrPin]) {
      .beginReset(credentials: Credentials(userName: userName, secret: $0[0]))
    }
  }

  /// Uses the AppConnect Unlock of ``PasscodeStatus/grant``, with the account's password if it asks for it. The
  /// outcome is one of ``beginReset(userName:passwordOrPin:)``.
  public func redeemGrant(
    userName: String, password: PasscodeInput?
  ) async throws(PasscodeError) -> PasscodeOutcome {
    try await tell(password.map { [$0] } ?? []) { .redeemGrant(userName: userName, password: $0.first) }
  }

  /// After ``PasscodeOutcome/resetReady``, chooses the new passcode: ``PasscodeOutcome/reset``,
  /// ``PasscodeOutcome/rejected(_:)`` or ``PasscodeOutcome/notTheSame``.
  public func finishReset(
    _ passcode: PasscodeInput, repeated: PasscodeInput, on keyboard: Keyboard
  ) async throws(PasscodeError) -> PasscodeOutcome {
    try await tell([passcode, repeated]) { .finishReset(chosen: .init($0[0], $0[1], keyboard)) }
  }

  /// Leaves the reset: ``PasscodeOutcome/resetAbandoned``. The passcode is as it was.
  public func abandonReset() async throws(PasscodeError) -> PasscodeOutcome {
    try await tell { _ in .abandonReset }
  }

  /// Turns biometric unlock on: ``PasscodeOutcome/biometricsOn``, ``PasscodeOutcome/biometricsCancelled``,
  /// ``PasscodeOutcome/refused(_:)``, or one of ``unlock(_:)`` about the passcode.
  public func enableBiometrics(
    _ passcode: PasscodeInput, prompter: any BiometricPrompter
  ) async throws(PasscodeError) -> PasscodeOutcome {
    try await prompt(by: prompter, [passcode]) { .enableBiometrics(passcode: $0[0]) }
  }

  /// Turns biometric unlock off: ``PasscodeOutcome/biometricsOff``.
  public func disableBiometrics() async throws(PasscodeError) -> PasscodeOutcome {
    try await tell { _ in .disableBiometrics }
  }

  /// Opens all secure apps by biometrics: ``PasscodeOutcome/unlocked``, ``PasscodeOutcome/biometricsCancelled``,
  /// ``PasscodeOutcome/biometricsOff`` if the enrolled fingers or faces changed,
  /// ``PasscodeOutcome/lockedOut(until:)``, or ``PasscodeOutcome/refused(_:)``.
  public func unlock(
    with prompter: any BiometricPrompter
  ) async throws(PasscodeError) -> PasscodeOutcome {
    try await prompt(by: prompter) { _ in .beginBiometricUnlock }
  }

  /// Talks to the portal: ``PasscodeOutcome/checkedIn(changes:commands:)``, ``PasscodeOutcome/retired``,
  /// ``PasscodeOutcome/wiped`` or ``PasscodeOutcome/refused(_:)``. How often: ``PasscodeRules/checkInMinutes``.
  public func checkIn() async throws(PasscodeError) -> PasscodeOutcome {
    try await tell { _ in .checkIn }
  }

  /// Seals a secure app's key to the app: ``PasscodeOutcome/handedOff(_:)``.
  ///
  /// SECURITY: `appID` is what the operating system says about who asks, never what the request says.
  public func handOff(to appID: String, publicKey: Data) async throws(PasscodeError) -> PasscodeOutcome {
    try await tell { _ in .handOff(appId: appID, publicKey: publicKey) }
  }

  /// A secure app is being used: the inactivity timer starts again.
  public func noteActivity() async throws(PasscodeError) -> PasscodeOutcome {
    try await tell { _ in .activity }
  }

  /// The phone's screen went off: ``PasscodeOutcome/locked`` or ``PasscodeOutcome/noted``.
  public func noteScreenOff() async throws(PasscodeError) -> PasscodeOutcome {
    try await tell { _ in .screenOff }
  }

  /// Neither the manager nor any secure app is in front any more: ``PasscodeOutcome/locked`` or
  /// ``PasscodeOutcome/noted``. Going from one secure app to another is not leaving: wait until you know.
  public func noteBackground() async throws(PasscodeError) -> PasscodeOutcome {
    try await tell { _ in .background }
  }

  /// Destroys the keys of this phone, for good: ``PasscodeOutcome/retired``.
  public func retire() async throws(PasscodeError) -> PasscodeOutcome {
    try await tell { _ in .retire }
  }
}

extension PasscodeNative.NewPasscode {
  fileprivate init(
    _ passcode: PasscodeNative.PasscodeInput, _ repeated: PasscodeNative.PasscodeInput,
    _ keyboard: SecureAppsPasscode.Keyboard
  ) {
    self.init(passcode: passcode, repeated: repeated, keyboard: keyboard.native)
  }
}
