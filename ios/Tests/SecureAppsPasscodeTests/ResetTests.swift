import SecureAppsPasscode
import SecureAppsPasscodeTesting
import Testing

@Suite struct ResetTests {
  @Test func aForgottenPasscodeIsReset() async throws {
    let portal = try SimulatedPortal()
    try await portal.begin(#"{"users": [{"user_name": "alice", "password": "correct horse battery"}]}"#)
    let manager = try await SimulatedPhone(transport: portal.transport()).start()
    var states = manager.states().makeAsyncIterator()
    #expect(await states.next() == .notEnrolled)
    #expect(
      try await manager.enroll(userName: "alice", password: PasscodeInput("correct horse battery"))
        == .enrolled)
    #expect(
      try await manager.create(PasscodeInput("847319"), repeated: PasscodeInput("847319"), on: .numberPad)
        == .created)
    manager.lock()
    let wrong = try await manager.unlock(PasscodeInput("112358"))
    #expect(wrong == .wrongPasscode(attemptsRemaining: 9, nextAttempt: nil))
    #expect(try await manager.unlock(PasscodeInput("847319")) == .unlocked)
    manager.lock()
    let forgot = try await manager.beginReset(
      userName: "alice", passwordOrPin: PasscodeInput("correct horse battery"))
    #expect(forgot == .resetReady)
    let reset = try await manager.finishReset(
      PasscodeInput("590284"), repeated: PasscodeInput("590284"), on: .numberPad)
    #expect(reset == .reset)
    #expect(manager.state == .unlocked)
    #expect(await states.next() == .unlocked)
  }
}
