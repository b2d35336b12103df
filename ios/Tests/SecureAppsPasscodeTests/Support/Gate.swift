// Holds whoever passes until it is opened, and tells that somebody is there.

import Foundation

final class Gate: Sendable {
  private let changed = NSCondition()
  /// Only with `changed` held.
  private nonisolated(unsafe) var isOpen = false
  private nonisolated(unsafe) var came = 0
  private nonisolated(unsafe) var waiting: [(Int, CheckedContinuation<Void, Never>)] = []

  /// Blocks the thread: a host that does not answer.
  func pass() {
    let released = changed.withLock {
      came += 1
      let released = waiting.filter { $0.0 <= came }
      waiting.removeAll { $0.0 <= came }
      return released
    }
    released.forEach { $0.1.resume() }
    changed.withLock { while !isOpen { changed.wait() } }
  }

  /// Waits without a thread of Swift's own: a network that does not answer.
  func passLater() async {
    await withCheckedContinuation { continuation in
      Thread { [self] in
        pass()
        continuation.resume()
      }.start()
    }
  }

  func open() {
    changed.withLock {
      isOpen = true
      changed.broadcast()
    }
  }

  /// Until so many came, in all.
  func somebodyCame(_ count: Int = 1) async {
    await withCheckedContinuation { continuation in
      let isThere = changed.withLock {
        if came >= count { return true }
        waiting.append((count, continuation))
        return false
      }
      if isThere { continuation.resume() }
    }
  }
}

/// What several threads write down.
final class Notes<Note: Sendable>: Sendable {
  private let lock = NSLock()
  /// Only with `lock` held.
  private nonisolated(unsafe) var notes: [Note] = []

  var all: [Note] { lock.withLock { notes } }

  func add(_ note: Note) { lock.withLock { notes.append(note) } }

  func clear() { lock.withLock { notes = [] } }
}

/// What several threads read and set.
final class Shared<Value: Sendable>: Sendable {
  private let lock = NSLock()
  /// Only with `lock` held.
  private nonisolated(unsafe) var held: Value

  init(_ value: Value) { held = value }

  var value: Value {
    get { lock.withLock { held } }
    set { lock.withLock { held = newValue } }
  }

  func change<Answer>(_ change: (inout Value) -> Answer) -> Answer { lock.withLock { change(&held) } }
}
