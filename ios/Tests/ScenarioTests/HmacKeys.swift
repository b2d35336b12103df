// Keys in software, as the Android Keystore computes with them: HMAC-SHA256 of the input's bytes.

import Foundation
import SecureAppsPasscode
import SecureAppsPasscodeTesting

#if canImport(CryptoKit)
  import CryptoKit
#elseif canImport(COpenSSL)
  import COpenSSL
#endif

/// The keys of an Android phone. They sign as those of an iPhone do.
final class HmacKeys: HardwareKeys {
  private let signing = SoftwareKeys()
  private let lock = NSLock()
  /// Only with `lock` held.
  private nonisolated(unsafe) var secrets: [String: SecretBytes] = [:]

  func create(_ name: String, for purpose: KeyPurpose) -> Data {
    delete(name)
    if purpose == .signing { return signing.create(name, for: purpose) }
    let secret = SecretBytes(count: 32) { secret in
      for index in secret.indices { secret[index] = .random(in: 0...255) }
    }
    lock.withLock { secrets[name] = secret }
    return Data()
  }

  func delete(_ name: String) {
    signing.delete(name)
    lock.withLock { secrets[name] = nil }
  }

  func prf(_ name: String, _ input: PrfInput) throws(HardwareKeyFailure) -> SecretBytes {
    guard let secret = lock.withLock({ secrets[name] }) else { throw .missing }
    return secret.withUnsafeBytes { secret in
      input.bytes.withUnsafeBytes { message in
        SecretBytes(count: 32) { hmac(of: message, with: secret, into: $0) }
      }
    }
  }

  func sign(_ name: String, _ message: Data) throws(HardwareKeyFailure) -> Data {
    try signing.sign(name, message)
  }
}

private func hmac(
  of message: UnsafeRawBufferPointer, with secret: UnsafeRawBufferPointer,
  into answer: UnsafeMutableRawBufferPointer
) {
  #if canImport(CryptoKit)
    let made = HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: secret))
    made.withUnsafeBytes { answer.copyMemory(from: $0) }
  #elseif canImport(COpenSSL)
    let made = HMAC(
      EVP_sha256(), secret.baseAddress, Int32(secret.count),
      message.bindMemory(to: UInt8.self).baseAddress, message.count,
      answer.bindMemory(to: UInt8.self).baseAddress, nil)
    precondition(made != nil)
  #endif
}
