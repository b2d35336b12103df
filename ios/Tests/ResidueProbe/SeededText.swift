// What people would type, out of a number: character by character, so that the text is nowhere but where it is
// typed to.

import SecureAppsPasscode

struct SeededText {
  let seed: UInt64
  let count: Int

  static func password(_ seed: UInt64) -> SeededText { SeededText(seed: seed &+ 1, count: 40) }
  static func first(_ seed: UInt64) -> SeededText { SeededText(seed: seed &+ 2, count: 40) }
  /// Short ones take other ways through memory: `Data` keeps up to 14 bytes in itself.
  static func changed(_ seed: UInt64) -> SeededText { SeededText(seed: seed &+ 3, count: 12) }
  static func last(_ seed: UInt64) -> SeededText { SeededText(seed: seed &+ 4, count: 40) }
  static func wrong(_ seed: UInt64) -> SeededText { SeededText(seed: seed &+ 5, count: 14) }

  static func all(_ seed: UInt64) -> [(name: String, text: SeededText)] {
    [
      ("password", password(seed)), ("first", first(seed)), ("changed", changed(seed)), ("last", last(seed)),
      ("wrong", wrong(seed)),
    ]
  }

  /// Letters and digits by turns, so that no rule refuses it.
  func character(at index: Int) -> UInt8 {
    // SplitMix64.
    var mixed = (seed &* 1000 &+ UInt64(index)) &* 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    mixed ^= mixed >> 31
    return index % 2 == 0 ? UInt8(ascii: "a") + UInt8(mixed % 26) : UInt8(ascii: "0") + UInt8(mixed % 10)
  }

  func typed() -> PasscodeInput {
    let input = PasscodeInput()
    for index in 0..<count { input.append(Character(UnicodeScalar(character(at: index)))) }
    return input
  }
}
