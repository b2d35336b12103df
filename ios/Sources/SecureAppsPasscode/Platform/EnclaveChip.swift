// What is asked of the Secure Enclave, so narrowly that everything that decides is on this side: the chip makes
// keys, computes with them, and says why not.

import Foundation

/// A security chip that hands its keys out wrapped: nobody but the same chip can use what it handed out.
protocol EnclaveChip: Sendable {
  /// Makes a key. It never shows a prompt.
  func make(_ purpose: KeyPurpose) throws(EnclaveFailure) -> EnclaveKey

  /// Agrees on a key with a point, uncompressed SEC1; the answer is the x-coordinate. It never shows a prompt.
  func agree(_ wrapped: Data, with point: SecretBytes) throws(EnclaveFailure) -> SecretBytes

  /// ECDSA over the SHA-256 of `message`, ASN.1 DER.
  func sign(_ wrapped: Data, _ message: Data) throws(EnclaveFailure) -> Data

  /// A prompt that gives this reason, not shown yet.
  func prompt(_ reason: String) -> any EnclavePrompt

  /// Which fingers or faces are enrolled.
  func biometrics() -> EnrolledBiometrics
}

/// A prompt for one use.
protocol EnclavePrompt: Sendable {
  /// Shows the prompt, waits for the user, and agrees.
  func agree(_ wrapped: Data, with point: SecretBytes) throws(EnclaveFailure) -> SecretBytes

  /// Takes the prompt away. It is not shown any more.
  func cancel()
}

/// A new key.
struct EnclaveKey: Equatable {
  /// For the same chip only. It is no secret, but without it the key is gone.
  var wrapped: Data
  /// P-256, uncompressed SEC1.
  var publicKey: Data
}

/// Which fingers or faces are enrolled, as far as the system tells.
enum EnrolledBiometrics: Equatable {
  /// Some: another value means others, or, rarely, a new version of the system.
  case some(Data)
  /// None, or the phone has no passcode any more.
  case none
  /// Nobody can tell now.
  case unknown
}

/// Why a chip did not do what it was asked.
enum EnclaveFailure: Error, Equatable {
  /// There is no such chip.
  case absent
  /// The user, or the system in the user's place, did not agree: a code of `LAError`.
  case authentication(Int)
  /// Anything else. Apple does not document what the chip says when a key is of no use any more.
  case refused

  /// What an error of the system means. LocalAuthentication's may be inside another one.
  init(_ error: any Error) {
    var next: NSError? = error as NSError
    // Errors could go round in circles.
    for _ in 0..<8 {
      guard let error = next else { break }
      if error.domain == "com.apple.LocalAuthentication" {
        self = .authentication(error.code)
        return
      }
      next = error.userInfo[NSUnderlyingErrorKey] as? NSError
    }
    self = .refused
  }
}

/// The codes of `LAError` that decide something: `LAPublicDefines.h`.
enum AuthenticationCode {
  static let userCancel = -2
  static let userFallback = -3
  static let systemCancel = -4
  static let passcodeNotSet = -5
  static let biometryNotAvailable = -6
  static let biometryNotEnrolled = -7
  static let biometryLockout = -8
  static let appCancel = -9
  static let invalidContext = -10
  static let notInteractive = -1004
}
