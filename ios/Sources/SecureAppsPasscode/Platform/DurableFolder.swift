// Files that are replaced whole or not at all, whatever happens to the power: a new file, synced, renamed over the
// old one, and the folder synced. What an interruption left behind is overwritten, never read.

import Foundation

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#endif

/// A folder of small files. Who replaces or removes is alone: see ``FolderLock``.
struct DurableFolder: Sendable {
  let path: String

  /// Makes the folder, durably, if it does not exist, and sees to its protection.
  func make() throws(RecordStoreFailure) {
    if !isThere {
      do {
        try FileManager.default.createDirectory(
          atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      } catch {
        throw .unavailable
      }
      try OpenFile(folder: (path as NSString).deletingLastPathComponent).sync()
    }
    try protectFolder(path)
  }

  /// The content of a file; `nil` if the folder is there and the file is not.
  func content(of file: String) throws(RecordStoreFailure) -> Data? {
    let descriptor = open(name(file), O_RDONLY | O_CLOEXEC)
    if descriptor < 0 {
      guard errno == ENOENT, isThere else { throw .unavailable }
      return nil
    }
    return try OpenFile(descriptor).content()
  }

  /// Replaces a file, or makes it: atomic and durable.
  func replace(_ file: String, with bytes: Data) throws(RecordStoreFailure) {
    let new = name("\(file).new")
    try write(bytes, to: new)
    guard rename(new, name(file)) == 0 else { throw .unavailable }
    try OpenFile(folder: path).sync()
  }

  /// Removes a file, durably.
  func remove(_ file: String) throws(RecordStoreFailure) {
    guard unlink(name(file)) == 0 || errno == ENOENT else { throw .unavailable }
    try OpenFile(folder: path).sync()
  }

  private var isThere: Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }

  private func name(_ file: String) -> String { "\(path)/\(file)" }

  private func write(_ bytes: Data, to new: String) throws(RecordStoreFailure) {
    let flags = O_CREAT | O_WRONLY | O_TRUNC | O_NOFOLLOW | O_CLOEXEC
    let file = try OpenFile(open(new, flags, 0o600))
    try protectFile(new)
    try file.write(bytes)
    try file.sync()
  }
}

/// An open file, closed when nobody has it any more.
private struct OpenFile: ~Copyable {
  private let descriptor: CInt

  init(_ descriptor: CInt) throws(RecordStoreFailure) {
    self.descriptor = descriptor
    if descriptor < 0 { throw .unavailable }
  }

  init(folder: String) throws(RecordStoreFailure) {
    try self.init(open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  func content() throws(RecordStoreFailure) -> Data {
    var whole = Data()
    var part = [UInt8](repeating: 0, count: 16 * 1024)
    while true {
      let count = read(descriptor, &part, part.count)
      if count == 0 { return whole }
      if count > 0 {
        whole += part.prefix(count)
      } else if errno != EINTR {
        throw .unavailable
      }
    }
  }

  func write(_ bytes: Data) throws(RecordStoreFailure) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        throw .unavailable
      }
    }
  }

  /// To the medium itself: on Apple's systems `fsync` leaves data in the drive's cache.
  func sync() throws(RecordStoreFailure) {
    #if canImport(Darwin)
      if fcntl(descriptor, F_FULLFSYNC) == 0 { return }
      guard isFullSyncUnknown(errno) else { throw .unavailable }
    #endif
    while fsync(descriptor) != 0 {
      guard errno == EINTR else { throw .unavailable }
    }
  }
}

/// Whether a file system that failed to empty the drive's cache does not know how to. Anything else is a failure.
func isFullSyncUnknown(_ error: CInt) -> Bool { [ENOTSUP, EINVAL, ENOTTY].contains(error) }

private func systemWrite(_ descriptor: CInt, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
