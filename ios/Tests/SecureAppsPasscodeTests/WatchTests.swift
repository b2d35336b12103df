// The manager looks by itself when the state changes by itself. The phone's clock stands still a few milliseconds
// before, so that the watch naps no longer than that; then the test lets the time come.

import SecureAppsPasscode
import Testing

@Suite(.timeLimit(.minutes(3))) struct WatchTests {
  private static let autoLock = Duration.seconds(15 * 60)
  private static let shortly = Duration.milliseconds(5)

  private let phone = Phone()
  private let gate = Gate()

  @Test func aSessionThatIsOverIsClosedWithoutAnybodyAsking() async throws {
    let manager = try await unlockedAlmostTooLong()
    #expect(manager.state == .unlocked)
    phone.clock.advance(by: Self.shortly)
    #expect(await manager.states().first { $0 != .unlocked } == .locked)
  }

  @Test func whoeverUsesASecureAppPutsItOff() async throws {
    let manager = try await unlockedAlmostTooLong()
    #expect(try await manager.noteActivity() == .noted)
    phone.clock.advance(by: Self.autoLock - Self.shortly)
    #expect(try await manager.refresh().state == .unlocked)
    timePassesBeforeLooking()
    #expect(try await manager.noteActivity() == .noted)
    phone.work()
    phone.clock.advance(by: Self.shortly)
    #expect(await manager.states().first { $0 != .unlocked } == .locked)
  }

  @Test func aWaitThatIsOverEndsWithoutAnybodyAsking() async throws {
    let manager = try await phone.startLocked()
    for attempt in 1...4 { _ = try await manager.unlock(typed("00011\(attempt)")) }
    timePassesBeforeLooking(.seconds(60) - Self.shortly)
    _ = try await manager.unlock(typed("000115"))
    phone.work()
    #expect(manager.state == .lockedOut(until: manager.status.changesAt))
    phone.clock.advance(by: Self.shortly)
    #expect(await manager.states().first { $0 == .locked } == .locked)
  }

  @Test func recordsThatCannotBeReadForAMomentDoNotStopTheWatch() async throws {
    let manager = try await unlockedAlmostTooLong()
    phone.fail(.enter)
    #expect(try await manager.refresh().state == .unreadable(.storeUnavailable))
    phone.work()
    phone.clock.advance(by: Self.shortly)
    #expect(await manager.states().first { $0 == .locked } == .locked)
  }

  @Test func aSessionThatIsOverIsWipedEvenIfTheRecordsCannotBeReadThen() async throws {
    let manager = try await unlockedAlmostTooLong()
    phone.fail(.enter)
    phone.clock.advance(by: Self.shortly)
    #expect(await manager.states().first { $0 != .unlocked } == .unreadable(.storeUnavailable))
    // Turning time back shows whether the session was only hidden.
    phone.clock.advance(by: .zero - Self.autoLock)
    phone.work()
    #expect(try await manager.refresh().state == .locked)
  }

  @Test func aSessionThatIsOverIsWipedEvenIfNothingCouldBeReadForLong() async throws {
    let manager = try await unlockedAlmostTooLong()
    let looked = Gate()
    looked.open()
    phone.fail(.enter)
    #expect(try await manager.refresh().state == .unreadable(.storeUnavailable))
    phone.hook = {
      if $0 == .enter { looked.pass() }
      return $0 == .enter ? .unavailable : nil
    }
    phone.clock.advance(by: Self.shortly)
    await looked.somebodyCame()
    // What follows a look that fails is not told to anybody.
    phone.clock.advance(by: .zero - Self.autoLock)
    phone.work()
    while try await manager.refresh().state != .locked { await Task.yield() }
  }

  @Test func aSessionThatIsOverIsWipedEvenIfTheStoreDoesNotAnswerThen() async throws {
    let manager = try await unlockedAlmostTooLong()
    phone.block(.enter, at: gate)
    phone.clock.advance(by: Self.shortly)
    await gate.somebodyCame()
    phone.clock.advance(by: .zero - Self.autoLock)
    gate.open()
    #expect(try await manager.refresh().state == .locked)
  }

  @Test func aClockThatFailsEndsTheSession() async throws {
    let manager = try await unlockedAlmostTooLong()
    phone.fail(.now)
    #expect(await manager.states().first { $0 != .unlocked } == .locked)
    phone.work()
    #expect(try await manager.refresh().state == .locked)
    #expect(try await manager.unlock(typed()) == .unlocked)
  }

  @Test func aManagerThatIsClosedWhileTheWatchAsksForTheTimeEndsQuietly() async throws {
    let manager = try await unlockedAlmostTooLong()
    let clock = phone.clock
    phone.hook = {
      guard $0 == .now else { return nil }
      manager.close()
      clock.advance(by: Self.autoLock)
      return nil
    }
    #expect(await manager.states().first { $0 != .unlocked } == .unreadable(.closed))
  }

  private func unlockedAlmostTooLong() async throws -> PasscodeManager {
    let manager = try await phone.startLocked()
    timePassesBeforeLooking()
    #expect(try await manager.unlock(typed()) == .unlocked)
    phone.work()
    return manager
  }

  /// Once, between what is done next and the look that follows.
  private func timePassesBeforeLooking(_ time: Duration = autoLock - shortly) {
    let isPast = Shared(false)
    let clock = phone.clock
    phone.hook = { port in
      guard port == .write else { return nil }
      let isFirst = isPast.change { isPast in
        defer { isPast = true }
        return !isPast
      }
      if isFirst { clock.advance(by: time) }
      return nil
    }
  }
}
