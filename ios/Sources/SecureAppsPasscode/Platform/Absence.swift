// Whether the session is over because nobody was in front: the grace, over Go and all secure apps. A pure function of
// what is known; auto-lock is the engine's, and ends it before this in any case.

import Foundation

/// The time since Go left the front.
struct Absence {
  /// Going from one app to another takes so long at most, if the other one is only just starting. A longer way, like
  /// looking for it on the home screen, is leaving.
  static let directSwitch = Duration.seconds(5)

  /// When Go left the front, and when it looks.
  var left: Moment
  var now: Moment
  /// What the secure apps say.
  var presences: [Presence]
  var grace: Duration
  var locksOnScreenOff: Bool

  /// Whether nobody was in front for longer than allowed, or the screen went off where that locks.
  var isOver: Bool {
    guard now.time(since: left) != nil else { return true }
    return longest >= max(grace, Self.directSwitch) || (locksOnScreenOff && wasScreenOff)
  }

  /// Whether a secure app is in front now.
  var isEnding: Bool { stays.contains { $0.until == nil } }

  /// The longest time without anybody in front.
  private var longest: Duration {
    var longest = Duration.zero
    var seen = left.sinceBoot
    for stay in stays.sorted(by: { $0.since < $1.since }) {
      longest = max(longest, stay.since - seen)
      seen = max(seen, stay.until ?? now.sinceBoot)
    }
    return max(longest, now.sinceBoot - seen)
  }

  private var stays: [Stay] { presences.flatMap(\.stays) }

  private var wasScreenOff: Bool {
    presences.contains { $0.screenOff.map { $0 >= left.sinceBoot } ?? false }
  }
}
