// The forgot link: with the account, or with what the administrator granted; and the ways to leave it.

import SecureAppsPasscode
import Testing

@testable import SecureAppsPasscodeScreens

@MainActor @Suite struct ForgotTests {
  private let locked = status(.locked)
  private let mayNotReset = PasscodeRules.test.with { $0.userMayReset = false }

  @Test func credentialsThenANewPasscodeTwice() async {
    await playing(locked) { player in
      await prove(player)
      #expect(player.screen.newPasscode?.purpose == .reset)
      await player.submit("580364")
      await player.submit("580364")
      await player.answer(.reset, .unlocked)
      #expect(player.screen == .unlocked)
      #expect(player.state.notice == .done(.passcodeReset))
      #expect(player.operations.asked == ["beginReset alice secret", "finishReset numberPad 580364 580364"])
    }
  }

  @Test func itIsOfferedOnlyWhileLockedAndOnlyIfThereIsAWay() async {
    await playing(status(.unlocked)) { player in
      await player.doing { $0.forgot() }
      #expect(player.screen == .unlocked)
    }
    await playing(locked) { #expect($0.screen.unlock?.isForgotOffered == true) }
    await playing(status(.locked, rules: mayNotReset)) { player in
      #expect(player.screen.unlock?.isForgotOffered == false)
      await player.doing { $0.forgot() }
      #expect(player.screen.unlock != nil)
    }
    await playing(status(.locked, rules: mayNotReset, grant: grant(isPasswordAsked: true))) {
      #expect($0.screen.unlock?.isForgotOffered == true)
    }
  }

  @Test func aOneTimePinIsNoWayWhereUsersMayNotReset() async {
    let rules = mayNotReset.with { $0.allowsOneTimePin = true }
    await playing(status(.locked, rules: rules)) { #expect($0.screen.unlock?.isForgotOffered == false) }
  }

  @Test(arguments: [true, false]) func theFieldSaysWhetherItTakesAOneTimePin(_ isAllowed: Bool) async {
    let rules = PasscodeRules.test.with { $0.allowsOneTimePin = isAllowed }
    await playing(status(.locked, rules: rules)) { player in
      await player.doing { $0.forgot() }
      #expect(player.screen == .credentials(CredentialsScreen(purpose: .reset, takesOneTimePin: isAllowed)))
      await player.signIn("alice", "1234 5678")
      #expect(player.operations.asked == ["beginReset alice 1234 5678"])
    }
    await playing(status(.locked, rules: rules, grant: grant(isPasswordAsked: true))) { player in
      await player.doing { $0.forgot() }
      #expect(player.screen == .credentials(CredentialsScreen(purpose: .grant)))
    }
  }

  @Test func credentialsThatAreNotAcceptedAreAskedForAgain() async {
    await playing(locked) { player in
      await player.doing { $0.forgot() }
      await player.signIn("alice", "wrong")
      let entry = player.state.entry
      await player.answer(.refused(.credentialsNotAccepted))
      #expect(player.screen.credentials?.purpose == .reset)
      #expect(player.state.notice == .refused(.credentialsNotAccepted))
      #expect(player.state.entry > entry)
    }
  }

  @Test func withoutAConnectionTheCredentialsStayForAnotherAttempt() async {
    await playing(locked) { player in
      await player.doing { $0.forgot() }
      let entry = player.state.entry
      await player.signIn("alice", "secret")
      await player.fail(.portalUnreachable)
      #expect(player.state.notice == .failed(.portalUnreachable))
      #expect(player.state.entry == entry)
      await player.signIn(" alice ", "secret")
      #expect(player.operations.asked == ["beginReset alice secret", "beginReset alice secret"])
    }
  }

  @Test(arguments: [
    (Refusal.clientTooOld, true), (.tooManyAttempts(retryAfter: .seconds(90)), true),
    (.credentialsNotAccepted, true), (.passcodeFirst, true), (.resetNotAllowed, false),
    (.escrowKeyDestroyed, false), (.deviceUnknown, false), (.deviceRolledBack, false), (.grantNotLive, true),
  ]) func everyRefusalLeavesAWayOn(_ refusal: Refusal, _ stays: Bool) async {
    await playing(locked) { player in
      await player.doing { $0.forgot() }
      await player.signIn("alice", "secret")
      await player.answer(.refused(refusal))
      #expect(player.state.notice == .refused(refusal))
      #expect((player.screen.credentials != nil) == stays)
      #expect((player.screen.unlock != nil) == !stays)
    }
  }

  @Test func nothingIsSentBeforeBothFieldsAreFilledIn() async {
    await playing(locked) { player in
      await player.doing { $0.forgot() }
      await player.signIn(" ", "secret")
      #expect(player.state.notice == .nothingTyped)
      await player.signIn("alice", "")
      #expect(player.operations.asked.isEmpty)
      player.expectWiped()
    }
  }

  @Test func aGrantMayAskForTheNameOnly() async {
    await playing(status(.lockedOut(until: nil), grant: grant(isPasswordAsked: false))) { player in
      await player.doing { $0.forgot() }
      #expect(player.screen == .credentials(CredentialsScreen(purpose: .grant, isSecretAsked: false)))
      await player.signIn("alice", "")
      await player.answer(.resetReady, .resetInProgress)
      #expect(player.screen.newPasscode?.purpose == .reset)
      #expect(player.operations.asked == ["redeemGrant alice -"])
    }
  }

  @Test func aGrantThatArrivesWhileLockedOutOffersTheWay() async {
    await playing(status(.lockedOut(until: nil), rules: mayNotReset)) { player in
      #expect(player.screen == .lockedOut(waitSeconds: nil, .administrator))
      player.operations.status.grant = grant(isPasswordAsked: false)
      await player.settle()
      #expect(player.screen == .lockedOut(waitSeconds: nil, .reset))
    }
  }

  @Test func aGrantThatIsUsedUpGivesWayToThePassword() async {
    await playing(status(.locked, grant: grant(isPasswordAsked: true))) { player in
      await player.doing { $0.forgot() }
      await player.signIn("alice", "secret")
      await player.answer(.refused(.grantNotLive))
      #expect(player.screen.credentials?.purpose == .reset)
      await player.signIn("alice", "secret")
      #expect(player.operations.asked == ["redeemGrant alice secret", "beginReset alice secret"])
    }
  }

  @Test func aGrantThatIsUsedUpWhereUsersMayNotResetLeadsBack() async {
    await playing(status(.locked, rules: mayNotReset, grant: grant(isPasswordAsked: true))) { player in
      await player.doing { $0.forgot() }
      await player.signIn("alice", "secret")
      await player.answer(.refused(.grantNotLive))
      #expect(player.screen.unlock != nil)
      #expect(player.state.notice == .refused(.grantNotLive))
    }
  }

  @Test func leavingTheScreensAbandonsTheResetAndItBeginsWithTheCredentialsAgain() async {
    await playing(locked) { player in
      await prove(player)
      await player.submit("580364")
      await player.doing { $0.leave() }
      player.expectWiped()
      #expect(player.operations.asked.last == "abandonReset")
      await player.doing { $0.enter() }
      #expect(player.screen.unlock != nil)
    }
  }

  @Test func goingBackAbandonsItToo() async {
    await playing(locked) { player in
      await prove(player)
      await player.submit("580364")
      await player.doing { $0.back() }
      #expect(player.screen.newPasscode?.isRepeated == false)
      await player.doing { $0.back() }
      #expect(player.operations.asked.last == "abandonReset")
      #expect(player.screen.unlock != nil)
      #expect(player.state.notice == nil)
    }
  }

  @Test func whatCannotBeAbandonedIsLocked() async {
    await playing(locked) { player in
      await prove(player)
      player.operations.abandoning = .failure(.storeUnavailable)
      await player.doing { $0.back() }
      #expect(player.operations.locks > 0)
      #expect(player.screen == .opening)
      await player.tell(.locked)
      #expect(player.screen.unlock != nil)
    }
  }

  @Test func anAnswerThatComesAfterLeavingIsAbandoned() async {
    await playing(locked) { player in
      await player.doing { $0.forgot() }
      await player.signIn("alice", "secret")
      await player.doing { $0.leave() }
      await player.answer(.resetReady, .resetInProgress)
      #expect(player.operations.asked.last == "abandonReset")
      #expect(player.operations.status.state == .locked)
    }
  }

  @Test func anAnswerThatComesWhenTheScreensAreGoneIsAbandoned() async {
    let operations = FakeOperations(locked)
    var player: Player? = Player(operations)
    await player?.doing { $0.enter() }
    await player?.doing { $0.forgot() }
    await player?.signIn("alice", "secret")
    await player?.end()
    player = nil
    await turnMainQueue(20)
    operations.answer(.resetReady, .resetInProgress)
    await turnMainQueue(20)
    #expect(operations.asked.last == "abandonReset")
  }

  @Test func backDoesNotWaitForTheNetwork() async {
    await playing(locked) { player in
      await player.doing { $0.forgot() }
      await player.signIn("alice", "secret")
      await player.doing { $0.back() }
      #expect(player.screen.unlock != nil)
      #expect(!player.state.isWorking)
      await player.answer(.resetReady, .resetInProgress)
      #expect(player.screen.unlock != nil)
      #expect(player.operations.asked.last == "abandonReset")
    }
  }

  @Test func anAnswerToWhatWasLeftDoesNotSkipTheCredentialsTheNextTime() async {
    await playing(locked) { player in
      await player.doing { $0.forgot() }
      await player.signIn("alice", "secret")
      await player.doing { $0.back() }
      await player.doing { $0.forgot() }
      await player.answer(.resetReady, .resetInProgress)
      #expect(player.screen.credentials?.purpose == .reset)
      #expect(player.state.notice == nil)
      #expect(player.operations.status.state == .locked)
    }
  }

  @Test func whenTheFiveMinutesAreOverTheCredentialsAreAskedForAgain() async {
    await playing(locked) { player in
      await prove(player)
      await player.submit("580364")
      await player.tell(.locked)
      #expect(player.screen.credentials?.purpose == .reset)
      #expect(player.state.notice == .resetOver)
      player.expectWiped()
    }
  }

  @Test func whenTheFiveMinutesEndDuringTheLastStepThatIsSaidAndNothingElse() async {
    await playing(locked) { player in
      await prove(player)
      await player.submit("580364")
      await player.submit("580364")
      player.operations.tell(.locked)
      await player.fail(.eventNotAllowed)
      #expect(player.screen.credentials?.purpose == .reset)
      #expect(player.state.notice == .resetOver)
      #expect(!player.state.isWorking)
    }
  }

  @Test func aWaitThatIsOverMeanwhileLeavesWhatIsTypedAlone() async {
    await playing(status(.lockedOut(until: .seconds(3660)))) { player in
      await player.doing { $0.forgot() }
      let shown = player.state
      await player.tell(.locked)
      #expect(player.state == shown)
    }
  }

  @Test func aNewPasscodeThatTheRulesRejectIsChosenAgain() async {
    await playing(locked) { player in
      await prove(player)
      await player.submit("580364")
      await player.submit("580364")
      await player.answer(.rejected([.notRecent(2)]))
      #expect(player.screen.newPasscode?.purpose == .reset)
      #expect(player.screen.newPasscode?.isRepeated == false)
      #expect(player.state.notice == .rejected([.notRecent(2)]))
    }
  }

  @Test func aLockEndsAReset() async {
    await playing(locked) { player in
      await prove(player)
      await player.doing { $0.lock() }
      #expect(player.operations.locks == 1)
      await player.tell(.locked)
      #expect(player.screen.unlock != nil)
      #expect(player.state.notice == nil)
    }
  }

  @Test func aResetThatSomebodyElseHasLeftOpenIsAbandoned() async {
    await playing(status(.resetInProgress)) { player in
      #expect(player.operations.asked == ["abandonReset"])
      #expect(player.screen.unlock != nil)
      await player.tell(.resetInProgress)
      #expect(player.operations.asked == ["abandonReset", "abandonReset"])
      #expect(player.screen.unlock != nil)
    }
  }

  private func prove(_ player: Player) async {
    await player.doing { $0.forgot() }
    await player.signIn("alice", "secret")
    await player.answer(.resetReady, .resetInProgress)
  }
}
