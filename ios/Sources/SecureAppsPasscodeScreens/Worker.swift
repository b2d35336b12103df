// One operation at a time: what is asked for while another one is under way is not begun.

import SecureAppsPasscode

@MainActor final class Worker {
  typealias Operation = @MainActor () async throws(PasscodeError) -> Void

  private final class Work {
    var task: Task<Void, Never>?
  }

  private let onWorking: @MainActor (Bool) -> Void
  private let onFailure: @MainActor (PasscodeError) -> Void
  private var current: Work?

  /// `onWorking` is told when work begins and ends.
  init(
    onWorking: @escaping @MainActor (Bool) -> Void = { _ in },
    onFailure: @escaping @MainActor (PasscodeError) -> Void
  ) {
    self.onWorking = onWorking
    self.onFailure = onFailure
  }

  var isWorking: Bool { current != nil }

  /// Begins an operation, unless one is under way. In any case `secrets` are wiped in the end.
  func begin(wiping secrets: [PasscodeInput] = [], _ operation: @escaping Operation) {
    guard !isWorking else { return secrets.forEach { $0.removeAll() } }
    let work = Work()
    current = work
    onWorking(true)
    work.task = Task {
      // SECURITY: a task runs even if it is cancelled before it began, and wipes.
      defer { secrets.forEach { $0.removeAll() } }
      do throws(PasscodeError) {
        try await operation()
      } catch {
        if current === work { onFailure(error) }
      }
      if current === work { end() }
    }
  }

  /// Waits no more for what is under way.
  func cancel() {
    guard let work = current else { return }
    end()
    work.task?.cancel()
  }

  private func end() {
    current = nil
    onWorking(false)
  }
}
