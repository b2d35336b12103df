// The Secure Enclave, by CryptoKit. It decides nothing but what a key's use takes.

#if canImport(CryptoKit) && canImport(LocalAuthentication) && canImport(Security)
  import CryptoKit
  import Foundation
  import LocalAuthentication
  import Security

  /// The chip of this phone.
  struct SystemEnclave: EnclaveChip {
    func make(_ purpose: KeyPurpose) throws(EnclaveFailure) -> EnclaveKey {
      guard SecureEnclave.isAvailable else { throw .absent }
      guard let access = access(for: purpose) else { throw .refused }
      return try asking {
        if purpose == .signing {
          let key = try SecureEnclave.P256.Signing.PrivateKey(accessControl: access)
          return EnclaveKey(wrapped: key.dataRepresentation, publicKey: key.publicKey.x963Representation)
        }
        let key = try SecureEnclave.P256.KeyAgreement.PrivateKey(accessControl: access)
        return EnclaveKey(wrapped: key.dataRepresentation, publicKey: key.publicKey.x963Representation)
      }
    }

    func agree(_ wrapped: Data, with point: SecretBytes) throws(EnclaveFailure) -> SecretBytes {
      try asking { try agreement(wrapped, with: point, context: nil) }
    }

    func sign(_ wrapped: Data, _ message: Data) throws(EnclaveFailure) -> Data {
      try asking {
        try SecureEnclave.P256.Signing.PrivateKey(dataRepresentation: wrapped)
          .signature(for: message).derRepresentation
      }
    }

    func prompt(_ reason: String) -> any EnclavePrompt { SystemPrompt(reason) }

    func biometrics() -> EnrolledBiometrics {
      let context = LAContext()
      var error: NSError?
      guard !context.canEvaluatePolicy(.deviceOwnerAuthenticationWithBiometrics, error: &error) else {
        return context.evaluatedPolicyDomainState.map(EnrolledBiometrics.some) ?? .unknown
      }
      switch error.map(EnclaveFailure.init) {
      case .authentication(AuthenticationCode.biometryNotEnrolled),
        .authentication(AuthenticationCode.passcodeNotSet):
        return .none
      case .absent, .authentication, .refused, nil: return .unknown
      }
    }

    /// A check-in signs, and an app in front of the lock screen may ask for its key, while the phone is locked. That
    /// nobody guesses is the passcode's business.
    private func access(for purpose: KeyPurpose) -> SecAccessControl? {
      switch purpose {
      case .prf, .signing:
        SecAccessControlCreateWithFlags(
          nil, kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly, .privateKeyUsage, nil)
      case .biometricPrf:
        SecAccessControlCreateWithFlags(
          nil, kSecAttrAccessibleWhenPasscodeSetThisDeviceOnly, [.privateKeyUsage, .biometryCurrentSet], nil)
      }
    }
  }

  /// A prompt is shown by the key's use itself.
  ///
  /// Unchecked: of the context, another thread than the one that waits for the user only calls `invalidate`.
  private final class SystemPrompt: EnclavePrompt, @unchecked Sendable {
    private let context = LAContext()

    init(_ reason: String) {
      context.localizedReason = reason
      // An empty title: no button for the phone's passcode, which would not open the key.
      context.localizedFallbackTitle = ""
    }

    func agree(_ wrapped: Data, with point: SecretBytes) throws(EnclaveFailure) -> SecretBytes {
      try asking { try agreement(wrapped, with: point, context: context) }
    }

    func cancel() { context.invalidate() }
  }

  private func agreement(
    _ wrapped: Data, with point: SecretBytes, context: LAContext?
  ) throws -> SecretBytes {
    let key = try SecureEnclave.P256.KeyAgreement.PrivateKey(
      dataRepresentation: wrapped, authenticationContext: context)
    let other = try point.withUnsafeBytes { try P256.KeyAgreement.PublicKey(x963Representation: $0) }
    return try key.sharedSecretFromKeyAgreement(with: other).withUnsafeBytes { SecretBytes(copying: $0) }
  }

  private func asking<Answer>(_ call: () throws -> Answer) throws(EnclaveFailure) -> Answer {
    do { return try call() } catch { throw EnclaveFailure(error) }
  }
#endif
