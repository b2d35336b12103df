// Records in memory, for tests.

import Foundation
import SecureAppsPasscode

/// Records that live as long as this object: they outlive managers, as a phone's do.
public final class MemoryRecords: RecordStore {
  private struct Held {
    var records: [RecordName: StoredRecord] = [:]
    var revision: UInt64 = 0
  }

  private let inside = DispatchSemaphore(value: 1)
  private let lock = NSLock()
  /// Only with `lock` held.
  private nonisolated(unsafe) var held = Held()

  /// No records yet.
  public init() {}

  /// What is there.
  public func read(_ name: RecordName) -> StoredRecord? {
    lock.withLock { held.records[name] }
  }

  /// Replaces what has the expected revision.
  public func replace(
    _ name: RecordName, expected: UInt64?, with bytes: Data
  ) throws(RecordStoreFailure) -> UInt64 {
    let revision: UInt64? = lock.withLock {
      guard held.records[name]?.revision == expected else { return nil }
      held.revision += 1
      held.records[name] = StoredRecord(bytes: bytes, revision: held.revision)
      return held.revision
    }
    guard let revision else { throw .conflict }
    return revision
  }

  /// Takes it away.
  public func remove(_ name: RecordName) {
    lock.withLock { held.records[name] = nil }
  }

  /// One at a time.
  public func enter() { inside.wait() }

  /// The next one.
  public func leave() { inside.signal() }
}
