import Foundation
import SecureAppsPasscodeTesting
import Testing

@testable import SecureAppsPasscode

/// Who is in front, over Go and two secure apps, and what the session makes of it.
@MainActor @Suite struct GraceTests {
  @Test func withoutGraceWhoeverLeavesGoForElsewhereLocks() async throws {
    let world = try await HandOffWorld()
    await world.leave()
    #expect(try await world.state() == .locked)
  }

  @Test func whoComesBackToGoAtOnceHasNotLeft() async throws {
    let world = try await HandOffWorld()
    let departure = world.lifecycle.leave()
    world.clock.advance(by: Absence.directSwitch - .milliseconds(1))
    world.lifecycle.enter()
    await world.lifecycle.settle(departure)
    #expect(try await world.state() == .unlocked)
  }

  @Test func whoComesBackAndLeavesAgainHasAMomentOfItsOwn() async throws {
    let world = try await HandOffWorld()
    let first = world.lifecycle.leave()
    world.clock.advance(by: Absence.directSwitch - .seconds(1))
    world.lifecycle.enter()
    let second = world.lifecycle.leave()
    // Of the first one, five seconds are over now; of the second, one.
    let desk = LifecycleDesk(desk: world.desk) { _ in }
    await desk.settle(first)
    #expect(try await world.state() == .unlocked)
    await desk.settle(second)
    #expect(try await world.state() == .locked)
  }

  @Test func leavingTwiceIsLeavingTheFirstTime() async throws {
    let world = try await HandOffWorld(rules: #"{"grace_minutes": 5}"#)
    _ = world.lifecycle.leave()
    world.clock.advance(by: .seconds(5 * 60))
    _ = world.lifecycle.leave()
    world.lifecycle.enter()
    #expect(try await world.state() == .locked)
  }

  @Test func whoIsPutToSleepEarlyLooksEarly() async throws {
    for (isMailThere, state) in [(true, PasscodeState.unlocked), (false, .locked)] {
      let world = try await HandOffWorld()
      let hurried = LifecycleDesk(desk: world.desk) { _ in }
      if isMailThere { _ = try world.mail.client.comeToFront() }
      await hurried.settle(hurried.leave())
      #expect(try await world.state() == state)
    }
  }

  @Test func aRequestThatComesBeforeTheFrontIsLookedAtAllTheSame() async throws {
    let world = try await HandOffWorld()
    #expect(try await world.open(world.mail) == .open)
    world.mail.client.leaveFront()
    world.clock.advance(by: .seconds(60))
    _ = try world.mail.client.ask()
    #expect(await world.desk.answer("mail") == .locked)
  }

  @Test func goingFromGoToAnAppAndToAnotherIsNotLeaving() async throws {
    let world = try await HandOffWorld()
    for app in [world.mail, world.documents, world.mail] {
      #expect(try app.client.comeToFront() == .needed)
      world.clock.advance(by: .seconds(60))
      #expect(try await world.open(app) == .open)
      world.clock.advance(by: .seconds(5 * 60))
      #expect(app.key != nil)
      app.client.leaveFront()
      #expect(app.key == nil)
      world.clock.advance(by: Absence.directSwitch - .milliseconds(1))
    }
  }

  @Test func withoutGraceALongerWayBetweenTwoAppsIsLeaving() async throws {
    let world = try await HandOffWorld()
    #expect(try await world.open(world.mail) == .open)
    world.mail.client.leaveFront()
    world.clock.advance(by: Absence.directSwitch)
    #expect(try world.documents.client.comeToFront() == .needed)
    #expect(try await world.ask(world.documents) == .locked)
  }

  @Test func withinTheGraceAnAppKeepsItsKeyAndAnotherGetsOne() async throws {
    let world = try await HandOffWorld(rules: #"{"grace_minutes": 5}"#)
    #expect(try await world.open(world.mail) == .open)
    world.mail.client.leaveFront()
    world.clock.advance(by: .seconds(5 * 60) - .milliseconds(1))
    #expect(try world.mail.client.comeToFront() == .open)
    world.mail.client.leaveFront()
    world.clock.advance(by: .seconds(5 * 60) - .milliseconds(1))
    #expect(try world.documents.client.comeToFront() == .needed)
    #expect(try await world.open(world.documents) == .open)
  }

  @Test func afterTheGraceBothAppAndGoAreLocked() async throws {
    let world = try await HandOffWorld(rules: #"{"grace_minutes": 5}"#)
    #expect(try await world.open(world.mail) == .open)
    world.mail.client.leaveFront()
    world.clock.advance(by: .seconds(5 * 60))
    #expect(try world.mail.client.comeToFront() == .needed)
    #expect(try await world.ask(world.mail) == .locked)
  }

  @Test func oneAppInFrontKeepsTheSessionForTheOther() async throws {
    let world = try await HandOffWorld(rules: #"{"grace_minutes": 5, "auto_lock_minutes": 60}"#)
    #expect(try await world.open(world.documents) == .open)
    #expect(try await world.open(world.mail) == .open)
    world.mail.client.leaveFront()
    #expect(try world.documents.client.comeToFront() == .open)
    world.clock.advance(by: .seconds(20 * 60))
    world.documents.client.leaveFront()
    // Away for longer than the grace: its own key goes, but somebody was in front all the time.
    #expect(try world.mail.client.comeToFront() == .needed)
    #expect(try await world.open(world.mail) == .open)
  }

  @Test func autoLockWinsOverWhoeverIsInFront() async throws {
    let world = try await HandOffWorld(rules: #"{"grace_minutes": 5}"#)
    #expect(try await world.open(world.mail) == .open)
    world.clock.advance(by: .seconds(15 * 60) - Absence.directSwitch)
    #expect(world.mail.key == nil)
    #expect(try await world.ask(world.mail) == .locked)
  }

  @Test func aHostileAppKeepsTheSessionUntilAutoLockAndNoLonger() async throws {
    for (minutes, state) in [(14, PasscodeState.unlocked), (15, .locked)] {
      let world = try await HandOffWorld()
      #expect(try await world.open(world.mail) == .open)
      var claim = Presence(bootID: try #require(world.clock.moment()).bootID)
      claim.come(at: .zero)
      world.mail.items[.presence] = claim.bytes
      world.clock.advance(by: .seconds(60 * minutes) - Absence.directSwitch)
      world.lifecycle.enter()
      #expect(try await world.state() == state)
    }
  }

  @Test func aPresenceThatMakesNoSenseIsNone() async throws {
    let world = try await HandOffWorld(rules: #"{"grace_minutes": 1}"#)
    let now = try #require(world.clock.moment())
    var future = Presence(bootID: now.bootID)
    future.come(at: now.sinceBoot + .seconds(3600))
    var otherBoot = Presence(bootID: Data(count: 16))
    otherBoot.come(at: .zero)
    for claim in [nil, Data(), Data([2, 3]), future.bytes, otherBoot.bytes] {
      try await world.unlockIfLocked()
      #expect(try await world.open(world.mail) == .open)
      world.mail.items[.presence] = claim
      world.clock.advance(by: .seconds(60))
      world.lifecycle.enter()
      #expect(try await world.state() == .locked)
    }
  }

  @Test func anAppThatNeverSaysThatItCameWasNeverThere() async throws {
    let world = try await HandOffWorld()
    #expect(try await world.ask(world.mail) == .open(world.mail.address.returnURL))
    await world.leave()
    #expect(try await world.state() == .locked)
  }

  @Test func theScreenLocksWhereTheRulesSaySo() async throws {
    for (rule, state) in [("true", PasscodeState.locked), ("false", .unlocked)] {
      let rules = #"{"grace_minutes": 5, "lock_on_screen_off": \#(rule)}"#
      let world = try await HandOffWorld(rules: rules)
      #expect(try await world.open(world.mail) == .open)
      #expect(world.mail.client.listensToScreen == (state == .locked))
      world.mail.client.leaveFront()
      world.clock.advance(by: .seconds(10))
      world.mail.client.noteScreenOff()
      #expect((world.mail.key == nil) == (state == .locked))
      _ = try world.mail.client.comeToFront()
      world.lifecycle.enter()
      #expect(try await world.state() == state)
      try await world.unlockIfLocked()
      await world.lifecycle.noteScreenOff()
      #expect(try await world.state() == state)
    }
  }

  @Test func aScreenThatWasOffBeforeTheLastHandOffIsForgotten() async throws {
    let world = try await HandOffWorld(rules: #"{"grace_minutes": 5, "lock_on_screen_off": true}"#)
    #expect(try await world.open(world.mail) == .open)
    world.mail.client.noteScreenOff()
    world.clock.advance(by: .seconds(1))
    #expect(try await world.ask(world.mail) == .locked)
    try await world.unlock()
    #expect(await world.desk.answer("mail") == .open(world.mail.address.returnURL))
    #expect(try await world.comeBack(world.mail) == .open)
    #expect(try await world.open(world.mail) == .open)
  }

  @Test func anOpenedResetGoesWithItsScreen() async throws {
    let world = try await HandOffWorld(rules: #"{"grace_minutes": 5}"#)
    world.manager.lock()
    let begun = try await world.manager.beginReset(
      userName: "alice", passwordOrPin: PasscodeInput("correct horse battery"))
    #expect(begun == .resetReady)
    await world.leave()
    #expect(try await world.state() == .locked)
  }

  @Test func aKeyIsToBeRenewedAtHalfTime() async throws {
    let world = try await HandOffWorld()
    #expect(!world.mail.client.isRenewalDue)
    #expect(try await world.open(world.mail) == .open)
    #expect(!world.mail.client.isRenewalDue)
    world.clock.advance(by: .seconds(8 * 60))
    #expect(world.mail.client.isRenewalDue)
    #expect(try await world.open(world.mail) == .open)
    #expect(!world.mail.client.isRenewalDue)
    // An hour of work, without a passcode.
    for _ in 1...6 {
      world.clock.advance(by: .seconds(10 * 60))
      #expect(try await world.open(world.mail) == .open)
    }
  }
}

extension HandOffWorld {
  fileprivate func unlockIfLocked() async throws {
    if try await state() == .locked { try await unlock() }
  }
}
