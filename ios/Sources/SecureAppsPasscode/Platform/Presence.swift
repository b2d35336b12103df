// What a secure app says about itself: when it was in front, and when the screen went off. Nobody else on an iPhone
// can tell. It is the app's word, and counts as no more than that.

import Foundation

/// Once in front.
struct Stay: Equatable, Sendable {
  var since: Duration
  /// `nil`: it still is.
  var until: Duration?
}

struct Presence: Equatable, Sendable {
  /// Older ones are forgotten, which can only look like an absence.
  static let mostStays = 32

  /// Which start of the phone it is about.
  let bootID: Data
  /// Oldest first.
  private(set) var stays: [Stay] = []
  /// When the screen went off the last time.
  private(set) var screenOff: Duration?

  init(bootID: Data) { self.bootID = bootID }

  /// What `bytes` say, if it is about this start of the phone and makes sense now; else that the app was never there.
  init(_ bytes: Data?, at now: Moment) {
    let said = bytes.flatMap { try? Presence($0) }
    self = said.flatMap { $0.makesSense(at: now) ? $0 : nil } ?? Presence(bootID: now.bootID)
  }

  mutating func come(at time: Duration) {
    // It ended there, so nobody knows when it left.
    if let last = stays.last, last.until == nil { stays.removeLast() }
    stays.append(Stay(since: time, until: nil))
    stays = stays.suffix(Self.mostStays)
  }

  mutating func leave(at time: Duration) {
    guard let last = stays.indices.last, stays[last].until == nil else { return }
    stays[last].until = time
  }

  mutating func noteScreenOff(at time: Duration) { screenOff = time }

  var bytes: Data {
    var writer = MessageWriter(.presence)
    writer.put(bootID)
    writer.put(screenOff)
    writer.put(UInt8(clamping: stays.count))
    for stay in stays {
      writer.put(stay.since)
      writer.put(stay.until)
    }
    return writer.bytes
  }

  init(_ bytes: Data) throws(MessageFlaw) {
    var reader = try MessageReader(bytes, .presence)
    bootID = try reader.data(Moment.bootIDBytes)
    screenOff = try reader.timeIfAny()
    let count = Int(try reader.byte())
    guard count <= Self.mostStays else { throw .notUnderstood }
    for _ in 0..<count {
      stays.append(Stay(since: try reader.time(), until: try reader.timeIfAny()))
    }
    try reader.end()
  }

  /// Nothing of another start, nothing in the future, one thing after the other.
  private func makesSense(at now: Moment) -> Bool {
    guard bootID == now.bootID, screenOff ?? .zero <= now.sinceBoot else { return false }
    var before = Duration.zero
    for stay in stays {
      let until = stay.until ?? now.sinceBoot
      guard before <= stay.since, stay.since <= until, until <= now.sinceBoot else { return false }
      before = until
    }
    return true
  }
}
