// One P-256 key, on Linux.

#if canImport(COpenSSL)
  import COpenSSL
  import Foundation
  import SecureAppsPasscode

  final class SoftwareKey: Sendable {
    private nonisolated(unsafe) let key: OpaquePointer
    private nonisolated(unsafe) let group: OpaquePointer

    init() {
      key = EC_KEY_new_by_curve_name(NID_X9_62_prime256v1)
      group = EC_KEY_get0_group(key)
      precondition(EC_KEY_generate_key(key) == 1)
    }

    deinit {
      EC_KEY_free(key)
    }

    /// Uncompressed SEC1: 65 bytes.
    var publicKey: Data {
      var bytes = [UInt8](repeating: 0, count: 65)
      let written = EC_POINT_point2oct(
        group, EC_KEY_get0_public_key(key), POINT_CONVERSION_UNCOMPRESSED, &bytes, bytes.count, nil)
      precondition(written == bytes.count)
      return Data(bytes)
    }

    /// The x-coordinate of the common point; `nil` if `point` is none.
    func agree(with point: UnsafeRawBufferPointer) -> SecretBytes? {
      let other = EC_POINT_new(group)
      defer { EC_POINT_free(other) }
      guard
        EC_POINT_oct2point(group, other, point.bindMemory(to: UInt8.self).baseAddress, point.count, nil) == 1
      else { return nil }
      return SecretBytes(count: 32) {
        precondition(ECDH_compute_key($0.baseAddress, $0.count, other, key, nil) == 32)
      }
    }

    /// ECDSA over SHA-256, ASN.1 DER.
    func sign(_ message: Data) -> Data {
      var digest = [UInt8](repeating: 0, count: 32)
      _ = message.withUnsafeBytes { SHA256($0.bindMemory(to: UInt8.self).baseAddress, $0.count, &digest) }
      var signature = [UInt8](repeating: 0, count: Int(ECDSA_size(key)))
      var count: UInt32 = 0
      precondition(ECDSA_sign(0, digest, 32, &signature, &count, key) == 1)
      return Data(signature.prefix(Int(count)))
    }
  }
#endif
