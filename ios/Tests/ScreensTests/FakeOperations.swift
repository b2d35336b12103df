// A manager to play with: the test sets the status, answers each operation when it likes, and sees what was lent.

import Foundation
@testable import SecureAppsPasscode
@testable import SecureAppsPasscodeScreens

@MainActor final class FakeOperations: PasscodeOperations {
  private struct Pending {
    let id: Int
    let continuation: CheckedContinuation<Result<PasscodeOutcome, PasscodeError>, Never>
  }

  var status: PasscodeStatus {
    didSet { Task { followers.forEach { $0() } } }
  }
  /// What was asked, in this order.
  private(set) var asked: [String] = []
  /// Every input that was ever given or lent.
  private(set) var given: [PasscodeInput] = []
  private(set) var locks = 0
  var whenLocked: @MainActor () -> Void = {}
  /// What looking does.
  var refreshed: @MainActor () throws(PasscodeError) -> Void = {}
  var abandoning: Result<PasscodeState, PasscodeError> = .success(.locked)
  /// Keeps the checklist waiting, however long.
  var holdsCheckLists = false
  var checkListFailure: PasscodeError?

  private var followers: [@MainActor () -> Void] = []
  private var pending: [Pending] = []
  private var heldCheckLists: [CheckedContinuation<Void, Never>] = []
  private var count = 0

  init(_ status: PasscodeStatus) {
    self.status = status
  }

  /// How many operations wait for an answer.
  var waiting: Int { pending.count + heldCheckLists.count }

  func tell(_ state: PasscodeState) {
    status.revision += 1
    status.state = state
  }

  /// Answers the operation that waits longest, in this state.
  func answer(_ outcome: PasscodeOutcome, _ state: PasscodeState? = nil) {
    if let state { tell(state) }
    end(.success(outcome))
  }

  func fail(_ error: PasscodeError) { end(.failure(error)) }

  func answerCheckLists() {
    holdsCheckLists = false
    heldCheckLists.forEach { $0.resume() }
    heldCheckLists = []
  }

  private func end(_ result: Result<PasscodeOutcome, PasscodeError>) {
    guard !pending.isEmpty else { return }
    pending.removeFirst().continuation.resume(returning: result)
  }

  /// As the manager does it: the inputs are taken at once; who is cancelled waits no more.
  private func ask(_ what: String, _ inputs: PasscodeInput?...) async throws(PasscodeError) -> PasscodeOutcome
  {
    if Task.isCancelled { throw .cancelled }
    asked.append(([what] + inputs.map { $0?.text ?? "-" }).joined(separator: " "))
    given += inputs.compactMap { $0 }
    inputs.forEach { $0?.removeAll() }
    count += 1
    let id = count
    let end = await withTaskCancellationHandler {
      await withCheckedContinuation { pending.append(Pending(id: id, continuation: $0)) }
    } onCancel: {
      MainActor.assumeIsolated {
        guard let place = pending.firstIndex(where: { $0.id == id }) else { return }
        pending.remove(at: place).continuation.resume(returning: .failure(.cancelled))
      }
    }
    return try end.get()
  }

  func follow(_ told: @escaping @MainActor () -> Void) async {
    followers.append(told)
    told()
  }

  func refresh() async throws(PasscodeError) -> PasscodeStatus {
    try refreshed()
    return status
  }

  func lock() {
    locks += 1
    whenLocked()
  }

  func enroll(userName: String, password: PasscodeInput) async throws(PasscodeError) -> PasscodeOutcome {
    try await ask("enroll \(userName)", password)
  }

  func create(
    _ passcode: PasscodeInput, repeated: PasscodeInput, on keyboard: Keyboard
  ) async throws(PasscodeError) -> PasscodeOutcome {
    try await ask("create \(keyboard)", passcode, repeated)
  }

  func unlock(_ passcode: PasscodeInput) async throws(PasscodeError) -> PasscodeOutcome {
    try await ask("unlock", passcode)
  }

  func change(
    from current: PasscodeInput?, to passcode: PasscodeInput, repeated: PasscodeInput, on keyboard: Keyboard
  ) async throws(PasscodeError) -> PasscodeOutcome {
    try await ask("change \(keyboard)", current, passcode, repeated)
  }

  /// One rule only: six characters.
  func checkList(_ typed: PasscodeInput) async throws(PasscodeError) -> [RuleCheck] {
    given.append(typed)
    let length = typed.count
    if holdsCheckLists { await withCheckedContinuation { heldCheckLists.append($0) } }
    if let checkListFailure { throw checkListFailure }
    return [RuleCheck(.minimumLength(6), isMet: length >= 6)]
  }

  func beginReset(
    userName: String, passwordOrPin: PasscodeInput
  ) async throws(PasscodeError) -> PasscodeOutcome {
    try await ask("beginReset \(userName)", passwordOrPin)
  }

  func redeemGrant(
    userName: String, password: PasscodeInput?
  ) async throws(PasscodeError) -> PasscodeOutcome {
    try await ask("redeemGrant \(userName)", password)
  }

  func finishReset(
    _ passcode: PasscodeInput, repeated: PasscodeInput, on keyboard: Keyboard
  ) async throws(PasscodeError) -> PasscodeOutcome {
    try await ask("finishReset \(keyboard)", passcode, repeated)
  }

  func abandonReset() async throws(PasscodeError) -> PasscodeOutcome {
    asked.append("abandonReset")
    guard status.state == .resetInProgress else { throw .eventNotAllowed }
    tell(try abandoning.get())
    return .resetAbandoned
  }

  func enableBiometrics(
    _ passcode: PasscodeInput, prompter: any BiometricPrompter
  ) async throws(PasscodeError) -> PasscodeOutcome {
    try await ask("enableBiometrics", passcode)
  }

  func disableBiometrics() async throws(PasscodeError) -> PasscodeOutcome {
    try await ask("disableBiometrics")
  }

  func unlock(with prompter: any BiometricPrompter) async throws(PasscodeError) -> PasscodeOutcome {
    try await ask("unlockWithBiometrics")
  }

  func checkIn() async throws(PasscodeError) -> PasscodeOutcome { try await ask("checkIn") }

  func retire() async throws(PasscodeError) -> PasscodeOutcome { try await ask("retire") }
}

extension PasscodeInput {
  var text: String { snapshot().withUnsafeBytes { String(decoding: $0, as: UTF8.self) } }
}
