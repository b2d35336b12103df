// How what Go and secure apps leave for each other is written. FORMAT: a version byte, a kind byte, and fields of
// fixed size, numbers big-endian. What is not exactly that is refused, whole.

import Foundation

/// Why a message is refused.
enum MessageFlaw: Error, Equatable {
  /// Of another version: one of the two apps is to be updated.
  case anotherVersion
  /// Of this version, but not a message of the expected kind.
  case notUnderstood
}

/// What a message is.
enum MessageKind: UInt8 {
  case request = 1
  case answer = 2
  case presence = 3
}

private let version: UInt8 = 1

struct MessageWriter {
  private(set) var bytes: Data

  init(_ kind: MessageKind) {
    bytes = Data([version, kind.rawValue])
  }

  mutating func put(_ field: Data) { bytes += field }

  mutating func put(_ byte: UInt8) { bytes.append(byte) }

  /// Milliseconds since the phone started; `nil`: there is no such time.
  mutating func put(_ time: Duration?) {
    let milliseconds = time.flatMap(\.milliseconds) ?? .max
    bytes += withUnsafeBytes(of: milliseconds.bigEndian) { Data($0) }
  }
}

struct MessageReader {
  private var rest: Data

  init(_ bytes: Data, _ kind: MessageKind) throws(MessageFlaw) {
    guard let first = bytes.first else { throw .notUnderstood }
    guard first == version else { throw .anotherVersion }
    rest = bytes.dropFirst()
    guard try byte() == kind.rawValue else { throw .notUnderstood }
  }

  mutating func data(_ count: Int) throws(MessageFlaw) -> Data {
    guard rest.count >= count else { throw .notUnderstood }
    defer { rest = rest.dropFirst(count) }
    return Data(rest.prefix(count))
  }

  mutating func byte() throws(MessageFlaw) -> UInt8 {
    try data(1)[0]
  }

  mutating func flag() throws(MessageFlaw) -> Bool {
    switch try byte() {
    case 0: false
    case 1: true
    default: throw .notUnderstood
    }
  }

  /// A time, or that there is none.
  mutating func timeIfAny() throws(MessageFlaw) -> Duration? {
    let milliseconds = try data(8).reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
    guard milliseconds != .max else { return nil }
    guard milliseconds <= Int64.max else { throw .notUnderstood }
    return Duration(milliseconds: milliseconds)
  }

  mutating func time() throws(MessageFlaw) -> Duration {
    guard let time = try timeIfAny() else { throw .notUnderstood }
    return time
  }

  /// The message ends here.
  func end() throws(MessageFlaw) {
    guard rest.isEmpty else { throw .notUnderstood }
  }
}
