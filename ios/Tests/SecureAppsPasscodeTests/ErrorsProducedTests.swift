// The errors that a host's ports, records and portal lead to: each told as what it is, by the operation and,
// where nothing can be read, by the state. Not produced here, as nothing outside leads to them: a random generator
// that fails, memory that is missing, and a defect of the library.

import Foundation
import SecureAppsPasscode
import SecureAppsPasscodeTesting
import Testing

@Suite(.timeLimit(.minutes(3))) struct ErrorsProducedTests {
  private let phone = Phone()

  @Test func whatMakesNoSenseNowIsNotAllowed() async throws {
    let manager = try await phone.startLocked()
    let enroll = await failure { try await manager.enroll(userName: "alice", password: typed(password)) }
    #expect(enroll == .eventNotAllowed)
    #expect(await failure { try await manager.noteActivity() } == .eventNotAllowed)
    let fresh = try await Phone().start()
    #expect(await failure { try await fresh.checkList(typed()) } == .eventNotAllowed)
  }

  @Test func settingsThatMakeNoSenseAreRefused() async {
    let good = SimulatedPhone.settings
    var settings = Array(repeating: good, count: 6)
    settings[0].appVersion = ""
    settings[1].appVersion = String(repeating: "1", count: 33)
    settings[2].deviceName = String(repeating: "x", count: 65)
    settings[3].deviceName = ""
    settings[4].derivationCost = DerivationCost(memoryKiB: 1024, passes: 1)
    settings[5].derivationCost = DerivationCost(memoryKiB: .max, passes: .max)
    for wrong in settings {
      let error = await failure { try await PasscodeManager.open(phone.ports, settings: wrong) }
      #expect(error == .settingsInvalid)
    }
  }

  @Test func credentialsThatNoAccountCanHaveAreNotSent() async throws {
    let sent = Notes<String>()
    phone.portal = AnyPortal { request in
      sent.add(request.path)
      return .failure(.unreachable)
    }
    let manager = try await phone.start()
    for (name, secret) in [("alice", ""), ("", password), ("alice", String(repeating: "x", count: 1025))] {
      let error = await failure { try await manager.enroll(userName: name, password: typed(secret)) }
      #expect(error == .credentialsInvalid)
    }
    #expect(sent.all == [])
  }

  @Test func aPortalThatGivesNoSensibleAnswer() async throws {
    let manager = try await phone.start()
    phone.portal = AnyPortal { _ in .success(PortalAnswer(status: 503, body: Data())) }
    let unavailable = await failure { try await manager.enroll(userName: "alice", password: typed(password)) }
    #expect(unavailable == .portalUnavailable)
    phone.portal = AnyPortal { _ in .success(PortalAnswer(status: 200, body: Data("<html>hello</html>".utf8)))
    }
    let invalid = await failure { try await manager.enroll(userName: "alice", password: typed(password)) }
    #expect(invalid == .portalAnswerInvalid)
  }

  @Test func aRequestIdThatWasUsedForSomethingElse() async throws {
    let manager = try await phone.startLocked()
    let reused =
      #"{"type": "about:blank", "title": "", "status": 409, "code": "request.reused", "detail": ""}"#
    phone.portal = AnyPortal { request in
      guard request.path.hasSuffix("/reset") else { return .success(EnrollingPortal().answer(to: request)) }
      return .success(PortalAnswer(status: 409, body: Data(reused.utf8)))
    }
    let error = await failure {
      try await manager.beginReset(userName: "alice", passwordOrPin: typed(password))
    }
    #expect(error == .superseded)
  }

  @Test func aHardwareKeyThatIsGone() async throws {
    let manager = try await phone.startLocked()
    phone.keys.delete("vault-1")
    #expect(await failure { try await manager.unlock(typed()) } == .hardwareKeyLost)
    #expect(try await phone.start().state == .unreadable(.hardwareKeyLost))
  }

  @Test func recordsThatSomebodyAlteredTookAwayOrPutBack() async throws {
    let manager = try await phone.startUnlocked()
    let former = try bytes(.vault)
    _ = try await manager.change(
      from: typed(), to: typed(otherPasscode), repeated: typed(otherPasscode), on: .numberPad)
    let present = try bytes(.vault)
    let device = try bytes(.device)
    var (altered, newer) = (present, present)
    altered[present.count / 2] ^= 1
    newer[5] = 2
    for (put, error) in [
      (former, PasscodeError.recordRolledBack), (altered, .recordDamaged),
      (present.dropLast(), .recordDamaged),
      (newer, .recordVersionUnsupported),
    ] {
      try put.withRecord(.vault, of: phone)
      try await expectUnreadable(error, manager)
    }
    try present.withRecord(.vault, of: phone)
    phone.records.remove(.device)
    try await expectUnreadable(.recordMissing, manager)
    try device.withRecord(.device, of: phone)
    #expect(try await manager.refresh().state == .unlocked)
    manager.lock()
    #expect(try await manager.unlock(typed(otherPasscode)) == .unlocked)
  }

  @Test func handOffsThatMakeNoSenseOrComeTooLate() async throws {
    let manager = try await phone.startUnlocked()
    let app = SecureApp(appID: "mail", clock: phone.clock)
    let short = await failure { try await manager.handOff(to: "mail", publicKey: Data(count: 31)) }
    #expect(short == .handOffInvalid)
    #expect(throws: PasscodeError.handOffExpired) { try app.withKey { $0.count } }
  }

  private func bytes(_ name: RecordName) throws -> Data { try #require(phone.records.read(name)).bytes }

  private func expectUnreadable(_ error: PasscodeError, _ manager: PasscodeManager) async throws {
    #expect(await failure { try await manager.unlock(typed()) } == error)
    #expect(manager.state == .unreadable(error))
    // The same for a manager that is opened only now.
    #expect(try await phone.start().state == .unreadable(error))
  }
}

extension Data {
  /// Puts these bytes in the place of a record's, whatever it is now.
  fileprivate func withRecord(_ name: RecordName, of phone: Phone) throws {
    _ = try phone.records.replace(name, expected: phone.records.read(name)?.revision, with: Data(self))
  }
}
