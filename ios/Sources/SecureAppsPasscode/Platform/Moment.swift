// A point in time that all apps of a phone agree on. Wall clocks, which users turn, are no part of it.

import Foundation

struct Moment: Equatable, Sendable {
  static let bootIDBytes = 16

  /// Since the phone started, sleep included.
  var sinceBoot: Duration
  /// Of which start: 16 bytes.
  var bootID: Data

  /// How long ago `earlier` was; `nil` if it was before another start, or is still to come.
  func time(since earlier: Moment) -> Duration? {
    guard bootID == earlier.bootID, earlier.sinceBoot <= sinceBoot else { return nil }
    return sinceBoot - earlier.sinceBoot
  }
}

extension PasscodeClock {
  /// Now; `nil` if the clock does not answer, or makes no sense.
  func moment() -> Moment? {
    guard let reading = now(), reading.bootID.count == Moment.bootIDBytes, reading.sinceBoot >= .zero else {
      return nil
    }
    return Moment(sinceBoot: reading.sinceBoot, bootID: reading.bootID)
  }
}
