// A whole phone for tests: the ports of a simulated phone behind one hook, which is told of every call before it
// is done, and may wait in it or make it fail.

import Foundation
import SecureAppsPasscode
import SecureAppsPasscodeTesting
import Testing

let rightPasscode = "847319"
let wrongPasscode = "112358"
let otherPasscode = "270451"

/// Every method of every port.
enum Port: CaseIterable {
  case now, read, replace, remove, enter, leave, create, delete, prf, sign, send, write
}

/// What a hook wants instead of the call.
enum Fault {
  case unavailable, gone
}

final class Phone: Sendable {
  let clock = ManualClock()
  let records = MemoryRecords()
  let keys = SoftwareKeys()
  let log = Notes<LogEntry>()
  private let hooked = Shared<@Sendable (Port) -> Fault?>({ _ in nil })
  private let transport: Shared<any PortalTransport>

  init(_ transport: any PortalTransport = EnrollingPortal()) { self.transport = Shared(transport) }

  /// Is told before a call is done, but of leaving after it: whoever cannot leave keeps all others out.
  var hook: @Sendable (Port) -> Fault? {
    get { hooked.value }
    set { hooked.value = newValue }
  }

  var portal: any PortalTransport {
    get { transport.value }
    set { transport.value = newValue }
  }

  var ports: PasscodePorts {
    let phone = HookedPorts(phone: self)
    return PasscodePorts(clock: phone, records: phone, keys: phone, transport: phone, log: phone)
  }

  /// From now on every call to `port` waits at the gate.
  func block(_ ports: Port..., at gate: Gate) {
    hook = {
      if ports.contains($0) { gate.pass() }
      return nil
    }
  }

  func fail(_ ports: Port..., with fault: Fault = .unavailable) {
    hook = { ports.contains($0) ? fault : nil }
  }

  func work() { hook = { _ in nil } }

  func start() async throws(PasscodeError) -> PasscodeManager {
    try await PasscodeManager.open(ports, settings: SimulatedPhone.settings)
  }

  /// Enrolled, with the right passcode, locked.
  func startLocked() async throws -> PasscodeManager {
    let manager = try await startUnlocked()
    manager.lock()
    #expect(try await manager.refresh().state == .locked)
    return manager
  }

  func startUnlocked() async throws -> PasscodeManager {
    let manager = try await start()
    try #require(await manager.enroll(userName: "alice", password: PasscodeInput(password)) == .enrolled)
    let (chosen, repeated) = (PasscodeInput(rightPasscode), PasscodeInput(rightPasscode))
    try #require(await manager.create(chosen, repeated: repeated, on: .numberPad) == .created)
    return manager
  }
}

private struct HookedPorts: PasscodeClock, RecordStore, HardwareKeys, PortalTransport, PasscodeLog {
  let phone: Phone

  func now() -> ClockReading? { phone.hook(.now) == nil ? phone.clock.now() : nil }

  func read(_ name: RecordName) throws(RecordStoreFailure) -> StoredRecord? {
    try store(.read)
    return phone.records.read(name)
  }

  func replace(
    _ name: RecordName, expected: UInt64?, with bytes: Data
  ) throws(RecordStoreFailure) -> UInt64 {
    try store(.replace)
    return try phone.records.replace(name, expected: expected, with: bytes)
  }

  func remove(_ name: RecordName) throws(RecordStoreFailure) {
    try store(.remove)
    phone.records.remove(name)
  }

  func enter() throws(RecordStoreFailure) {
    try store(.enter)
    phone.records.enter()
  }

  func leave() throws(RecordStoreFailure) {
    phone.records.leave()
    try store(.leave)
  }

  func create(_ name: String, for purpose: KeyPurpose) throws(HardwareKeyFailure) -> Data {
    try ask(.create)
    return phone.keys.create(name, for: purpose)
  }

  func delete(_ name: String) throws(HardwareKeyFailure) {
    try ask(.delete)
    phone.keys.delete(name)
  }

  func prf(_ name: String, _ input: PrfInput) throws(HardwareKeyFailure) -> SecretBytes {
    try ask(.prf)
    return try phone.keys.prf(name, input)
  }

  func sign(_ name: String, _ message: Data) throws(HardwareKeyFailure) -> Data {
    try ask(.sign)
    return try phone.keys.sign(name, message)
  }

  func send(_ request: PortalRequest) async throws(PortalTransportFailure) -> PortalAnswer {
    if phone.hook(.send) != nil { throw .unreachable }
    return try await phone.portal.send(request)
  }

  func write(_ entry: LogEntry) {
    if phone.hook(.write) == nil { phone.log.add(entry) }
  }

  private func store(_ port: Port) throws(RecordStoreFailure) {
    switch phone.hook(port) {
    case .unavailable: throw .unavailable
    case .gone: throw .conflict
    case nil: break
    }
  }

  private func ask(_ port: Port) throws(HardwareKeyFailure) {
    switch phone.hook(port) {
    case .unavailable: throw .unavailable
    case .gone: throw .missing
    case nil: break
    }
  }
}
