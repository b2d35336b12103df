// Records in files of one folder. It decides what a content is to be called, and refuses to take a folder that is
// not there any more for one without records.

import Foundation

/// Records in a folder, which is made at the first use. Any thread and any process of the app may use the same
/// folder at the same time.
final class FileRecords: RecordStore {
  private let folder: DurableFolder
  private let lock: FolderLock
  private let making = NSLock()
  /// Made once: a folder that disappears later is an error, not an empty one. Only with `making` held.
  private nonisolated(unsafe) var isMade = false

  init(folder: URL) {
    let path = folder.standardizedFileURL.path
    self.folder = DurableFolder(path: path)
    lock = FolderLock(path: "\(path)/lock")
  }

  func read(_ name: RecordName) throws(RecordStoreFailure) -> StoredRecord? {
    try madeFolder().content(of: name.rawValue).map(StoredRecord.init(content:))
  }

  func replace(
    _ name: RecordName, expected: UInt64?, with bytes: Data
  ) throws(RecordStoreFailure) -> UInt64 {
    try alone { () throws(RecordStoreFailure) in
      guard try read(name)?.revision == expected else { throw .conflict }
      try folder.replace(name.rawValue, with: bytes)
      return StoredRecord(content: bytes).revision
    }
  }

  func remove(_ name: RecordName) throws(RecordStoreFailure) {
    try alone { () throws(RecordStoreFailure) in try folder.remove(name.rawValue) }
  }

  func enter() throws(RecordStoreFailure) {
    _ = try madeFolder()
    try lock.enter()
  }

  func leave() throws(RecordStoreFailure) { try lock.leave() }

  /// What compares and then writes has to be alone, even if the caller did not see to it.
  func alone<Answer>(
    _ work: () throws(RecordStoreFailure) -> Answer
  ) throws(RecordStoreFailure) -> Answer {
    if lock.isHeldByThisThread { return try work() }
    try enter()
    // Whoever is inside may leave.
    defer { try? leave() }
    return try work()
  }

  private func madeFolder() throws(RecordStoreFailure) -> DurableFolder {
    making.lock()
    defer { making.unlock() }
    if !isMade {
      try folder.make()
      isMade = true
    }
    return folder
  }
}

extension StoredRecord {
  /// The revision is a digest under a key that this process has drawn: it is compared here, and never stored.
  init(content: Data) {
    var hasher = Hasher()
    content.withUnsafeBytes { hasher.combine(bytes: $0) }
    self.init(bytes: content, revision: UInt64(truncatingIfNeeded: hasher.finalize()))
  }
}
