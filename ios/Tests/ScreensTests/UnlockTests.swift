// Unlocking by passcode: rightly, wrongly, too often.

import SecureAppsPasscode
import Testing

@testable import SecureAppsPasscodeScreens

@MainActor @Suite struct UnlockTests {
  private let locked = status(.locked)

  @Test func theRightPasscodeOpens() async {
    await playing(locked) { player in
      #expect(player.screen.unlock?.keyboard == .numberPad)
      await player.submit("274911")
      #expect(player.state.isWorking)
      await player.answer(.unlocked, .unlocked)
      #expect(player.screen == .unlocked)
      #expect(!player.state.isWorking)
      #expect(player.operations.asked == ["unlock 274911"])
    }
  }

  @Test func aSecondTapWhileTheFirstIsUnderWayDoesNothing() async {
    await playing(status(.locked, biometrics: .ready)) { player in
      player.model.prompter = NobodyTouches()
      await player.settle()
      await player.answer(.biometricsCancelled)
      await player.submit("274911")
      await player.submit("274911")
      await player.submit("")
      await player.doing { $0.checkIn() }
      await player.doing { $0.unlockWithBiometrics() }
      await player.doing { $0.forgot() }
      player.expectWiped()
      #expect(player.operations.asked == ["unlockWithBiometrics", "unlock 274911"])
      #expect(player.screen.unlock != nil)
      #expect(player.state.notice == nil)
    }
  }

  @Test func aWrongPasscodeSaysHowManyAttemptsAreLeftAndTheFieldIsWiped() async {
    await playing(locked) { player in
      let entry = player.state.entry
      await player.submit("111")
      player.operations.status.attemptsRemaining = 9
      await player.answer(.wrongPasscode(attemptsRemaining: 9, nextAttempt: nil))
      #expect(player.state.notice == .wrongPasscode(attemptsRemaining: 9, waitSeconds: nil))
      #expect(player.screen.unlock?.attemptsRemaining == 9)
      #expect(player.state.entry > entry)
      await player.submit("274911")
      #expect(player.state.notice == nil)
    }
  }

  @Test func attemptsAreNotMentionedBeforeOneHasFailed() async {
    await playing(locked) { #expect($0.screen.unlock?.attemptsRemaining == nil) }
  }

  @Test func theFifthWrongPasscodeLeadsToACountdownAndTheCountdownToAnotherAttempt() async {
    await playing(locked) { player in
      await player.submit("111")
      let until = player.since(.seconds(60))
      await player.answer(
        .wrongPasscode(attemptsRemaining: 5, nextAttempt: until), .lockedOut(until: until))
      #expect(player.screen == .lockedOut(waitSeconds: 60, .reset))
      #expect(player.state.notice == .wrongPasscode(attemptsRemaining: 5, waitSeconds: 60))
      await player.wait(seconds: 1)
      #expect(player.screen == .lockedOut(waitSeconds: 59, .reset))
      await player.wait(seconds: 58)
      #expect(player.screen == .lockedOut(waitSeconds: 1, .reset))
      player.operations.refreshed = { player.operations.tell(.locked) }
      await player.wait(seconds: 1)
      #expect(player.screen.unlock != nil)
      #expect(player.state.notice == nil)
    }
  }

  @Test func aCountdownThatBeginsBetweenTwoSecondsTicksWithTheSeconds() async {
    await playing(locked) { player in
      await player.tell(.lockedOut(until: player.since(.milliseconds(2300))))
      #expect(player.screen == .lockedOut(waitSeconds: 3, .reset))
      await player.wait(.milliseconds(299))
      #expect(player.screen == .lockedOut(waitSeconds: 3, .reset))
      await player.wait(.milliseconds(1))
      #expect(player.screen == .lockedOut(waitSeconds: 2, .reset))
      await player.wait(.seconds(1))
      #expect(player.screen == .lockedOut(waitSeconds: 1, .reset))
    }
  }

  @Test func aWaitThatTheRecordsSayIsNotOverIsLookedAtAgainEverySecond() async {
    await playing(locked) { player in
      var looks = 0
      player.operations.refreshed = { looks += 1 }
      await player.tell(.lockedOut(until: player.since(.seconds(1))))
      await player.wait(seconds: 1)
      #expect(looks == 1)
      #expect(player.screen == .lockedOut(waitSeconds: 0, .reset))
      await player.wait(seconds: 2)
      #expect(looks == 3)
    }
  }

  @Test func nothingTicksWhileTheScreensAreNotInFront() async {
    await playing(status(.lockedOut(until: .seconds(3605)))) { player in
      await player.doing { $0.leave() }
      var looks = 0
      player.operations.refreshed = { looks += 1 }
      await player.wait(seconds: 10)
      #expect(looks == 0)
      #expect(player.screen == .lockedOut(waitSeconds: 5, .reset))
      player.operations.refreshed = { player.operations.tell(.locked) }
      await player.doing { $0.enter() }
      #expect(player.screen.unlock != nil)
    }
  }

  @Test func whereOnlyAResetHelpsThereIsNoCountdown() async {
    await playing(status(.lockedOut(until: nil))) { player in
      #expect(player.screen == .lockedOut(waitSeconds: nil, .reset))
      await player.doing { $0.forgot() }
      #expect(player.screen.credentials?.purpose == .reset)
    }
  }

  @Test func whereUsersMayNotResetTheAdministratorHelps() async {
    let rules = PasscodeRules.test.with {
      $0.userMayReset = false
      $0.allowsOneTimePin = true
    }
    await playing(status(.lockedOut(until: nil), rules: rules)) { player in
      #expect(player.screen == .lockedOut(waitSeconds: nil, .administrator))
      await player.doing { $0.forgot() }
      #expect(player.screen == .lockedOut(waitSeconds: nil, .administrator))
      await player.doing { $0.checkIn() }
      await player.answer(.checkedIn(changes: [], commands: []))
      #expect(player.state.notice == .done(.checkedIn))
      #expect(player.operations.asked == ["checkIn"])
    }
  }

  @Test func whatCannotBeAPasscodeWasNotAnAttempt() async {
    await playing(locked) { player in
      await player.submit("\u{7}")
      await player.answer(.rejected([.allowedCharacters]))
      #expect(player.state.notice == .notAPasscode)
    }
  }

  @Test func nothingTypedIsNotAnAttemptEither() async {
    await playing(locked) { player in
      await player.submit("")
      #expect(player.state.notice == .nothingTyped)
      #expect(player.operations.asked.isEmpty)
    }
  }

  @Test(arguments: PasscodeError.allCases)
  func anErrorSaysWhatItIsAndAnotherAttemptMayFollow(_ error: PasscodeError) async {
    await playing(locked) { player in
      await player.submit("274911")
      await player.fail(error)
      #expect(player.state.notice == .failed(error))
      #expect(!player.state.isWorking)
      await player.submit("274911")
      #expect(player.state.notice == nil)
      #expect(player.operations.asked == ["unlock 274911", "unlock 274911"])
    }
  }

  @Test func tooManyAttemptsMayWipe() async {
    await playing(locked) { player in
      await player.submit("111")
      await player.answer(.wiped, .retired(.atTheLimit))
      #expect(player.screen == .retired(.atTheLimit))
    }
  }

  @Test(arguments: [(ChangeReason.tooOld, NewPasscodePurpose.tooOld), (.rulesChanged, .rulesChanged)])
  func aPasscodeThatDoesNotDoAnyMoreLeadsToANewOne(_ reason: ChangeReason, _ purpose: NewPasscodePurpose)
    async
  {
    await playing(locked) { player in
      await player.submit("274911")
      await player.answer(.changeNeeded(reason), .changeNeeded(reason))
      #expect(player.screen.newPasscode?.purpose == purpose)
    }
  }

  @Test func leavingInTheMiddleLeavesThePasscodeToTheManagerAndTheStateIsTheTruth() async {
    await playing(locked) { player in
      await player.submit("274911")
      #expect(!player.state.canGoBack)
      await player.doing { $0.back() }
      await player.doing { $0.leave() }
      await player.answer(.unlocked, .unlocked)
      #expect(player.screen == .unlocked)
    }
  }

  @Test func aLockWhileAnUnlockIsUnderWayIsAtOnce() async {
    await playing(locked) { player in
      await player.submit("274911")
      await player.doing { $0.lock() }
      #expect(player.operations.locks == 1)
      #expect(!player.state.isWorking)
      await player.submit("274911")
      await player.answer(.unlocked, .unlocked)
      #expect(player.screen == .unlocked)
    }
  }
}
