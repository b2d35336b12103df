// One caller who waits for one call, until it is answered, cancelled or closed, whatever comes first.

import Foundation

final class Waiting<Answer: Sendable>: Sendable {
  private enum Stage {
    case waiting(CheckedContinuation<Result<Answer, PasscodeError>, Never>?)
    case ended(Result<Answer, PasscodeError>)
  }

  private let lock = NSLock()
  /// Only with `lock` held.
  private nonisolated(unsafe) var stage = Stage.waiting(nil)

  /// Whether nobody waits any more.
  var isOver: Bool {
    lock.withLock { if case .ended = stage { true } else { false } }
  }

  /// Ends the waiting; `false` if it was over already.
  @discardableResult
  func end(_ end: Result<Answer, PasscodeError>) -> Bool {
    let (isFirst, continuation): (Bool, CheckedContinuation<Result<Answer, PasscodeError>, Never>?) =
      lock.withLock {
        guard case .waiting(let continuation) = stage else { return (false, nil) }
        stage = .ended(end)
        return (true, continuation)
      }
    continuation?.resume(returning: end)
    return isFirst
  }

  /// Waits for the end, also by the cancellation of the task that waits.
  func wait() async throws(PasscodeError) -> Answer {
    let answer = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let ended: Result<Answer, PasscodeError>? = lock.withLock {
          if case .ended(let end) = stage { return end }
          stage = .waiting(continuation)
          return nil
        }
        if let ended { continuation.resume(returning: ended) }
      }
    } onCancel: {
      end(.failure(.cancelled))
    }
    return try answer.get()
  }
}
