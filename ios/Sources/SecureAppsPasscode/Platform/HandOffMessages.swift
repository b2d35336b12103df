// What a secure app and Go leave for each other in the access group that only the two of them have. Nothing in a
// message says who wrote it: the group does.

import Foundation

/// The items of a secure app's access group.
enum SharedItem: String, CaseIterable {
  /// A ``KeyRequest``, by the app.
  case request = "hand-off.request"
  /// A ``KeyAnswer``, by Go.
  case answer = "hand-off.answer"
  /// A ``Presence``, by the app.
  case presence = "presence"
}

extension KeychainItems {
  func read(_ item: SharedItem) throws(KeychainFailure) -> Data? { try read(item.rawValue) }

  func write(_ item: SharedItem, _ data: Data) throws(KeychainFailure) { try write(item.rawValue, data) }

  func remove(_ item: SharedItem) throws(KeychainFailure) { try remove(item.rawValue) }
}

private let publicKeyBytes = 32

/// A secure app's wish for its key.
struct KeyRequest: Equatable {
  /// It is worth an answer for so long: time enough to reset a forgotten passcode with a PIN at hand.
  static let lifetime = Duration.seconds(5 * 60)

  /// Of the key pair that the answer is sealed to, and that opens nothing else.
  var publicKey: Data
  var madeAt: Moment

  func isFresh(at now: Moment) -> Bool {
    now.time(since: madeAt).map { $0 < Self.lifetime } ?? false
  }

  var bytes: Data {
    var writer = MessageWriter(.request)
    writer.put(publicKey)
    writer.put(madeAt.sinceBoot)
    writer.put(madeAt.bootID)
    return writer.bytes
  }

  init(publicKey: Data, madeAt: Moment) {
    self.publicKey = publicKey
    self.madeAt = madeAt
  }

  init(_ bytes: Data) throws(MessageFlaw) {
    var reader = try MessageReader(bytes, .request)
    publicKey = try reader.data(publicKeyBytes)
    madeAt = Moment(sinceBoot: try reader.time(), bootID: try reader.data(Moment.bootIDBytes))
    try reader.end()
  }
}

/// Go's answer to one request: the app's key, sealed, and how the app is to behave with it.
struct KeyAnswer: Equatable {
  private static let encBytes = 32
  private static let ciphertextBytes = 48
  private static let mostGraceMinutes = 5

  /// Of the request that it answers.
  var publicKey: Data
  var handOff: HandOff
  /// Minutes in background before the key goes: 0 to 5.
  var graceMinutes: Int
  /// Whether the key goes when the screen does.
  var locksOnScreenOff: Bool

  func isOver(at now: Moment) -> Bool {
    handOff.bootID != now.bootID || handOff.until <= now.sinceBoot
  }

  var bytes: Data {
    var writer = MessageWriter(.answer)
    writer.put(publicKey)
    writer.put(handOff.enc)
    writer.put(handOff.ciphertext)
    writer.put(handOff.until)
    writer.put(handOff.bootID)
    writer.put(UInt8(clamping: graceMinutes))
    writer.put(locksOnScreenOff ? 1 : 0)
    return writer.bytes
  }

  init(publicKey: Data, handOff: HandOff, graceMinutes: Int, locksOnScreenOff: Bool) {
    self.publicKey = publicKey
    self.handOff = handOff
    self.graceMinutes = graceMinutes
    self.locksOnScreenOff = locksOnScreenOff
  }

  init(_ bytes: Data) throws(MessageFlaw) {
    var reader = try MessageReader(bytes, .answer)
    publicKey = try reader.data(publicKeyBytes)
    handOff = HandOff(
      enc: try reader.data(Self.encBytes), ciphertext: try reader.data(Self.ciphertextBytes),
      until: try reader.time(), bootID: try reader.data(Moment.bootIDBytes))
    graceMinutes = Int(try reader.byte())
    guard graceMinutes <= Self.mostGraceMinutes else { throw .notUnderstood }
    locksOnScreenOff = try reader.flag()
    try reader.end()
  }
}
