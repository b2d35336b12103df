// What keys and text fields do to what is typed.

import Foundation
import SecureAppsPasscode
import SecureAppsPasscodeTesting
import Testing

@testable import SecureAppsPasscodeScreens

@MainActor @Suite struct TypedSecretTests {
  private let secret = TypedSecret()

  @Test func keysAreTakenAndTakenBack() {
    "847".forEach { secret.append($0) }
    #expect(secret.count == 3)
    secret.removeLast()
    #expect(secret.count == 2 && secret.copy().count == 2)
  }

  @Test func theModelGetsACopyToWipe() {
    secret.append("8")
    secret.copy().removeAll()
    #expect(secret.count == 1 && secret.copy().count == 1)
  }

  @Test func afterWipingKeysAreTakenAsBefore() {
    secret.append("8")
    secret.wipe()
    #expect(secret.count == 0 && secret.copy().isEmpty)
    secret.append("4")
    #expect(secret.count == 1)
  }

  @Test func aTextFieldChangesOnlyTheEnd() {
    secret.replace(NSRange(location: 0, length: 0), with: "a", on: .full)
    secret.replace(NSRange(location: 1, length: 0), with: "bcé", on: .full)
    #expect(secret.count == 4)
    let before = secret.revision
    secret.replace(NSRange(location: 1, length: 1), with: "x", on: .full)
    secret.replace(NSRange(location: 0, length: 0), with: "x", on: .full)
    #expect(secret.count == 4 && secret.revision == before)
    secret.replace(NSRange(location: 3, length: 1), with: "", on: .full)
    #expect(secret.count == 3)
    secret.replace(NSRange(location: 0, length: 3), with: "z", on: .full)
    #expect(secret.count == 1)
  }

  @Test func whatIsAsLongAsBeforeIsSomethingElseAllTheSame() {
    secret.append("a")
    let before = secret.revision
    secret.replace(NSRange(location: 0, length: 1), with: "b", on: .full)
    #expect(secret.count == 1 && secret.revision != before)
  }

  @Test func aTextFieldThatIsWrongAboutTheLengthDoesNoHarm() {
    secret.append("8")
    secret.replace(NSRange(location: NSNotFound, length: 0), with: "", on: .full)
    #expect(secret.count == 1)
    secret.replace(NSRange(location: 0, length: 9), with: "", on: .full)
    #expect(secret.count == 0)
  }

  @Test func aNumberPadTakesDigitsOnlyAndNobodyTakesALineBreak() {
    secret.replace(NSRange(location: 0, length: 0), with: "12 a3\n", on: .numberPad)
    #expect(secret.count == 3)
    secret.replace(NSRange(location: 3, length: 0), with: "a", on: .numberPad)
    secret.replace(NSRange(location: 3, length: 0), with: "\n", on: .full)
    #expect(secret.count == 3)
  }

  /// Typed on the keys, changed on a plugged-in keyboard, and still the passcode.
  @Test func whatIsTypedOpens() async throws {
    let portal = try SimulatedPortal()
    try await portal.begin(#"{"users": [{"user_name": "alice", "password": "correct horse battery"}]}"#)
    let manager = try await SimulatedPhone(transport: portal.transport()).start()
    _ = try await manager.enroll(userName: "alice", password: PasscodeInput("correct horse battery"))
    _ = try await manager.create(PasscodeInput("847319"), repeated: PasscodeInput("847319"), on: .numberPad)
    manager.lock()
    "84732".forEach { secret.append($0) }
    secret.replace(NSRange(location: 4, length: 1), with: "19", on: .numberPad)
    #expect(try await manager.unlock(secret.copy()) == .unlocked)
  }
}
