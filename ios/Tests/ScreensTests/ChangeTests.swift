// Changing the passcode: because the user wants to, or because the rules ask for it.

import SecureAppsPasscode
import Testing

@testable import SecureAppsPasscodeScreens

@MainActor @Suite struct ChangeTests {
  private let unlocked = status(.unlocked)

  @Test func aChangeAsksForTheCurrentPasscodeThenForTheNewOneTwice() async {
    await playing(unlocked) { player in
      await change(player)
      await player.answer(.changed)
      #expect(player.screen == .authentication)
      #expect(player.state.notice == .done(.passcodeChanged))
      #expect(player.operations.asked == ["change numberPad 274911 580364 580364"])
      player.expectWiped()
    }
  }

  @Test func aFullDiskCostsTheSecondTypingOnly() async {
    await playing(unlocked) { player in
      await change(player)
      await player.fail(.storeUnavailable)
      #expect(player.screen.newPasscode?.isRepeated == true)
      await player.submit("580364")
      let asked = "change numberPad 274911 580364 580364"
      #expect(player.operations.asked == [asked, asked])
    }
  }

  @Test func aPasscodeOfThePastLeadsBackToTheNewOneNotToTheCurrentOne() async {
    await playing(unlocked) { player in
      await change(player)
      await player.answer(.rejected([.notRecent(3)]))
      #expect(player.screen.newPasscode?.isRepeated == false)
      #expect(player.state.notice == .rejected([.notRecent(3)]))
      await player.submit("580365")
      await player.submit("580365")
      #expect(player.operations.asked.last == "change numberPad 274911 580365 580365")
    }
  }

  @Test func aWrongCurrentPasscodeIsAskedForAgain() async {
    await playing(unlocked) { player in
      await change(player)
      await player.answer(.wrongPasscode(attemptsRemaining: 8, nextAttempt: nil))
      #expect(player.state.notice == .wrongPasscode(attemptsRemaining: 8, waitSeconds: nil))
      player.expectWiped()
      await typeAll(player)
      await player.answer(.rejected([.allowedCharacters]))
      #expect(player.state.notice == .notAPasscode)
      await typeAll(player)
      await player.answer(.lockedOut(until: player.since(.seconds(120))))
      #expect(player.screen == .currentPasscode(.change, .numberPad))
      #expect(player.state.notice == .lockedOut(waitSeconds: 120))
    }
  }

  @Test func aChangeThatTheRulesDoNotAllowAnyMoreLeadsHome() async {
    await playing(unlocked) { player in
      await change(player)
      player.operations.status.rules?.userMayChange = false
      await player.answer(.refused(.changeNotAllowed))
      #expect(player.screen == .authentication)
      #expect(player.state.notice == .refused(.changeNotAllowed))
      #expect(!player.state.settings.contains(.changePasscode))
    }
  }

  @Test func aLockInTheMiddleOfAChangeEndsIt() async {
    await playing(unlocked) { player in
      await change(player)
      #expect(player.state.settings == [.lock])
      await player.choose(.lock)
      #expect(player.operations.locks == 1)
      #expect(!player.state.isWorking)
      await player.tell(.locked)
      #expect(player.screen.unlock != nil)
      player.expectWiped()
    }
  }

  @Test func anAutomaticLockInTheMiddleOfAChangeEndsIt() async {
    await playing(unlocked) { player in
      await player.doing { $0.openAuthentication() }
      await player.choose(.changePasscode)
      await player.submit("274911")
      await player.tell(.locked)
      #expect(player.screen.unlock != nil)
      #expect(!player.state.canGoBack)
      player.expectWiped()
      await player.tell(.unlocked)
      #expect(player.screen == .unlocked)
    }
  }

  @Test func backLeavesAChangeAtAnyStep() async {
    await playing(unlocked) { player in
      await player.doing { $0.openAuthentication() }
      await player.choose(.changePasscode)
      await player.doing { $0.back() }
      #expect(player.screen == .authentication)
      await player.choose(.changePasscode)
      await player.submit("274911")
      await player.submit("580364")
      await player.doing { $0.back() }
      #expect(player.screen.newPasscode?.isRepeated == false)
      await player.doing { $0.back() }
      #expect(player.screen == .authentication)
      player.expectWiped()
      await player.doing { $0.back() }
      #expect(player.screen == .unlocked)
    }
  }

  @Test func backWaitsForAChangeThatIsBeingMade() async {
    await playing(unlocked) { player in
      await change(player)
      await player.doing { $0.back() }
      #expect(player.state.isWorking)
      await player.answer(.changed)
      #expect(player.state.notice == .done(.passcodeChanged))
    }
  }

  @Test func aChangeThatTheRulesAskForNeedsNoCurrentPasscode() async {
    await playing(status(.changeNeeded(.rulesChanged))) { player in
      #expect(player.screen.newPasscode?.purpose == .rulesChanged)
      #expect(player.state.settings == [.lock])
      await player.submit("580364")
      await player.submit("580364")
      #expect(player.operations.asked == ["change numberPad - 580364 580364"])
      await player.answer(.changed, .unlocked)
      #expect(player.screen == .unlocked)
      #expect(player.state.notice == .done(.passcodeChanged))
    }
  }

  private func change(_ player: Player) async {
    await player.doing { $0.openAuthentication() }
    await player.choose(.changePasscode)
    await typeAll(player)
  }

  private func typeAll(_ player: Player) async {
    #expect(player.screen == .currentPasscode(.change, .numberPad))
    await player.submit("274911")
    await player.submit("580364")
    await player.submit("580364")
  }
}
