// The model over a real manager, a simulated phone and a portal: what is typed gets there, and what comes back is
// shown.

import Foundation
import Observation
import SecureAppsPasscode
import SecureAppsPasscodeTesting
import Testing

@testable import SecureAppsPasscodeScreens

@MainActor @Suite(.timeLimit(.minutes(1))) struct ManagerTests {
  private let given = """
    {"configuration": {"ios": {"one_time_pin": true}},
     "users": [{"user_name": "alice", "password": "correct horse battery"}],
     "staff": [{"user_name": "hana", "password": "help desk of the second floor", "role": "help-desk"}]}
    """

  @Test func aSimplePasscodeIsRefusedAndAnotherOneIsCreatedOnTheNumberPad() async throws {
    try await playing { user in
      user.signIn("alice", "wrong")
      await user.until { $0.notice == .refused(.credentialsNotAccepted) && !$0.isWorking }
      user.signIn("alice", "correct horse battery")
      await user.until { $0.screen.newPasscode?.checks.isEmpty == false && !$0.isWorking }
      #expect(user.state.screen.newPasscode?.keyboard == .numberPad)
      user.submit("123456")
      await user.until { $0.notice == .rulesNotMet && !$0.isWorking }
      let checks = user.state.screen.newPasscode?.checks ?? []
      #expect(checks.contains(RuleCheck(.noSequence, isMet: false)))
      #expect(checks.contains(RuleCheck(.minimumLength(6), isMet: true)))
      await user.choosePasscode("847319")
      await user.until { $0.notice == .done(.passcodeCreated) && !$0.isWorking }
      #expect(user.state.screen == .unlocked)
      await user.lock()
      #expect(user.state.screen.unlock?.keyboard == .numberPad)
    }
  }

  @Test func aMoreComplexPasscodeIsAskedForOnItsKeyboard() async throws {
    try await playing { user in
      user.signIn("alice", "correct horse battery")
      await user.until { $0.screen.newPasscode != nil && !$0.isWorking }
      user.model.switchKeyboard()
      await user.choosePasscode("brume-40-lac")
      await user.until { $0.screen == .unlocked && !$0.isWorking }
      await user.lock()
      #expect(user.state.screen.unlock?.keyboard == .full)
    }
  }

  @Test func wrongAndRightPasscodesAndAnotherOne() async throws {
    try await enrolled { user in
      await user.lock()
      user.submit("112358")
      await user.until {
        $0.notice == .wrongPasscode(attemptsRemaining: 9, waitSeconds: nil) && !$0.isWorking
      }
      #expect(user.state.screen.unlock?.attemptsRemaining == 9)
      user.submit("847319")
      await user.until { $0.screen == .unlocked && !$0.isWorking }
      user.model.openAuthentication()
      user.model.choose(.changePasscode)
      user.submit("847319")
      await user.choosePasscode("590284")
      await user.until { $0.notice == .done(.passcodeChanged) && !$0.isWorking }
      #expect(user.state.screen == .authentication)
      await user.lock()
      user.submit("590284")
      await user.until { $0.screen == .unlocked && !$0.isWorking }
    }
  }

  @Test func aForgottenPasscodeIsResetWithAOneTimePin() async throws {
    try await enrolled { user in
      await user.lock()
      #expect(user.state.screen.unlock?.isForgotOffered == true)
      user.model.forgot()
      #expect(user.state.screen == .credentials(CredentialsScreen(purpose: .reset, takesOneTimePin: true)))
      user.signIn("alice", "00000000")
      await user.until { $0.notice == .refused(.credentialsNotAccepted) && !$0.isWorking }
      user.signIn("alice", try await user.oneTimePin())
      await user.until { $0.screen.newPasscode?.purpose == .reset && !$0.isWorking }
      await user.choosePasscode("590284")
      await user.until { $0.notice == .done(.passcodeReset) && !$0.isWorking }
      #expect(user.state.screen == .unlocked)
      await user.lock()
      user.submit("590284")
      await user.until { $0.screen == .unlocked && !$0.isWorking }
    }
  }

  @Test func aResetThatIsLeftBeginsWithTheCredentialsAndOneThatTakesTooLongSaysSo() async throws {
    try await enrolled { user in
      await user.lock()
      user.model.forgot()
      user.signIn("alice", "correct horse battery")
      await user.until { $0.screen.newPasscode?.purpose == .reset && !$0.isWorking }
      user.model.leave()
      await user.until { $0.screen.unlock != nil }
      user.model.enter()
      user.model.forgot()
      #expect(user.state.screen.credentials != nil)
      user.signIn("alice", "correct horse battery")
      await user.until { $0.screen.newPasscode?.purpose == .reset && !$0.isWorking }
      user.phone.clock.advance(by: .seconds(301))
      _ = try await user.manager.refresh()
      await user.until { $0.notice == .resetOver }
      #expect(user.state.screen.credentials?.purpose == .reset)
    }
  }

  @Test func theFifthWrongPasscodeIsWaitedFor() async throws {
    try await enrolled { user in
      await user.lock()
      for (passcode, remaining) in [("112358", 9), ("223606", 8), ("314159", 7), ("271828", 6)] {
        user.submit(passcode)
        await user.until {
          $0.notice == .wrongPasscode(attemptsRemaining: remaining, waitSeconds: nil) && !$0.isWorking
        }
      }
      user.submit("161803")
      await user.until { $0.notice == .wrongPasscode(attemptsRemaining: 5, waitSeconds: 60) && !$0.isWorking }
      #expect(user.state.screen == .lockedOut(waitSeconds: 60, .reset))
      user.wait(.seconds(1))
      await user.until { $0.screen == .lockedOut(waitSeconds: 59, .reset) }
      user.wait(.seconds(59))
      await user.until { $0.screen.unlock != nil }
      user.submit("847319")
      await user.until { $0.screen == .unlocked && !$0.isWorking }
    }
  }

  @Test func anErrorOfTheLibraryIsShown() async throws {
    let phone = SimulatedPhone(transport: NoNetwork())
    let user = User(phone: phone, manager: try await phone.start(), portal: nil)
    user.signIn("alice", "correct horse battery")
    await user.until { $0.notice == .failed(.portalUnreachable) && !$0.isWorking }
    user.manager.close()
    user.signIn("alice", "correct horse battery")
    await user.until { $0.notice == .failed(.closed) && !$0.isWorking }
  }

  private func playing(_ play: @MainActor (User) async throws -> Void) async throws {
    let portal = try SimulatedPortal()
    try await portal.begin(given)
    let phone = SimulatedPhone(transport: try portal.transport())
    let user = User(phone: phone, manager: try await phone.start(), portal: portal)
    try await play(user)
    user.end()
  }

  private func enrolled(_ play: @MainActor (User) async throws -> Void) async throws {
    try await playing { user in
      user.signIn("alice", "correct horse battery")
      await user.until { $0.screen.newPasscode != nil && !$0.isWorking }
      await user.choosePasscode("847319")
      await user.until { $0.screen == .unlocked && !$0.isWorking }
      try await play(user)
    }
  }
}

/// Somebody with a phone, in front of the screens.
@MainActor private final class User {
  let phone: SimulatedPhone
  let manager: PasscodeManager
  let model: PasscodeScreenModel
  private let portal: SimulatedPortal?
  private let pauses: Pauses

  init(phone: SimulatedPhone, manager: PasscodeManager, portal: SimulatedPortal?) {
    self.phone = phone
    self.manager = manager
    self.portal = portal
    let pauses = Pauses(clock: phone.clock)
    self.pauses = pauses
    model = PasscodeScreenModel(operations: manager, clock: phone.clock, pause: pauses.pause)
    model.enter()
  }

  var state: ScreenState { model.state }

  func until(_ isReached: (ScreenState) -> Bool) async {
    while !isReached(model.state) {
      await withCheckedContinuation { continuation in
        withObservationTracking {
          _ = model.state
        } onChange: {
          continuation.resume()
        }
      }
    }
  }

  func signIn(_ name: String, _ secret: String) {
    hand(secret) { model.signIn(userName: name, secret: $0) }
  }

  func submit(_ passcode: String) {
    hand(passcode) { model.submit($0) }
  }

  func choosePasscode(_ passcode: String) async {
    submit(passcode)
    await until { $0.screen.newPasscode?.isRepeated == true && !$0.isWorking }
    submit(passcode)
  }

  func lock() async {
    model.lock()
    await until { $0.screen.unlock != nil }
  }

  func wait(_ time: Duration) {
    phone.clock.advance(by: time)
    pauses.wake()
  }

  func oneTimePin() async throws -> String {
    struct Issued: Decodable {
      let one_time_pin: String
    }
    let issued = try await portal?.step(
      #"""
      {"on": "help-desk:hana", "do": "issue-one-time-pin",
       "with": {"phone": "a simulated phone", "reason": "Came to the desk"}}
      """#)
    return try JSONDecoder().decode(Issued.self, from: #require(issued)).one_time_pin
  }

  func end() {
    model.leave()
    pauses.wake(everybody: true)
    manager.close()
  }

  private func hand(_ secret: String, to take: (PasscodeInput) -> Void) {
    let typed = PasscodeInput(secret)
    take(typed)
    #expect(typed.isEmpty)
  }
}

private struct NoNetwork: PortalTransport {
  func send(_ request: PortalRequest) async throws(PortalTransportFailure) -> PortalAnswer {
    throw .unreachable
  }
}
