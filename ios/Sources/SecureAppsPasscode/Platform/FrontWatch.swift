// Whether the session outlived that nobody was in front. Go sleeps while a secure app is in front, so it looks when it
// leaves and when it comes back, and asks the apps' word for the time between. What it cannot know locks.

import Foundation

@MainActor final class FrontWatch {
  private enum Front {
    case notYet
    case here
    /// `nil`: since nobody knows when.
    case left(Moment?)
  }

  private let manager: PasscodeManager
  private let apps: [SecureAppAddress]
  private let clock: any PasscodeClock
  private var front = Front.notYet
  private var departures = 0

  init(manager: PasscodeManager, apps: [SecureAppAddress], clock: any PasscodeClock) {
    self.manager = manager
    self.apps = apps
    self.clock = clock
  }

  /// Whether Go is in front.
  var isHere: Bool { if case .here = front { true } else { false } }

  /// Go comes to the front. SECURITY: what is over is locked before anything is shown or handed out.
  func enter() {
    if case .left(let moment) = front, absence(since: moment)?.isOver ?? true { manager.lock() }
    front = .here
  }

  /// Go leaves the front, maybe for a secure app. Answers which time that is.
  func leave() -> Int {
    if case .here = front {
      front = .left(clock.moment())
      departures += 1
    }
    return departures
  }

  /// Go left a moment ago, and did not leave again since: by now, the app that it was left for has said so.
  func settle(_ departure: Int) {
    guard case .left(let moment) = front, departure == departures else { return }
    if let absence = absence(since: moment), stays(during: absence) { return }
    manager.lock()
  }

  private func stays(during absence: Absence) -> Bool {
    // An opened reset goes with its screen.
    guard manager.state.isOpen else { return false }
    return !absence.isOver && (absence.isEnding || absence.grace > .zero)
  }

  private func absence(since left: Moment?) -> Absence? {
    guard let left, let now = clock.moment() else { return nil }
    let rules = manager.status.rules
    return Absence(
      left: left, now: now,
      presences: apps.map { Presence((try? $0.items.read(.presence)) ?? nil, at: now) },
      grace: .seconds(60 * (rules?.graceMinutes ?? 0)), locksOnScreenOff: rules?.locksOnScreenOff ?? true)
  }
}

extension PasscodeState {
  fileprivate var isOpen: Bool {
    switch self {
    case .unlocked, .changeNeeded: true
    default: false
    }
  }
}
