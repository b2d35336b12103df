// What was told last, and who wants to know. Several threads may tell at once: only a higher revision replaces a
// lower one, and nobody sees an older one after a newer.

import Foundation

final class StatusBoard: Sendable {
  private struct Follower {
    /// What was shown before, and what is shown now.
    let tell: (PasscodeStatus, PasscodeStatus) -> Void
    let end: () -> Void
  }

  private struct Board {
    var status: PasscodeStatus
    var followers: [UUID: Follower] = [:]
    var isClosed = false
  }

  private let lock = NSLock()
  /// Only with `lock` held.
  private nonisolated(unsafe) var board: Board

  init() {
    // Nobody sees it: a manager is there only after its first look.
    board = Board(status: PasscodeStatus(state: .notEnrolled))
  }

  var status: PasscodeStatus { lock.withLock { board.status } }

  func show(_ told: PasscodeStatus) {
    lock.withLock {
      let isReadableAgain = board.status.isUnreadable && told.revision == board.status.revision
      if told.revision > board.status.revision || isReadableAgain { set(told) }
    }
  }

  /// Whoever could not read looked when `revision` was shown: what was told since is newer.
  func showUnreadable(_ error: PasscodeError, since revision: UInt64) {
    lock.withLock {
      if board.status.revision == revision { setUnreadable(error) }
    }
  }

  /// What is shown now, then what is shown next; for whoever is slow, the newest.
  func statuses() -> AsyncStream<PasscodeStatus> { follow { $0 } }

  /// The same, of the state alone.
  func states() -> AsyncStream<PasscodeState> { follow(\.state) }

  /// Says so, and shows nothing more.
  func close() {
    let followers = lock.withLock {
      if !board.isClosed { setUnreadable(.closed) }
      board.isClosed = true
      return board.followers.values
    }
    // Without the lock: each wants to be forgotten.
    followers.forEach { $0.end() }
  }

  private func follow<Part: Equatable & Sendable>(
    _ part: @escaping @Sendable (PasscodeStatus) -> Part
  ) -> AsyncStream<Part> {
    AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
      let id = UUID()
      continuation.onTermination = { [weak self] _ in self?.forget(id) }
      let isClosed = lock.withLock {
        continuation.yield(part(board.status))
        if board.isClosed { return true }
        board.followers[id] = Follower(
          tell: { if part($0) != part($1) { continuation.yield(part($1)) } }, end: { continuation.finish() })
        return false
      }
      if isClosed { continuation.finish() }
    }
  }

  private func forget(_ id: UUID) {
    // It goes without the lock.
    _ = lock.withLock { board.followers.removeValue(forKey: id) }
  }

  private func setUnreadable(_ error: PasscodeError) {
    var shown = board.status
    shown.state = .unreadable(error)
    shown.changesAt = nil
    if shown != board.status { set(shown) }
  }

  /// With the lock held, so that everybody sees the same order.
  private func set(_ shown: PasscodeStatus) {
    if board.isClosed { return }
    let before = board.status
    board.status = shown
    board.followers.values.forEach { $0.tell(before, shown) }
  }
}

extension PasscodeStatus {
  fileprivate var isUnreadable: Bool {
    if case .unreadable = state { true } else { false }
  }
}
