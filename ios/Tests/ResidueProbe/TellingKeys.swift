// Tells the one who reads the memory what secrets the host sees in passing, 32 bytes each, without a copy.

#if os(Linux)
  import Foundation
  import Glibc
  import SecureAppsPasscode

  /// Written past every buffer of this process.
  struct SecretsFile: Sendable {
    let descriptor: Int32

    init(path: String) { descriptor = open(path, O_WRONLY | O_APPEND) }

    func write(_ secret: UnsafeRawBufferPointer) {
      _ = Glibc.write(descriptor, secret.baseAddress, secret.count)
    }
  }

  struct TellingKeys: HardwareKeys {
    let keys: any HardwareKeys
    let secrets: SecretsFile

    func create(_ name: String, for purpose: KeyPurpose) throws(HardwareKeyFailure) -> Data {
      try keys.create(name, for: purpose)
    }

    func delete(_ name: String) throws(HardwareKeyFailure) { try keys.delete(name) }

    func prf(_ name: String, _ input: PrfInput) throws(HardwareKeyFailure) -> SecretBytes {
      input.bytes.withUnsafeBytes { secrets.write($0) }
      return try keys.prf(name, input)
    }

    func sign(_ name: String, _ message: Data) throws(HardwareKeyFailure) -> Data {
      try keys.sign(name, message)
    }
  }

  struct TellingFinger: BiometricPrompter {
    let finger: any BiometricPrompter
    let secrets: SecretsFile

    func ask(_ input: PrfInput) async -> BiometricAnswer {
      input.bytes.withUnsafeBytes { secrets.write($0) }
      return await finger.ask(input)
    }
  }
#endif
