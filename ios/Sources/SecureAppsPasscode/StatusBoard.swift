// What was told last, and who wants to know. Several threads may tell at once: only a higher revision replaces a
// lower one, and nobody sees an older one after a newer.

import Foundation

final class StatusBoard: Sendable {
  private struct Board {
    var status: PasscodeStatus
    var followers: [UUID: AsyncStream<PasscodeStatus>.Continuation] = [:]
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
      guard board.status.revision == revision else { return }
      var shown = board.status
      shown.state = .unreadable(error)
      shown.changesAt = nil
      if shown != board.status { set(shown) }
    }
  }

  /// What is shown now, then what is shown next; for whoever is slow, the newest.
  func statuses() -> AsyncStream<PasscodeStatus> {
    AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
      let id = UUID()
      continuation.onTermination = { [weak self] _ in self?.forget(id) }
      lock.withLock {
        continuation.yield(board.status)
        if board.isClosed { return continuation.finish() }
        board.followers[id] = continuation
      }
    }
  }

  /// Nothing more will be shown.
  func close() {
    let followers = lock.withLock {
      board.isClosed = true
      return board.followers.values
    }
    followers.forEach { $0.finish() }
  }

  private func forget(_ id: UUID) {
    lock.withLock { board.followers[id] = nil }
  }

  /// With the lock held, so that everybody sees the same order.
  private func set(_ shown: PasscodeStatus) {
    board.status = shown
    board.followers.values.forEach { $0.yield(shown) }
  }
}

extension PasscodeStatus {
  fileprivate var isUnreadable: Bool {
    if case .unreadable = state { true } else { false }
  }
}
