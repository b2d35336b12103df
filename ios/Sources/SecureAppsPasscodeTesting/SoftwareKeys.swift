// Keys that a computer can compute, for tests. A phone has the Secure Enclave.

import Foundation
import SecureAppsPasscode

/// Keys in software, as the Secure Enclave computes with them.
public final class SoftwareKeys: HardwareKeys {
  private let lock = NSLock()
  /// Only with `lock` held.
  private nonisolated(unsafe) var keys: [String: SoftwareKey] = [:]

  /// No keys yet.
  public init() {}

  /// Draws a key.
  public func create(_ name: String, for purpose: KeyPurpose) -> Data {
    let key = SoftwareKey()
    lock.withLock { keys[name] = key }
    return purpose == .signing ? key.publicKey : Data()
  }

  /// Forgets a key.
  public func delete(_ name: String) {
    lock.withLock { keys[name] = nil }
  }

  /// Agrees on a key with the input's point.
  public func prf(_ name: String, _ input: PrfInput) throws(HardwareKeyFailure) -> SecretBytes {
    guard let answer = input.point.withUnsafeBytes({ key(name)?.agree(with: $0) }) else { throw .missing }
    return answer
  }

  /// Signs.
  public func sign(_ name: String, _ message: Data) throws(HardwareKeyFailure) -> Data {
    guard let key = key(name) else { throw .missing }
    return key.sign(message)
  }

  private func key(_ name: String) -> SoftwareKey? {
    lock.withLock { keys[name] }
  }
}
