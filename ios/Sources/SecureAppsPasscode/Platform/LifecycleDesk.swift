// What Go does when the phone tells it something: plain events in, calls to the manager out. What comes of them, the
// engine decides; what could not be told to it locks.

import Foundation

@MainActor final class LifecycleDesk {
  /// The shortest auto-lock is a minute: more often than this, a use need not be told.
  static let useEvery = Duration.seconds(5)
  /// The system says that the screen is off about ten seconds after it is, and only to apps that are not asleep.
  static let untilScreenIsHeard = Duration.seconds(15)

  private let desk: HandOffDesk
  private let pause: @Sendable (Duration) async -> Void
  private var checkIns = CheckIns()
  private var usedAt: Duration?

  /// `pause` waits so long, or less.
  init(desk: HandOffDesk, pause: @escaping @Sendable (Duration) async -> Void) {
    self.desk = desk
    self.pause = pause
  }

  private var manager: PasscodeManager { desk.manager }

  /// Go comes to the front. What is over is locked when this returns; then ``arrive()``.
  func enter() {
    desk.front.enter()
    usedAt = nil
  }

  /// The rest of coming to the front.
  func arrive() async {
    let isOpen = (try? await manager.refresh().state) == .unlocked
    desk.sweep(isLocked: !isOpen)
    await use(.arrival)
  }

  /// The user does something in Go.
  func use() async {
    guard desk.front.isHere, let now = desk.clock.moment()?.sinceBoot else { return }
    if let usedAt, now - usedAt < Self.useEvery { return }
    await use(.use)
  }

  /// Go leaves the front; then ``settle(_:)``, with the answer.
  func leave() -> Int { desk.front.leave() }

  /// The rest of leaving: needs about twenty seconds in background.
  func settle(_ departure: Int) async {
    await pause(Absence.directSwitch)
    desk.front.settle(departure)
    await pause(Self.untilScreenIsHeard)
  }

  /// The screen went off.
  func noteScreenOff() async {
    do {
      _ = try await manager.noteScreenOff()
    } catch {
      // SECURITY: what could not be told might have locked.
      manager.lock()
    }
  }

  private func use(_ occasion: CheckInOccasion) async {
    guard let now = desk.clock.moment()?.sinceBoot else { return }
    usedAt = now
    // Not open: there is no timer to start again.
    _ = try? await manager.noteActivity()
    let every = manager.status.rules.map { Duration.seconds(60 * $0.checkInMinutes) }
    guard checkIns.begin(occasion, every: every, at: now) else { return }
    checkIns.end(isAnswered: (try? await manager.checkIn()) != nil)
  }
}
