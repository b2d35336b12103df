// The system's own biometric prompt, for the host's screens.

#if canImport(CryptoKit) && canImport(LocalAuthentication) && canImport(Security)
  import Foundation

  /// ``BiometricPrompter`` with Face ID or Touch ID, and the key that only they open. The app's `Info.plist` needs
  /// `NSFaceIDUsageDescription`.
  ///
  /// A prompt that the user or the system puts away, a lockout, and a task that is cancelled are
  /// ``BiometricAnswer/cancelled``. Fingers or faces that are not those from when biometrics were turned on are
  /// ``BiometricAnswer/invalidated``.
  public struct SystemBiometricPrompter: BiometricPrompter {
    private let prompter: EnclavePrompter

    /// A prompt that tells the user `reason`, in their language, for the keys of the ports in `storage`.
    public init(reason: String, storage: PhoneStorage = PhoneStorage()) {
      prompter = EnclavePrompter(keys: SecureEnclaveKeys(storage), reason: reason)
    }

    /// Shows the prompt and answers what came of it.
    public func ask(_ input: PrfInput) async -> BiometricAnswer { await prompter.ask(input) }

    /// Whether the phone has biometrics, something enrolled, and lets this app use them: otherwise don't offer them.
    public static var isPossible: Bool {
      if case .some = SystemEnclave().biometrics() { true } else { false }
    }
  }
#endif
