// When to talk to the portal: when somebody comes to Go or uses it, as often as the rules say, and after a failure at
// the next occasion. In background nothing is sent: what the portal wants done waits for somebody who could be stopped
// by it.

import Foundation

/// What makes Go think of the portal.
enum CheckInOccasion {
  /// Somebody came to Go.
  case arrival
  /// Somebody goes on using it.
  case use
}

struct CheckIns {
  /// While Go is used. A third of the shortest interval that the rules allow, 15 minutes.
  static let soon = Duration.seconds(5 * 60)

  /// In this process: who comes to the front after a start of the app is always told.
  private var succeeded: Duration?
  private var tried: Duration?
  private var isUnderWay = false

  /// Whether to check in now; then the end is to be told. `every`: what the rules say; `nil` without an account.
  mutating func begin(_ occasion: CheckInOccasion, every: Duration?, at now: Duration) -> Bool {
    guard let every, !isUnderWay else { return false }
    let isDue = succeeded.map { now - $0 >= every } ?? true
    let isSoon = tried.map { now - $0 < Self.soon } ?? false
    guard isDue, occasion == .arrival || !isSoon else { return false }
    tried = now
    isUnderWay = true
    return true
  }

  /// The portal answered, or not.
  mutating func end(isAnswered: Bool) {
    isUnderWay = false
    if isAnswered { succeeded = tried }
  }
}
