// One inside at a time, over all threads and all processes. Every entry opens the file anew, and the system keeps
// open files apart, not processes: so it holds between threads, too. Who dies inside leaves.

import Foundation

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#endif

/// A lock that is a file.
final class FolderLock: Sendable {
  private let path: String
  private let lock = NSLock()
  /// Who is inside, and the file that it locked. Only with `lock` held.
  private nonisolated(unsafe) var inside: (thread: pthread_t, file: CInt)?

  init(path: String) { self.path = path }

  var isHeldByThisThread: Bool { lock.withLock { inside?.thread == pthread_self() } }

  /// Waits until nobody else is inside. To enter twice is an error.
  func enter() throws(RecordStoreFailure) {
    if isHeldByThisThread { throw .unavailable }
    let file = open(path, O_CREAT | O_RDWR | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw .unavailable }
    while flock(file, LOCK_EX) != 0 {
      if errno == EINTR { continue }
      close(file)
      throw .unavailable
    }
    lock.withLock { inside = (pthread_self(), file) }
  }

  /// Lets others in.
  func leave() throws(RecordStoreFailure) {
    let file: CInt? = lock.withLock {
      guard let held = inside, held.thread == pthread_self() else { return nil }
      inside = nil
      return held.file
    }
    guard let file else { throw .unavailable }
    close(file)
  }
}
