// Everything around the passcode: signing in, home, settings, biometrics, blocked, destroyed, unreadable.

import SecureAppsPasscode
import Testing

@testable import SecureAppsPasscodeScreens

@MainActor @Suite struct HomeTests {
  private let new = status(.notEnrolled, rules: nil, attemptsRemaining: nil)
  private let unlocked = status(.unlocked)

  @Test func signingInLeadsToTheFirstPasscode() async {
    await playing(new) { player in
      #expect(player.screen == .credentials(CredentialsScreen(purpose: .enroll)))
      #expect(player.state.settings.isEmpty)
      await player.signIn("alice", "secret")
      await player.signIn("alice", "secret")
      #expect(player.state.isWorking)
      player.operations.status.rules = .test
      await player.answer(.enrolled, .passcodeNeeded)
      #expect(player.screen.newPasscode?.purpose == .create)
      #expect(player.operations.asked == ["enroll alice secret"])
    }
  }

  @Test func signingInCanBeRefusedAndThereIsNoWayBack() async {
    await playing(new) { player in
      await player.signIn("alice", "wrong")
      await player.answer(.refused(.credentialsNotAccepted))
      #expect(player.state.notice == .refused(.credentialsNotAccepted))
      #expect(!player.state.canGoBack)
    }
  }

  @Test func authenticationOffersWhatTheRulesAllow() async {
    await playing(unlocked, NobodyTouches()) { player in
      await player.doing { $0.openAuthentication() }
      #expect(player.screen == .authentication)
      #expect(player.state.settings == [.changePasscode, .biometricsOn, .lock])
      await player.doing { $0.back() }
      #expect(player.screen == .unlocked)
    }
    await playing(unlocked) { #expect($0.state.settings == [.changePasscode, .lock]) }
    let mayNotChange = PasscodeRules.test.with { $0.userMayChange = false }
    await playing(status(.unlocked, rules: mayNotChange)) { player in
      #expect(player.state.settings == [.lock])
      await player.choose(.changePasscode)
      #expect(player.screen == .unlocked)
    }
    let needsNone = PasscodeRules.test.with { $0.isPasscodeRequired = false }
    await playing(status(.unlocked, rules: needsNone)) { #expect($0.state.settings.isEmpty) }
    await playing(status(.locked)) { #expect($0.state.settings.isEmpty) }
  }

  @Test func lockingIsAtOnceAndNoPromptOpensAgain() async {
    await playing(status(.unlocked, biometrics: .ready), NobodyTouches()) { player in
      await player.doing { $0.openAuthentication() }
      await player.choose(.lock)
      #expect(player.operations.locks == 1)
      await player.tell(.locked)
      #expect(player.screen.unlock?.isBiometricsReady == true)
      await player.doing { $0.enter() }
      await player.doing { $0.prompter = NobodyTouches() }
      #expect(player.operations.asked.isEmpty)
      await player.doing { $0.leave() }
      await player.doing { $0.enter() }
      #expect(player.operations.asked == ["unlockWithBiometrics"])
    }
  }

  @Test func biometricsAreTurnedOnWithThePasscode() async {
    await playing(unlocked, NobodyTouches()) { player in
      await player.doing { $0.openAuthentication() }
      await player.choose(.biometricsOn)
      #expect(player.screen == .currentPasscode(.biometrics, .numberPad))
      await player.submit("111")
      await player.answer(.wrongPasscode(attemptsRemaining: 9, nextAttempt: nil))
      #expect(player.screen == .currentPasscode(.biometrics, .numberPad))
      #expect(player.state.notice == .wrongPasscode(attemptsRemaining: 9, waitSeconds: nil))
      await player.submit("274911")
      player.operations.status.biometrics = .ready
      await player.answer(.biometricsOn)
      #expect(player.screen == .authentication)
      #expect(player.state.notice == .done(.biometricsOn))
      #expect(player.state.settings == [.changePasscode, .biometricsOff, .lock])
      #expect(player.operations.asked == ["enableBiometrics 111", "enableBiometrics 274911"])
    }
  }

  @Test func biometricsMayStayOff() async {
    await playing(unlocked, NobodyTouches()) { player in
      await player.choose(.biometricsOn)
      await player.submit("274911")
      await player.answer(.biometricsCancelled)
      #expect(player.screen == .authentication)
      #expect(player.state.notice == .biometricsNotTurnedOn)
      await player.choose(.biometricsOn)
      await player.submit("274911")
      await player.answer(.refused(.biometricsNotAllowed))
      #expect(player.screen == .authentication)
      #expect(player.state.notice == .refused(.biometricsNotAllowed))
      await player.choose(.biometricsOn)
      await player.submit("274911")
      await player.doing { $0.back() }
      #expect(player.screen == .authentication)
      #expect(!player.state.isWorking)
    }
  }

  @Test func biometricsAreTurnedOff() async {
    await playing(status(.unlocked, biometrics: .passcodeFirst)) { player in
      await player.doing { $0.openAuthentication() }
      await player.choose(.biometricsOff)
      player.operations.status.biometrics = .off
      await player.answer(.biometricsOff)
      #expect(player.screen == .authentication)
      #expect(player.state.notice == .done(.biometricsOff))
      #expect(player.state.settings == [.changePasscode, .lock])
    }
  }

  @Test func anAutomaticLockIsFollowedFromEveryScreenOfTheOpenSession() async {
    for choice in [nil, SettingsChoice.changePasscode, .biometricsOn] {
      await playing(unlocked, NobodyTouches()) { player in
        await player.doing { $0.openAuthentication() }
        if let choice { await player.choose(choice) }
        await player.tell(.locked)
        #expect(player.screen.unlock != nil)
        #expect(player.state.settings.isEmpty)
        #expect(!player.state.canGoBack)
      }
    }
  }

  @Test func aBlockedPhoneChecksIn() async {
    await playing(status(.blocked(.outOfContact))) { player in
      #expect(player.screen == .blocked(.outOfContact, canSetUpAgain: false))
      await player.doing { $0.checkIn() }
      await player.doing { $0.checkIn() }
      await player.answer(.checkedIn(changes: [], commands: []), .locked)
      #expect(player.screen.unlock != nil)
      #expect(player.operations.asked == ["checkIn"])
      await player.doing { $0.setUpAgain() }
      #expect(player.screen.unlock != nil)
    }
  }

  @Test func aCheckInThatChangesNothingSaysSo() async {
    await playing(status(.blocked(.outOfContact))) { player in
      await player.doing { $0.setUpAgain() }
      #expect(player.screen == .blocked(.outOfContact, canSetUpAgain: false))
      await player.doing { $0.checkIn() }
      await player.answer(.checkedIn(changes: [], commands: []))
      #expect(player.state.notice == .done(.checkedIn))
    }
  }

  @Test(arguments: [BlockReason.deviceUnknown, .rolledBack])
  func whatIsBlockedForGoodIsSetUpAgainAfterAQuestion(_ reason: BlockReason) async {
    await playing(status(.blocked(reason))) { player in
      await player.doing { $0.setUpAgain() }
      #expect(player.screen == .confirmSetUpAgain)
      await player.doing { $0.back() }
      #expect(player.screen == .blocked(reason, canSetUpAgain: true))
      await player.doing { $0.setUpAgain() }
      await player.doing { $0.setUpAgain() }
      #expect(player.operations.asked == ["retire"])
      await player.answer(.retired, .retired(.retired))
      #expect(player.screen == .retired(.retired))
      await player.doing { $0.setUpAgain() }
      #expect(player.screen == .credentials(CredentialsScreen(purpose: .enroll)))
      #expect(player.state.canGoBack)
      await player.signIn("alice", "secret")
      await player.answer(.enrolled, .passcodeNeeded)
      #expect(player.screen.newPasscode?.purpose == .create)
    }
  }

  @Test func whatCannotBeReadIsReadAgain() async {
    await playing(status(.unreadable(.storeUnavailable))) { player in
      #expect(player.screen == .unreadable(.storeUnavailable, canSetUpAgain: false))
      await player.doing { $0.tryAgain() }
      #expect(player.screen == .unreadable(.storeUnavailable, canSetUpAgain: false))
      #expect(!player.state.isWorking)
      player.operations.refreshed = { player.operations.tell(.locked) }
      await player.doing { $0.tryAgain() }
      #expect(player.screen.unlock != nil)
    }
  }

  @Test func whatCanNeverBeReadAgainIsSetUpAgain() async {
    await playing(status(.unreadable(.hardwareKeyLost))) { player in
      #expect(player.screen == .unreadable(.hardwareKeyLost, canSetUpAgain: true))
      await player.doing { $0.setUpAgain() }
      #expect(player.screen == .confirmSetUpAgain)
      await player.tell(.locked)
      #expect(player.screen.unlock != nil)
    }
  }

  /// Setting up again destroys what is there: a closed manager, say, has lost nothing.
  @Test(arguments: PasscodeError.allCases)
  func settingUpAgainIsOfferedOnlyAfterALoss(_ error: PasscodeError) async {
    let losses: [PasscodeError] = [.hardwareKeyLost, .recordDamaged, .recordRolledBack, .recordMissing]
    await playing(status(.unreadable(error))) { player in
      #expect(player.screen == .unreadable(error, canSetUpAgain: losses.contains(error)))
    }
  }

  @Test func whatTheWrongScreenSendsDoesNothing() async {
    await playing(unlocked) { player in
      let shown = player.state
      await player.submit("274911")
      await player.submit("")
      await player.type("274911")
      await player.signIn("alice", "secret")
      await player.doing { $0.switchKeyboard() }
      await player.doing { $0.unlockWithBiometrics() }
      await player.doing { $0.forgot() }
      await player.doing { $0.checkIn() }
      await player.doing { $0.tryAgain() }
      await player.doing { $0.setUpAgain() }
      await player.doing { $0.back() }
      #expect(player.state == shown)
      #expect(player.operations.asked.isEmpty)
      player.expectWiped()
    }
  }

  @Test func aModelThatNobodyHoldsIsGone() async {
    let operations = FakeOperations(status(.lockedOut(until: .seconds(3660))))
    var player: Player? = Player(operations)
    weak var model = player?.model
    await player?.doing { $0.enter() }
    await player?.end()
    player = nil
    await turnMainQueue(20)
    #expect(model == nil)
  }
}
