// A reset lives as long as somebody is there to finish it: whoever leaves midway begins with the credentials again.

import SecureAppsPasscode

@MainActor final class ResetFlow {
  private let operations: any PasscodeOperations
  private let journey: Journey
  private let worker: Worker

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
    let proving = Task { () -> Result<PasscodeOutcome, PasscodeError> in
      do throws(PasscodeError) {
        let outcome = try await prove()
        if outcome == .resetReady, isLeft { await abandon() }
        return .success(outcome)
      } catch {
        return .failure(error)
      }
    }
    return try await proving.value.get()
  }

  /// The user goes away, or back.
  func leave() {
    worker.cancel()
    journey.begin(.start)
    abandonStray()
  }

  /// Abandons a reset that nobody is finishing here.
  func abandonStray() {
    guard operations.status.state == .resetInProgress, !journey.visit.isProving else { return }
    Task { await abandon() }
  }

  private var isLeft: Bool { !journey.isInFront || !journey.visit.isProving }

  private func abandon() async {
    do throws(PasscodeError) {
      _ = try await operations.abandonReset()
    } catch {
      // SECURITY: locking wipes an opened reset, and cannot fail.
      if error != .eventNotAllowed { operations.lock() }
    }
  }
}
