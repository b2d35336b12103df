// A secret in memory of its own: it is never moved, and overwritten when nobody needs it any more.

import Foundation

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#endif

/// A secret of a fixed size, in memory that is wiped when the last reference to it is gone.
public final class SecretBytes: Sendable {
  /// SECURITY: written in `init` only, so that it may be read by everybody.
  private nonisolated(unsafe) let memory: UnsafeMutableRawBufferPointer

  /// `count` bytes, which `fill` writes; they are zero before.
  public init<Failure: Error>(
    count: Int, fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    memory = .allocate(byteCount: count, alignment: 16)
    memory.wipe()
    try fill(memory)
  }

  /// A copy of what is somewhere else. Wipe it there.
  public convenience init(copying bytes: UnsafeRawBufferPointer) {
    self.init(count: bytes.count) { $0.copyMemory(from: bytes) }
  }

  deinit {
    memory.wipe()
    memory.deallocate()
  }

  /// How many bytes.
  public var count: Int { memory.count }

  /// Lends the secret. Don't keep a copy.
  public func withUnsafeBytes<Answer: ~Copyable, Failure: Error>(
    _ use: (UnsafeRawBufferPointer) throws(Failure) -> Answer
  ) throws(Failure) -> Answer {
    // Nobody else may hold it any more: it stays until it is given back.
    defer { withExtendedLifetime(self) {} }
    return try use(UnsafeRawBufferPointer(memory))
  }
}

extension SecretBytes: CustomStringConvertible, CustomReflectable {
  /// Says nothing.
  public var description: String { "SecretBytes" }

  /// Shows nothing.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension UnsafeMutableRawBufferPointer {
  /// Overwrites all of it, in a way that no compiler leaves out.
  func wipe() {
    guard let baseAddress else { return }
    #if canImport(Darwin)
      _ = memset_s(baseAddress, count, 0, count)
    #else
      explicit_bzero(baseAddress, count)
    #endif
  }
}

extension Data {
  /// Overwrites the bytes where they are, also under the eyes of others who share them.
  ///
  /// SECURITY: writing in the usual way would copy them first if they are shared, and wipe the copy. Up to 14
  /// bytes are nowhere but in the value itself, and cannot be wiped: no secret that small may become a `Data`.
  func wipe() {
    withUnsafeBytes { bytes in
      UnsafeMutableRawBufferPointer(mutating: bytes).wipe()
    }
  }
}
