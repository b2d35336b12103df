// What the screens ask of a PasscodeManager. Tests bring their own.

import SecureAppsPasscode

/// SECURITY: each input is used once, and wiped by the operation that takes it.
protocol PasscodeOperations: AnyObject, Sendable {
  @MainActor var status: PasscodeStatus { get }
  /// Calls back now, and whenever the status changes, as long as somebody waits for it.
  @MainActor func follow(_ told: @escaping @MainActor () -> Void) async
  @MainActor func refresh() async throws(PasscodeError) -> PasscodeStatus
  @MainActor func lock()

  @MainActor func enroll(userName: String, password: PasscodeInput) async throws(PasscodeError)
    -> PasscodeOutcome
  @MainActor func create(
    _ passcode: PasscodeInput, repeated: PasscodeInput, on keyboard: Keyboard
  ) async throws(PasscodeError) -> PasscodeOutcome
  @MainActor func unlock(_ passcode: PasscodeInput) async throws(PasscodeError) -> PasscodeOutcome
  @MainActor func change(
    from current: PasscodeInput?, to passcode: PasscodeInput, repeated: PasscodeInput, on keyboard: Keyboard
  ) async throws(PasscodeError) -> PasscodeOutcome
  /// The input stays as it is.
  @MainActor func checkList(_ typed: PasscodeInput) async throws(PasscodeError) -> [RuleCheck]

  @MainActor func beginReset(
    userName: String, passwordOrPin: PasscodeInput
  ) async throws(PasscodeError) -> PasscodeOutcome
  @MainActor func redeemGrant(
    userName: String, password: PasscodeInput?
  ) async throws(PasscodeError) -> PasscodeOutcome
  @MainActor func finishReset(
    _ passcode: PasscodeInput, repeated: PasscodeInput, on keyboard: Keyboard
  ) async throws(PasscodeError) -> PasscodeOutcome
  @MainActor func abandonReset() async throws(PasscodeError) -> PasscodeOutcome

  @MainActor func enableBiometrics(
    _ passcode: PasscodeInput, prompter: any BiometricPrompter
  ) async throws(PasscodeError) -> PasscodeOutcome
  @MainActor func disableBiometrics() async throws(PasscodeError) -> PasscodeOutcome
  @MainActor func unlock(with prompter: any BiometricPrompter) async throws(PasscodeError) -> PasscodeOutcome

  @MainActor func checkIn() async throws(PasscodeError) -> PasscodeOutcome
  @MainActor func retire() async throws(PasscodeError) -> PasscodeOutcome
}

extension PasscodeManager: PasscodeOperations {
  @MainActor func follow(_ told: @escaping @MainActor () -> Void) async {
    for await _ in statuses() { told() }
  }
}
