// What a user types, in memory of its own, on its way into the library. It never has to be a `String`.

internal import PasscodeNative
import Foundation

/// A passcode, a password or a one-time PIN, while it is typed and until it is used.
///
/// Each can be used for one operation, which wipes it whatever comes of it. One that is not used is wiped
/// when the last reference to it is gone.
///
/// ```swift
/// let input = PasscodeInput()
/// input.append("8")          // a key of the number pad
/// let outcome = try await manager.unlock(input)
/// ```
public final class PasscodeInput: Sendable {
  /// What the library accepts is at most 1 KiB of UTF-8. What is longer stays too long.
  private static let capacity = 1028

  private struct Typed: ~Copyable {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 16)
    var count = 0
    /// Of each character, in bytes.
    var lengths: [Int] = []
    var isUsed = false

    init() { memory.wipe() }

    mutating func wipe() {
      memory.wipe()
      count = 0
      lengths = []
    }

    deinit {
      memory.wipe()
      memory.deallocate()
    }
  }

  private let lock = NSLock()
  /// Only with `lock` held.
  private nonisolated(unsafe) var typed = Typed()

  /// Nothing typed yet.
  public init() {}

  /// Takes what is in `text`. SECURITY: nobody can wipe a `String`: for what people type, use `append`.
  public convenience init(_ text: String) {
    self.init()
    text.forEach(append)
  }

  /// How many characters, for the dots on a screen.
  public var count: Int { lock.withLock { typed.lengths.count } }

  /// Whether nothing is typed.
  public var isEmpty: Bool { count == 0 }

  /// One more character. After use it does nothing.
  public func append(_ character: Character) {
    lock.withLock {
      guard !typed.isUsed else { return }
      let before = typed.count
      for byte in character.utf8 where typed.count < Self.capacity {
        typed.memory[typed.count] = byte
        typed.count += 1
      }
      typed.lengths.append(typed.count - before)
    }
  }

  /// Takes the last character back.
  public func removeLast() {
    lock.withLock {
      guard let length = typed.lengths.popLast() else { return }
      UnsafeMutableRawBufferPointer(rebasing: typed.memory[(typed.count - length)..<typed.count]).wipe()
      typed.count -= length
    }
  }

  /// Wipes it, to be typed anew.
  public func removeAll() {
    lock.withLock { typed.wipe() }
  }

  /// The same again: an operation wipes what it uses, and what is typed may be needed once more.
  package func copy() -> PasscodeInput {
    let copy = PasscodeInput()
    lock.withLock {
      copy.typed.memory.copyMemory(from: UnsafeRawBufferPointer(typed.memory))
      copy.typed.count = typed.count
      copy.typed.lengths = typed.lengths
    }
    return copy
  }

  /// Gives it away, once, and wipes it here.
  func take() throws(PasscodeError) -> PasscodeNative.PasscodeInput {
    let taken: PasscodeNative.PasscodeInput? = lock.withLock {
      guard !typed.isUsed else { return nil }
      typed.isUsed = true
      let native = borrow { PasscodeNative.PasscodeInput(bytes: $0) }
      typed.wipe()
      return native
    }
    guard let taken else { throw .inputUsed }
    return taken
  }

  /// Lends it, as it is now.
  func lend<Answer>(_ use: (Data) throws -> Answer) rethrows -> Answer {
    try lock.withLock { try borrow(use) }
  }

  private func borrow<Answer>(_ use: (Data) throws -> Answer) rethrows -> Answer {
    let bytes = UnsafeRawBufferPointer(rebasing: typed.memory[..<typed.count])
    return try Data.borrowing(bytes, use)
  }
}

extension PasscodeInput: CustomStringConvertible, CustomReflectable {
  /// Says nothing.
  public var description: String { "PasscodeInput" }

  /// Shows nothing.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
