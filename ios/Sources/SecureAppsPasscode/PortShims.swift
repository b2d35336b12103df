// The host's ports as the library's. What was lent to the host is wiped when the host has done with it.

internal import PasscodeNative
import Foundation

extension PasscodePorts {
  func native(observer: any PasscodeNative.Observer) -> PasscodeNative.Ports {
    PasscodeNative.Ports(
      clock: ClockShim(clock), store: StoreShim(records), keys: KeysShim(keys),
      transport: TransportShim(transport), observer: observer, log: log.map(LogShim.init))
  }
}

final class ClockShim: PasscodeNative.Clock {
  private let clock: any PasscodeClock

  init(_ clock: any PasscodeClock) { self.clock = clock }

  func now() throws -> PasscodeNative.ClockReading {
    guard let reading = clock.now(), let sinceBoot = reading.sinceBoot.milliseconds,
      let wall = UInt64(exactly: (reading.wall.timeIntervalSince1970 * 1000).rounded(.down))
    else { throw PasscodeNative.PortFailure.Unavailable }
    return PasscodeNative.ClockReading(wallMs: wall, sinceBootMs: sinceBoot, bootId: reading.bootID)
  }
}

final class StoreShim: PasscodeNative.Store {
  private let records: any RecordStore

  init(_ records: any RecordStore) { self.records = records }

  func read(name: PasscodeNative.RecordName) throws -> PasscodeNative.StoredRecord? {
    try storing { () throws(RecordStoreFailure) in
      try records.read(RecordName(native: name)).map {
        PasscodeNative.StoredRecord(bytes: $0.bytes, revision: $0.revision)
      }
    }
  }

  func replace(name: PasscodeNative.RecordName, expected: UInt64?, bytes: Data) throws -> UInt64 {
    try storing { () throws(RecordStoreFailure) in
      try records.replace(RecordName(native: name), expected: expected, with: bytes)
    }
  }

  func remove(name: PasscodeNative.RecordName) throws {
    try storing { () throws(RecordStoreFailure) in try records.remove(RecordName(native: name)) }
  }

  func enter() throws {
    try storing { () throws(RecordStoreFailure) in try records.enter() }
  }

  func leave() throws {
    try storing { () throws(RecordStoreFailure) in try records.leave() }
  }

  private func storing<Answer>(_ call: () throws(RecordStoreFailure) -> Answer) throws -> Answer {
    do throws(RecordStoreFailure) {
      return try call()
    } catch {
      switch error {
      case .conflict: throw PasscodeNative.StoreFailure.Conflict
      case .unavailable: throw PasscodeNative.StoreFailure.Unavailable
      }
    }
  }
}

final class KeysShim: PasscodeNative.KeyStore {
  private let keys: any HardwareKeys

  init(_ keys: any HardwareKeys) { self.keys = keys }

  func create(name: String, purpose: PasscodeNative.KeyPurpose) throws -> Data {
    try asking { () throws(HardwareKeyFailure) in try keys.create(name, for: KeyPurpose(native: purpose)) }
  }

  func delete(name: String) throws {
    try asking { () throws(HardwareKeyFailure) in try keys.delete(name) }
  }

  func prf(name: String, input: PasscodeNative.PrfInput) throws -> PasscodeNative.PrfAnswer {
    let asked = PrfInput(native: input)
    let answer = try asking { () throws(HardwareKeyFailure) in try keys.prf(name, asked) }
    guard let native = try? answer.nativeAnswer() else { throw PasscodeNative.KeyStoreFailure.Unavailable }
    return native
  }

  func sign(name: String, message: Data) throws -> Data {
    try asking { () throws(HardwareKeyFailure) in try keys.sign(name, message) }
  }

  private func asking<Answer>(_ call: () throws(HardwareKeyFailure) -> Answer) throws -> Answer {
    do throws(HardwareKeyFailure) {
      return try call()
    } catch {
      switch error {
      case .missing: throw PasscodeNative.KeyStoreFailure.Missing
      case .unavailable: throw PasscodeNative.KeyStoreFailure.Unavailable
      }
    }
  }
}

/// The host's transport is asynchronous, the library waits: on a thread of the operation, never of Swift's pool.
final class TransportShim: PasscodeNative.Transport {
  private let transport: any PortalTransport

  init(_ transport: any PortalTransport) { self.transport = transport }

  func send(request: PasscodeNative.HttpRequest) throws -> PasscodeNative.HttpAnswer {
    let asked = PortalRequest(native: request)
    let transport = transport
    let answered = OneAnswer<Result<PortalAnswer, PortalTransportFailure>>()
    Task.detached(priority: .userInitiated) {
      do throws(PortalTransportFailure) {
        answered.give(.success(try await transport.send(asked)))
      } catch {
        answered.give(.failure(error))
      }
    }
    switch answered.take() {
    case .success(let answer):
      guard let status = UInt16(exactly: answer.status), 100...999 ~= status else {
        throw PasscodeNative.TransportFailure.Unreachable
      }
      return PasscodeNative.HttpAnswer(status: status, body: answer.body)
    case .failure(.unreachable): throw PasscodeNative.TransportFailure.Unreachable
    case .failure(.timedOut): throw PasscodeNative.TransportFailure.TimedOut
    case .failure(.untrusted): throw PasscodeNative.TransportFailure.Untrusted
    }
  }
}

final class LogShim: PasscodeNative.LogSink {
  private let log: any PasscodeLog

  init(_ log: any PasscodeLog) { self.log = log }

  func write(entry: PasscodeNative.LogEntry) throws {
    log.write(LogEntry(operation: entry.operation, result: entry.result, isError: entry.isError))
  }
}

final class ObserverShim: PasscodeNative.Observer {
  private let show: @Sendable (PasscodeStatus) -> Void

  init(_ show: @escaping @Sendable (PasscodeStatus) -> Void) { self.show = show }

  func changed(status: PasscodeNative.Status) throws { show(PasscodeStatus(native: status)) }
}

extension PrfInput {
  /// Moves it into memory that is wiped, and wipes it where it was.
  init(native: PasscodeNative.PrfInput) {
    self.init(bytes: SecretBytes(wiping: native.bytes), point: SecretBytes(wiping: native.point))
  }
}

extension PortalRequest {
  /// Moves the body into memory that is wiped with its last owner, and wipes it where it was.
  init(native: PasscodeNative.HttpRequest) {
    let count = native.body.count
    let memory = UnsafeMutableRawPointer.allocate(byteCount: max(1, count), alignment: 16)
    native.body.copyBytes(to: UnsafeMutableRawBufferPointer(start: memory, count: count))
    native.body.wipe()
    let body = Data(
      bytesNoCopy: memory, count: count,
      deallocator: .custom { memory, count in
        UnsafeMutableRawBufferPointer(start: memory, count: count).wipe()
        memory.deallocate()
      })
    self.init(
      path: native.path, headers: native.headers.map { ($0.name, $0.value) }, body: body)
  }
}

extension SecretBytes {
  /// Moves a secret here, and wipes it where it was.
  convenience init(wiping data: Data) {
    self.init(count: data.count) { data.copyBytes(to: $0) }
    data.wipe()
  }

  func nativeAnswer() throws -> PasscodeNative.PrfAnswer {
    try withUnsafeBytes { try PasscodeNative.PrfAnswer(bytes: $0) }
  }
}

/// A place where one thread waits for what another gives.
private final class OneAnswer<Answer: Sendable>: Sendable {
  private let given = NSCondition()
  /// Only with `given` held.
  private nonisolated(unsafe) var answer: Answer?

  func give(_ answer: Answer) {
    given.withLock {
      self.answer = answer
      given.signal()
    }
  }

  func take() -> Answer {
    given.withLock {
      while true {
        if let answer { return answer }
        given.wait()
      }
    }
  }
}
