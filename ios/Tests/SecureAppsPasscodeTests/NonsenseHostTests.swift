// A host that answers what cannot be counts as one that does not answer.

import Foundation
import SecureAppsPasscode
import SecureAppsPasscodeTesting
import Testing

@Suite(.timeLimit(.minutes(3))) struct NonsenseHostTests {
  private let phone = Phone()

  @Test func clocksThatCannotBeKeepNoSessionOpen() async throws {
    try await phone.startLocked().close()
    let (boot, wall) = (Data(count: 16), Date(timeIntervalSince1970: 0))
    let readings = [
      ClockReading(wall: wall, sinceBoot: .zero, bootID: Data(count: 3)),
      ClockReading(wall: wall, sinceBoot: .zero, bootID: Data()),
      ClockReading(wall: wall, sinceBoot: .zero, bootID: Data(count: 1 << 20)),
      ClockReading(wall: wall, sinceBoot: .milliseconds(-1), bootID: boot),
      ClockReading(wall: wall, sinceBoot: .seconds(Int64.min), bootID: boot),
      ClockReading(wall: wall, sinceBoot: .seconds(Int64.max) * 15, bootID: boot),
      ClockReading(wall: wall, sinceBoot: .seconds(Int64.max) * -15, bootID: boot),
      ClockReading(wall: Date(timeIntervalSince1970: -1), sinceBoot: .zero, bootID: boot),
      ClockReading(wall: Date(timeIntervalSince1970: .nan), sinceBoot: .zero, bootID: boot),
      ClockReading(wall: Date(timeIntervalSince1970: .infinity), sinceBoot: .zero, bootID: boot),
      ClockReading(wall: Date(timeIntervalSince1970: 1e300), sinceBoot: .zero, bootID: boot),
    ]
    for reading in readings {
      let manager = try await open(clock: FixedClock(reading: reading))
      #expect(try await manager.unlock(typed()) == .unlocked, "\(reading)")
      #expect(manager.state == .locked, "\(reading)")
    }
    try await expectWhole()
  }

  /// The watch asks too, when a session is open already.
  @Test func aClockThatTurnsSenselessEndsTheSession() async throws {
    let senseless = Shared(false)
    let clock = phone.clock
    let manager = try await open(
      clock: AnyClock {
        guard senseless.value else { return clock.now() }
        return ClockReading(wall: .now, sinceBoot: .seconds(Int64.max) * -15, bootID: Data(count: 16))
      })
    _ = try await manager.enroll(userName: "alice", password: typed(password))
    _ = try await manager.create(typed(), repeated: typed(), on: .numberPad)
    #expect(manager.state == .unlocked)
    senseless.value = true
    #expect(try await manager.refresh().state == .locked)
  }

  @Test func theEndOfTimeIsNoReasonToFail() async throws {
    try await phone.startLocked().close()
    let end = ClockReading(
      wall: Date(timeIntervalSince1970: 9e15), sinceBoot: .milliseconds(Int64.max), bootID: Data(count: 16))
    let manager = try await open(clock: FixedClock(reading: end))
    let wrong = try await manager.unlock(typed(wrongPasscode))
    #expect(wrong == .wrongPasscode(attemptsRemaining: 9, nextAttempt: nil))
    #expect(try await manager.unlock(typed()) == .unlocked)
    _ = try await manager.noteBackground()
    try await expectWhole()
  }

  @Test(arguments: [0, 31, 33, 1 << 20])
  func hardwareAnswersOfTheWrongLengthAreNone(_ count: Int) async throws {
    try await phone.startLocked().close()
    let manager = try await open(keys: WrongKeys(keys: phone.keys, answer: count))
    #expect(await failure { try await manager.unlock(typed()) } == .hardwareKeyUnavailable)
    try await expectWhole()
  }

  @Test(arguments: [0, 3, 65, 1 << 20])
  func publicKeysAndSignaturesOfTheWrongKindEndInATypedResult(_ count: Int) async throws {
    let manager = try await open(keys: WrongKeys(keys: phone.keys, nonsense: count))
    let error = await failure { try await manager.enroll(userName: "alice", password: typed(password)) }
    #expect(error == .hardwareKeyUnavailable)
    #expect(manager.state == .notEnrolled)
  }

  @Test(arguments: [7, 0, -1, 99, 1000, 65_536 + 200, Int.max, Int.min])
  func answersWithAStatusThatIsNoneCountAsNoAnswer(_ status: Int) async throws {
    phone.portal = AnyPortal { request in
      .success(PortalAnswer(status: status, body: EnrollingPortal().answer(to: request).body))
    }
    let manager = try await phone.start()
    let error = await failure { try await manager.enroll(userName: "alice", password: typed(password)) }
    #expect(error == .portalUnreachable)
  }

  @Test(arguments: [0, 1, 64 << 10, 2 << 20])
  func emptyAndLargeRecordsAndAnswersAreJudged(_ size: Int) async throws {
    let damaged = try await open(
      records: AnyRecords(
        records: phone.records,
        read: { _, _ in
          StoredRecord(bytes: Data(count: size), revision: 1)
        }))
    #expect(damaged.state == .unreadable(.recordDamaged))
    phone.portal = AnyPortal { _ in .success(PortalAnswer(status: 200, body: Data(count: size))) }
    let manager = try await phone.start()
    let error = await failure { try await manager.enroll(userName: "alice", password: typed(password)) }
    #expect(error == .portalAnswerInvalid)
  }

  @Test func aStoreThatForgetsOrLiesAboutRevisionsIsTold() async throws {
    try await phone.startLocked().close()
    let forgetful = try await open(
      records: AnyRecords(records: phone.records, read: { $0 == .device ? nil : $1.read($0) }))
    #expect(await failure { try await forgetful.unlock(typed()) } == .recordMissing)
    let lying = try await open(records: AnyRecords(records: phone.records, lie: 1))
    #expect(await failure { try await lying.unlock(typed()) } == .storeConflict)
    try await expectWhole()
  }

  private func open(
    clock: (any PasscodeClock)? = nil, records: (any RecordStore)? = nil, keys: (any HardwareKeys)? = nil
  ) async throws -> PasscodeManager {
    let ports = PasscodePorts(
      clock: clock ?? phone.clock, records: records ?? phone.records, keys: keys ?? phone.keys,
      transport: phone.portal)
    return try await PasscodeManager.open(ports, settings: SimulatedPhone.settings)
  }

  /// With a healthy host the same passcode still opens.
  private func expectWhole() async throws {
    phone.clock.advance(by: .seconds(2 * 60 * 60))
    #expect(try await phone.start().unlock(typed()) == .unlocked)
  }
}

private struct FixedClock: PasscodeClock {
  let reading: ClockReading

  func now() -> ClockReading? { reading }
}

private struct AnyClock: PasscodeClock {
  let read: @Sendable () -> ClockReading?

  func now() -> ClockReading? { read() }
}

private struct WrongKeys: HardwareKeys {
  let keys: SoftwareKeys
  var answer: Int?
  var nonsense: Int?

  func create(_ name: String, for purpose: KeyPurpose) -> Data {
    let key = keys.create(name, for: purpose)
    return nonsense.map { Data(count: $0) } ?? key
  }

  func delete(_ name: String) { keys.delete(name) }

  func prf(_ name: String, _ input: PrfInput) throws(HardwareKeyFailure) -> SecretBytes {
    if let answer { return SecretBytes(count: answer) { _ in } }
    return try keys.prf(name, input)
  }

  func sign(_ name: String, _ message: Data) throws(HardwareKeyFailure) -> Data {
    if let nonsense { return Data(count: nonsense) }
    return try keys.sign(name, message)
  }
}

private struct AnyRecords: RecordStore {
  let records: MemoryRecords
  var read: @Sendable (RecordName, MemoryRecords) -> StoredRecord? = { $1.read($0) }
  var lie: UInt64 = 0

  func read(_ name: RecordName) -> StoredRecord? { read(name, records) }

  func replace(
    _ name: RecordName, expected: UInt64?, with bytes: Data
  ) throws(RecordStoreFailure) -> UInt64 {
    try records.replace(name, expected: expected, with: bytes) + lie
  }

  func remove(_ name: RecordName) { records.remove(name) }

  func enter() { records.enter() }

  func leave() { records.leave() }
}
