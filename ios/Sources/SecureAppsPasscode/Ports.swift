// What the host provides: clock, records, hardware keys, network, log. `Platform/` has them all for a phone;
// a test brings its own. The manager calls those that may block on a thread of the call's own; the clock is read
// anywhere, on the main thread too. None may call the manager back and wait for it.

import Foundation

/// What a ``PasscodeManager`` works with.
public struct PasscodePorts: Sendable {
  /// The phone's clocks.
  public var clock: any PasscodeClock
  /// The records.
  public var records: any RecordStore
  /// The hardware keys.
  public var keys: any HardwareKeys
  /// The network.
  public var transport: any PortalTransport
  /// Is told what came of every call: names and codes, never a secret.
  public var log: (any PasscodeLog)?

  /// Ports of the host's choice.
  public init(
    clock: any PasscodeClock, records: any RecordStore, keys: any HardwareKeys,
    transport: any PortalTransport, log: (any PasscodeLog)? = nil
  ) {
    self.clock = clock
    self.records = records
    self.keys = keys
    self.transport = transport
    self.log = log
  }
}

/// The phone's clocks.
public protocol PasscodeClock: Sendable {
  /// Reads all clocks at one moment; `nil` if they do not answer: the library then behaves as if the phone
  /// had just been started.
  func now() -> ClockReading?
}

/// One reading of the phone's clocks, taken together. The library counts milliseconds.
public struct ClockReading: Sendable, Equatable {
  /// The time, as the user may have set it.
  public var wall: Date
  /// Since the phone started, sleep included.
  public var sinceBoot: Duration
  /// Different after every start of the phone: 16 bytes.
  public var bootID: Data

  /// A reading.
  public init(wall: Date, sinceBoot: Duration, bootID: Data) {
    self.wall = wall
    self.sinceBoot = sinceBoot
    self.bootID = bootID
  }
}

/// Durable records, a few KiB each.
public protocol RecordStore: Sendable {
  /// Reads a record; `nil` if it does not exist.
  func read(_ name: RecordName) throws(RecordStoreFailure) -> StoredRecord?

  /// Replaces a record atomically and durably, if its revision still is `expected` (`nil`: it does not
  /// exist), and answers the new one. After a power loss either the old or the new content is there, whole.
  func replace(
    _ name: RecordName, expected: UInt64?, with bytes: Data
  ) throws(RecordStoreFailure) -> UInt64

  /// Removes a record durably. Removing what does not exist succeeds.
  func remove(_ name: RecordName) throws(RecordStoreFailure)

  /// Waits until no other process or thread is inside, and keeps them out until this thread calls ``leave()``.
  func enter() throws(RecordStoreFailure)

  /// Lets others in.
  func leave() throws(RecordStoreFailure)
}

/// The records that the library keeps. Formats: `docs/formats.md`. The raw value is safe for a file's name.
public enum RecordName: String, Sendable, CaseIterable {
  /// Who this phone is to the portal.
  case device
  /// The container key, sealed in its slots.
  case vault
  /// Attempt counter, rules in force and the portal's time.
  case ledger
  /// The same, where the operating system protects data best.
  case ledgerCopy = "ledger-copy"
  /// A reset that waits for its answer.
  case reset
}

/// A record as it is stored.
public struct StoredRecord: Sendable, Equatable {
  /// The content.
  public var bytes: Data
  /// What the content was: equal only for equal content.
  public var revision: UInt64

  /// A record.
  public init(bytes: Data, revision: UInt64) {
    self.bytes = bytes
    self.revision = revision
  }
}

/// Why a record could not be read or written.
public enum RecordStoreFailure: Error, Sendable, Equatable {
  /// The record changed since it was read.
  case conflict
  /// The storage did not answer, or is full.
  case unavailable
}

/// Keys that cannot leave the hardware.
public protocol HardwareKeys: Sendable {
  /// Makes a key, replacing one of the same name. For ``KeyPurpose/signing`` the answer is the public key:
  /// P-256, uncompressed SEC1, 65 bytes; otherwise it is empty.
  func create(_ name: String, for purpose: KeyPurpose) throws(HardwareKeyFailure) -> Data

  /// Destroys a key. Destroying what does not exist succeeds.
  func delete(_ name: String) throws(HardwareKeyFailure)

  /// What only this key can answer, with a key for ``KeyPurpose/prf``: 32 bytes, always the same for the same
  /// input. The Secure Enclave agrees on a key with the input's point; the answer is its x-coordinate.
  func prf(_ name: String, _ input: PrfInput) throws(HardwareKeyFailure) -> SecretBytes

  /// An ECDSA P-256 signature over the SHA-256 of `message`, ASN.1 DER.
  func sign(_ name: String, _ message: Data) throws(HardwareKeyFailure) -> Data
}

/// What a hardware key is for.
public enum KeyPurpose: Sendable, CaseIterable {
  /// ``HardwareKeys/prf(_:_:)``, usable without a prompt after the first unlock of the phone.
  case prf
  /// The same behind the biometric prompt only, and only as long as the set of enrolled biometrics stays what
  /// it was. It is asked through ``BiometricPrompter``.
  case biometricPrf
  /// ``HardwareKeys/sign(_:_:)``.
  case signing
}

/// What a hardware key is asked. SECURITY: it is a secret; don't keep it longer than the call.
public struct PrfInput: Sendable {
  /// 32 bytes, for keys that compute HMAC-SHA256.
  public let bytes: SecretBytes
  /// The same 32 bytes hashed to a P-256 point (RFC 9380), uncompressed SEC1, 65 bytes, for keys that agree.
  public let point: SecretBytes

  /// An input, for tests of a host's keys.
  public init(bytes: SecretBytes, point: SecretBytes) {
    self.bytes = bytes
    self.point = point
  }
}

/// Why a hardware key did not do what it was asked.
public enum HardwareKeyFailure: Error, Sendable, Equatable {
  /// There is no such key: it was never made, destroyed, or invalidated by the system.
  case missing
  /// The key exists but does not answer now.
  case unavailable
}

/// The network: one request, one answer, over TLS to the portal. No redirects, no cookies, no retries.
public protocol PortalTransport: Sendable {
  /// Sends the request and waits for the answer. No lock is held meanwhile.
  func send(_ request: PortalRequest) async throws(PortalTransportFailure) -> PortalAnswer
}

/// One request to the portal: always a `POST`.
public struct PortalRequest: Sendable {
  /// Absolute path, no query; the host adds scheme and authority.
  public let path: String
  /// Headers to send as they are.
  public let headers: [(name: String, value: String)]
  /// SECURITY: it may hold a password: don't log it, don't keep it. It wipes itself when it is let go.
  public let body: Data

  /// A request, for tests of a host's transport.
  public init(path: String, headers: [(name: String, value: String)], body: Data) {
    self.path = path
    self.headers = headers
    self.body = body
  }
}

extension PortalRequest: CustomStringConvertible, CustomReflectable {
  /// Says where it goes.
  public var description: String { "PortalRequest(\(path))" }

  /// Shows where it goes.
  public var customMirror: Mirror { Mirror(self, children: ["path": path]) }
}

/// The portal's answer.
public struct PortalAnswer: Sendable, Equatable {
  /// The HTTP status.
  public var status: Int
  /// The body, at most 1 MiB.
  public var body: Data

  /// An answer.
  public init(status: Int, body: Data) {
    self.status = status
    self.body = body
  }
}

/// Why there is no answer.
public enum PortalTransportFailure: Error, Sendable, Equatable {
  /// No connection.
  case unreachable
  /// A connection, but no whole answer in time.
  case timedOut
  /// The server's certificate is not the expected one.
  case untrusted
}

/// Where the library logs.
public protocol PasscodeLog: Sendable {
  /// One line of the log.
  func write(_ entry: LogEntry)
}

/// One line of the log: stable names, safe to keep and to send.
public struct LogEntry: Sendable, Equatable {
  /// What was done, like `unlock`: an event of `docs/flows.md`, or `status`.
  public let operation: String
  /// The outcome, like `wrong-passcode`, or the error's code, like `store.unavailable`.
  public let result: String
  /// Whether it is an error.
  public let isError: Bool
}

/// Shows the biometric prompt of the system.
public protocol BiometricPrompter: Sendable {
  /// Shows the prompt for the hardware key named ``PasscodeManager/biometricKey`` and answers what came of it.
  /// No lock is held meanwhile; it may take two minutes.
  func ask(_ input: PrfInput) async -> BiometricAnswer
}

/// What came of a biometric prompt.
public enum BiometricAnswer: Sendable {
  /// The hardware key answered: 32 bytes.
  case answered(SecretBytes)
  /// The user, or the system, put the prompt away.
  case cancelled
  /// The system destroyed the key: the set of enrolled fingers or faces changed.
  case invalidated
}
