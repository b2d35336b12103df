// One P-256 key, on Apple's systems.

#if canImport(CryptoKit)
  import CryptoKit
  import Foundation
  import SecureAppsPasscode

  final class SoftwareKey: Sendable {
    private let key = P256.KeyAgreement.PrivateKey()

    /// Uncompressed SEC1: 65 bytes.
    var publicKey: Data { key.publicKey.x963Representation }

    /// The x-coordinate of the common point; `nil` if `point` is none.
    func agree(with point: UnsafeRawBufferPointer) -> SecretBytes? {
      guard let other = try? P256.KeyAgreement.PublicKey(x963Representation: Data(point)),
        let shared = try? key.sharedSecretFromKeyAgreement(with: other)
      else { return nil }
      return shared.withUnsafeBytes { SecretBytes(copying: $0) }
    }

    /// ECDSA over SHA-256, ASN.1 DER.
    func sign(_ message: Data) -> Data {
      guard let signing = try? P256.Signing.PrivateKey(rawRepresentation: key.rawRepresentation),
        let signature = try? signing.signature(for: message)
      else { preconditionFailure("a P-256 key signs") }
      return signature.derRepresentation
    }
  }
#endif
