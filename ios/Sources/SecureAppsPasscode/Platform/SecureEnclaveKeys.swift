// Hardware keys as items of the Keychain that only the phone's own chip can use. It decides what a failure means, and
// never calls a key missing because it cannot be had now: the data would be given up.

import Foundation

/// Keys of the Secure Enclave. Without one, no key is made: there are no keys in software.
struct SecureEnclaveKeys: HardwareKeys {
  let chip: any EnclaveChip
  let items: any KeychainItems

  func create(_ name: String, for purpose: KeyPurpose) throws(HardwareKeyFailure) -> Data {
    // Before the key is bound to them: whoever changes them in between makes the key useless, not this untrue.
    let biometrics: EnrolledBiometrics = purpose == .biometricPrf ? chip.biometrics() : .unknown
    let key = try asking { () throws(EnclaveFailure) in try chip.make(purpose) }
    guard key.publicKey.count == 65 else { throw .unavailable }
    let kept = KeptKey(purpose: purpose, wrapped: key.wrapped, biometrics: biometrics)
    guard let bytes = kept.bytes else { throw .unavailable }
    do throws(KeychainFailure) { try items.write(item(name), bytes) } catch { throw .unavailable }
    return purpose == .signing ? key.publicKey : Data()
  }

  func delete(_ name: String) throws(HardwareKeyFailure) {
    do throws(KeychainFailure) { try items.remove(item(name)) } catch { throw .unavailable }
  }

  func prf(_ name: String, _ input: PrfInput) throws(HardwareKeyFailure) -> SecretBytes {
    let key = try kept(name, for: .prf)
    let answer = try asking { () throws(EnclaveFailure) in try chip.agree(key.wrapped, with: input.point) }
    guard answer.count == 32 else { throw .unavailable }
    return answer
  }

  func sign(_ name: String, _ message: Data) throws(HardwareKeyFailure) -> Data {
    let key = try kept(name, for: .signing)
    return try asking { () throws(EnclaveFailure) in try chip.sign(key.wrapped, message) }
  }

  /// The key of that name. One that was made for something else is not used: it could show a prompt, or none.
  func kept(_ name: String, for purpose: KeyPurpose) throws(HardwareKeyFailure) -> KeptKey {
    let bytes: Data?
    do throws(KeychainFailure) { bytes = try items.read(item(name)) } catch { throw .unavailable }
    guard let bytes else { throw .missing }
    guard let kept = KeptKey(bytes: bytes), kept.purpose == purpose else { throw .unavailable }
    return kept
  }

  /// Records lie under the same service.
  private func item(_ name: String) -> String { "key-\(name)" }

  private func asking<Answer>(
    _ call: () throws(EnclaveFailure) -> Answer
  ) throws(HardwareKeyFailure) -> Answer {
    do throws(EnclaveFailure) { return try call() } catch { throw .unavailable }
  }
}

/// A key as it lies in the Keychain. FORMAT: JSON; another version is not understood.
struct KeptKey: Equatable {
  var purpose: KeyPurpose
  var wrapped: Data
  /// Who was enrolled when the key was made.
  var biometrics: EnrolledBiometrics

  private struct Format: Codable {
    var version: Int
    var purpose: String
    var key: Data
    var biometrics: Data?
  }

  init(purpose: KeyPurpose, wrapped: Data, biometrics: EnrolledBiometrics) {
    self.purpose = purpose
    self.wrapped = wrapped
    self.biometrics = biometrics
  }

  init?(bytes: Data) {
    guard let format = try? JSONDecoder().decode(Format.self, from: bytes), format.version == 1,
      let purpose = KeyPurpose.allCases.first(where: { $0.name == format.purpose })
    else { return nil }
    let biometrics = format.biometrics.map(EnrolledBiometrics.some) ?? .unknown
    self.init(purpose: purpose, wrapped: format.key, biometrics: biometrics)
  }

  var bytes: Data? {
    let enrolled: Data? = if case .some(let value) = biometrics { value } else { nil }
    return try? JSONEncoder().encode(
      Format(version: 1, purpose: purpose.name, key: wrapped, biometrics: enrolled))
  }
}

extension KeyPurpose {
  fileprivate var name: String {
    switch self {
    case .prf: "prf"
    case .biometricPrf: "biometric-prf"
    case .signing: "signing"
    }
  }
}
