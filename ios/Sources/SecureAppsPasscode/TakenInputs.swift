// What was taken from the inputs of an operation: there for one use, so that nothing of it is left afterwards.

internal import PasscodeNative
import Foundation

final class TakenInputs: Sendable {
  private let lock = NSLock()
  /// Only with `lock` held.
  private nonisolated(unsafe) var natives: [PasscodeNative.PasscodeInput]

  /// Takes all of them, whatever comes of it. One input may stand for both times it was to be typed.
  init(_ inputs: [PasscodeInput]) throws(PasscodeError) {
    var taken: [ObjectIdentifier: PasscodeNative.PasscodeInput] = [:]
    for input in inputs where taken[ObjectIdentifier(input)] == nil {
      taken[ObjectIdentifier(input)] = try? input.take()
    }
    natives = inputs.compactMap { taken[ObjectIdentifier($0)] }
    guard natives.count == inputs.count else { throw .inputUsed }
  }

  func give() -> [PasscodeNative.PasscodeInput] {
    lock.withLock {
      defer { natives = [] }
      return natives
    }
  }
}
