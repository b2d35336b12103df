// A reset lives as long as somebody is there to finish it: whoever leaves midway begins with the credentials again.

import SecureAppsPasscode

@MainActor final class ResetFlow {
  private let operations: any PasscodeOperations
  private let journey: Journey
  private let worker: Worker
  private var isAbandoning = false

  init(operations: any PasscodeOperations, journey: Journey, worker: Worker) {
    self.operations = operations
    self.journey = journey
    self.worker = worker
  }

  /// Proves who the user is. If they are gone when it is done, the reset is abandoned.
  func begin(
    _ prove: @escaping @MainActor () async throws(PasscodeError) -> PasscodeOutcome
  ) async throws(PasscodeError) -> PasscodeOutcome {
    journey.update { $0.isProving = true }
    // In a task of its own: an answer that comes when nobody waits any more must be heard, too.
    let proven: Result<PasscodeOutcome, PasscodeError> = await withCheckedContinuation { continuation in
      Task {
        do throws(PasscodeError) {
          let outcome = try await prove()
          if outcome == .resetReady, isLeft { await abandon() }
          continuation.resume(returning: .success(outcome))
        } catch {
          continuation.resume(returning: .failure(error))
        }
      }
    }
    return try proven.get()
  }

  /// The user goes away, or back.
  func leave() {
    worker.cancel()
    journey.begin(.start)
    abandonStray()
  }

  /// Abandons a reset that nobody is finishing here.
  func abandonStray() {
    guard isStray, !isAbandoning else { return }
    isAbandoning = true
    Task { await abandon() }
  }

  private var isStray: Bool { operations.status.state == .resetInProgress && !journey.visit.isProving }

  private var isLeft: Bool { !journey.isInFront || !journey.visit.isProving }

  private func abandon() async {
    isAbandoning = true
    defer { isAbandoning = false }
    do throws(PasscodeError) {
      _ = try await operations.abandonReset()
    } catch {
      // It was over already, or else — SECURITY — locking wipes it, and cannot fail.
      if isStray { operations.lock() }
    }
  }
}
