import Foundation
import SecureAppsPasscodeTesting
import Testing

@testable import SecureAppsPasscode

@MainActor @Suite struct LifecycleTests {
  @Test func comingToTheFrontLooksAndChecksIn() async throws {
    let world = try await HandOffWorld()
    try await world.portal.step(
      #"{"on": "admin", "do": "set-rules", "with": {"platform": "ios", "rules": {"grace_minutes": 3}}}"#)
    await world.lifecycle.arrive()
    #expect(world.manager.status.rules?.graceMinutes == 3)
    // Not due yet.
    try await world.portal.step(
      #"{"on": "admin", "do": "set-rules", "with": {"platform": "ios", "rules": {"grace_minutes": 4}}}"#)
    world.clock.advance(by: .seconds(6 * 60))
    await world.lifecycle.use()
    await world.lifecycle.arrive()
    #expect(world.manager.status.rules?.graceMinutes == 3)
    world.clock.advance(by: .seconds(240 * 60))
    await world.lifecycle.use()
    #expect(world.manager.status.rules?.graceMinutes == 4)
    #expect(world.manager.state == .locked)
  }

  @Test func useStartsTheTimerAgainEveryFewSecondsAtMost() async throws {
    let world = try await HandOffWorld()
    await world.lifecycle.arrive()
    let end = try #require(try await world.manager.refresh().changesAt)
    world.clock.advance(by: LifecycleDesk.useEvery - .milliseconds(1))
    await world.lifecycle.use()
    #expect(try await world.manager.refresh().changesAt == end)
    world.clock.advance(by: .milliseconds(1))
    await world.lifecycle.use()
    #expect(try await world.manager.refresh().changesAt == end + LifecycleDesk.useEvery)
    // Who comes back is told at once.
    world.clock.advance(by: .milliseconds(1))
    _ = world.lifecycle.leave()
    world.lifecycle.enter()
    await world.lifecycle.use()
    #expect(try await world.manager.refresh().changesAt == end + LifecycleDesk.useEvery + .milliseconds(1))
  }

  @Test func whoIsNotInFrontUsesNothing() async throws {
    let world = try await HandOffWorld()
    let end = try #require(try await world.manager.refresh().changesAt)
    _ = world.lifecycle.leave()
    world.clock.advance(by: .seconds(60))
    await world.lifecycle.use()
    #expect(try await world.manager.refresh().changesAt == end)
  }

  @Test func aClosedManagerStopsNothing() async throws {
    let world = try await HandOffWorld()
    world.manager.close()
    await world.lifecycle.arrive()
    await world.lifecycle.use()
    await world.lifecycle.noteScreenOff()
    await world.leave()
    #expect(try await world.ask(world.mail) == .refused(.unavailable))
    #expect(world.mail.items[.answer] == nil)
  }

  @Test func aScreenThatCouldNotBeToldLocks() async throws {
    let world = try await HandOffWorld()
    let lifecycle = world.lifecycle
    let telling = Task { await lifecycle.noteScreenOff() }
    telling.cancel()
    await telling.value
    #expect(try await world.state() == .locked)
  }

  @Test func withoutAClockNothingStaysOpen() async throws {
    let world = try await HandOffWorld(rules: #"{"grace_minutes": 5}"#)
    let clock = StoppableClock(world.clock)
    let desk = try HandOffDesk(manager: world.manager, apps: [world.mail.address], clock: clock)
    let watch = desk.front
    watch.enter()
    _ = watch.leave()
    clock.isStopped = true
    watch.enter()
    #expect(try await world.state() == .locked)
    _ = try world.mail.client.ask()
    #expect(await desk.answer("mail") == .refused(.unavailable))
  }
}

/// A clock that may stop answering.
private final class StoppableClock: PasscodeClock {
  private let clock: ManualClock
  private let lock = NSLock()
  /// Only with `lock` held.
  private nonisolated(unsafe) var stopped = false

  init(_ clock: ManualClock) { self.clock = clock }

  var isStopped: Bool {
    get { lock.withLock { stopped } }
    set { lock.withLock { stopped = newValue } }
  }

  func now() -> ClockReading? { isStopped ? nil : clock.now() }
}
