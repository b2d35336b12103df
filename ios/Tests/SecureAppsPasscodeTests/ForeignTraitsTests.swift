// Ports cross the boundary whole: what Swift implements is called by the library with what it meant, and what the
// library implements can be used from Swift and be given back.

import Foundation
import PasscodeNative
import SecureAppsPasscodeTesting
import Testing

@testable import SecureAppsPasscode

@Suite(.timeLimit(.minutes(3))) struct ForeignTraitsTests {
  private typealias NativeError = PasscodeNative.PasscodeError

  private let phone = Phone()

  @Test func aRequestArrivesWithItsPathHeadersAndBodyAsTheyWereSigned() async throws {
    let (requests, keys) = (
      Notes<(path: String, headers: [String: String], body: Data)>(), HeardKeys(phone.keys)
    )
    let transport = AnyPortal { request in
      let headers = Dictionary(uniqueKeysWithValues: request.headers.map { ($0.name, $0.value) })
      requests.add((request.path, headers, Data(Array(request.body))))
      return .success(EnrollingPortal().answer(to: request))
    }
    let manager = try await open(keys: keys, transport: transport)
    let (name, secret) = ("zoë 🦊", #"pässword "quoted" \ 🔑"#)
    #expect(try await manager.enroll(userName: name, password: typed(secret)) == .enrolled)

    #expect(requests.all.map(\.path) == ["/api/device/v1/nonce", "/api/device/v1/enroll"])
    let (nonce, enroll) = (try #require(requests.all.first), try #require(requests.all.last))
    #expect(nonce.headers == ["content-type": "application/json"])
    #expect(String(decoding: nonce.body, as: UTF8.self) == "{}")
    let body = try #require(try JSONSerialization.jsonObject(with: enroll.body) as? [String: Any])
    #expect(body["user_name"] as? String == name)
    #expect(body["password"] as? String == secret)
    let names = ["content-type", "passcode-request-id", "content-digest", "signature-input", "signature"]
    #expect(Set(enroll.headers.keys) == Set(names))
    let digest = try #require(enroll.headers["content-digest"])
    let signed = try #require(keys.signed.all.first)
    #expect(keys.signed.all.count == 1)
    #expect(String(decoding: signed, as: UTF8.self).contains("\"content-digest\": \(digest)"))
  }

  @Test func keysAreAskedByTheirNamesForTheirPurposesWithWholeInputs() async throws {
    let keys = HeardKeys(phone.keys)
    let manager = try await open(keys: keys)
    _ = try await manager.enroll(userName: "alice", password: typed(password))
    _ = try await manager.create(typed(), repeated: typed(), on: .numberPad)
    let expected: [(String, SecureAppsPasscode.KeyPurpose)] = [
      ("sign", .signing), ("vault-0", .prf), ("vault-1", .prf),
    ]
    #expect(keys.created.all.map(\.0) == expected.map(\.0))
    #expect(keys.created.all.map(\.1) == expected.map(\.1))
    #expect(Set(keys.asked.all) == ["vault-0 32 65", "vault-1 32 65"])
    #expect(Set(keys.deleted.all) == ["vault-0"])
  }

  @Test func revisionsCrossWholeFromTheLeastToTheGreatest() async throws {
    let records = RevisedRecords()
    let manager = try await open(records: records)
    _ = try await manager.enroll(userName: "alice", password: typed(password))
    _ = try await manager.create(typed(), repeated: typed(), on: .numberPad)
    manager.lock()
    _ = try await manager.unlock(typed(wrongPasscode))
    let reset = await failure {
      try await manager.beginReset(userName: "alice", passwordOrPin: typed(password))
    }
    #expect(reset == .portalUnavailable)
    #expect(try await manager.unlock(typed()) == .unlocked)
    #expect(Set(records.named.all) == Set(SecureAppsPasscode.RecordName.allCases))
    #expect(Set(records.expected.all).isSuperset(of: RevisedRecords.revisions))
    #expect(records.wrong.all == [])
    #expect(records.entered.all == records.left.all)
  }

  @Test func theLogIsToldNamesAndCodes() async throws {
    let manager = try await phone.startLocked()
    _ = try await manager.unlock(typed(wrongPasscode))
    phone.fail(.enter)
    _ = try? await manager.unlock(typed())
    let told = phone.log.all.map { "\($0.operation) \($0.result) \($0.isError)" }
    #expect(
      told.prefix(4) == [
        "enroll enrolled false", "create created false", "unlock wrong-passcode false",
        "unlock store.unavailable true",
      ])
  }

  @Test func theObserverIsToldOfEveryChange() throws {
    let told = Notes<SecureAppsPasscode.PasscodeStatus>()
    let ports = phone.ports.native(observer: ObserverShim { told.add($0) })
    let engine = try PasscodeEngine.open(ports: ports, settings: .tests)
    let enrolled = try engine.handle(
      event: .enroll(credentials: Credentials(userName: "alice", secret: typed(password).take())))
    #expect(enrolled == .enrolled)
    #expect(told.all.map(\.state) == [.passcodeNeeded])
    _ = try engine.status()
    #expect(told.all.count == 1)
  }

  @Test func theClockIsReadInWholeMilliseconds() throws {
    let reading = SecureAppsPasscode.ClockReading(
      wall: Date(timeIntervalSince1970: 1.9999), sinceBoot: .microseconds(2_000_999), bootID: Data(count: 16))
    let native = try ClockShim(OneReading(reading: reading)).now()
    #expect(native.wallMs == 1999)
    #expect(native.sinceBootMs == 2000)
    #expect(native.bootId == Data(count: 16))
  }

  @Test func whatTheLibraryImplementsCanBeCalledFromHere() throws {
    let request = PasscodeNative.HttpRequest(path: "/api/device/v1/nonce", headers: [], body: Data("{}".utf8))
    let transport = try unreachable()
    #expect(throws: PasscodeNative.TransportFailure.Unreachable) { try transport.send(request: request) }
  }

  @Test func whatTheLibraryImplementsCanBeGivenBackToIt() throws {
    var ports = phone.ports.native(observer: ObserverShim { _ in })
    ports.transport = try unreachable()
    ports.observer = nil
    ports.log = nil
    let engine = try PasscodeEngine.open(ports: ports, settings: .tests)
    let event = Event.enroll(credentials: Credentials(userName: "alice", secret: try typed(password).take()))
    #expect(throws: NativeError.PortalUnreachable) { try engine.handle(event: event) }
  }

  @Test func aTransportThatCannotBeMadeIsRefused() {
    let certificate = Data(count: 32)
    #expect(throws: NativeError.PortalUntrusted) {
      try builtInTransport(base: "http://127.0.0.1:1", certificateSha256: certificate)
    }
    #expect(throws: NativeError.PortalUntrusted) {
      try builtInTransport(base: "https://127.0.0.1:1", certificateSha256: certificate.dropLast())
    }
  }

  /// Nobody listens on this port, and nobody but root could.
  private func unreachable() throws -> any PasscodeNative.Transport {
    try builtInTransport(base: "https://127.0.0.1:1", certificateSha256: Data(count: 32))
  }

  private func open(
    records: (any RecordStore)? = nil, keys: (any HardwareKeys)? = nil,
    transport: (any PortalTransport)? = nil
  ) async throws -> PasscodeManager {
    let ports = PasscodePorts(
      clock: phone.clock, records: records ?? phone.records, keys: keys ?? phone.keys,
      transport: transport ?? phone.portal)
    return try await PasscodeManager.open(ports, settings: SimulatedPhone.settings)
  }
}

private struct OneReading: PasscodeClock {
  let reading: SecureAppsPasscode.ClockReading

  func now() -> SecureAppsPasscode.ClockReading? { reading }
}

private final class HeardKeys: HardwareKeys {
  let keys: SoftwareKeys
  let created = Notes<(String, SecureAppsPasscode.KeyPurpose)>()
  let deleted = Notes<String>()
  let asked = Notes<String>()
  let signed = Notes<Data>()

  init(_ keys: SoftwareKeys) { self.keys = keys }

  func create(_ name: String, for purpose: SecureAppsPasscode.KeyPurpose) -> Data {
    created.add((name, purpose))
    return keys.create(name, for: purpose)
  }

  func delete(_ name: String) {
    deleted.add(name)
    keys.delete(name)
  }

  func prf(_ name: String, _ input: SecureAppsPasscode.PrfInput) throws(HardwareKeyFailure) -> SecretBytes {
    asked.add("\(name) \(input.bytes.count) \(input.point.count)")
    return try keys.prf(name, input)
  }

  func sign(_ name: String, _ message: Data) throws(HardwareKeyFailure) -> Data {
    signed.add(message)
    return try keys.sign(name, message)
  }
}

/// Its revisions are the ones that a signed type is most likely to get wrong.
private final class RevisedRecords: RecordStore {
  static let revisions: [UInt64?] = [UInt64(Int64.max), UInt64(Int64.max) + 1, .max, 0, nil]

  private let held = Shared<[SecureAppsPasscode.RecordName: SecureAppsPasscode.StoredRecord]>([:])
  let named = Notes<SecureAppsPasscode.RecordName>()
  let expected = Notes<UInt64?>()
  let wrong = Notes<UInt64?>()
  let entered = Notes<Int>()
  let left = Notes<Int>()

  func read(_ name: SecureAppsPasscode.RecordName) -> SecureAppsPasscode.StoredRecord? { held.value[name] }

  func replace(_ name: SecureAppsPasscode.RecordName, expected: UInt64?, with bytes: Data) -> UInt64 {
    named.add(name)
    if held.value[name]?.revision != expected || bytes.prefix(4) != Data("SAPR".utf8) { wrong.add(expected) }
    let revision = Self.revisions[self.expected.all.count % 4] ?? 0
    self.expected.add(expected)
    held.change { $0[name] = SecureAppsPasscode.StoredRecord(bytes: bytes, revision: revision) }
    return revision
  }

  func remove(_ name: SecureAppsPasscode.RecordName) { held.change { $0[name] = nil } }

  func enter() { entered.add(1) }

  func leave() { left.add(1) }
}
