// The app role: one secure app, its own key, until the deadline, and nothing else.

internal import PasscodeNative
import Foundation

/// The app role of the library, for mail, documents and the like. It has no passcode and no records.
///
/// Ask the manager for the key whenever the app comes to the front, and ``lock()`` if it is refused: what was
/// handed out cannot be called back.
public final class SecureApp: Sendable {
  private let native: PasscodeNative.SecureApp

  /// An app, by what the manager's operating system calls it.
  public init(appID: String, clock: any PasscodeClock) {
    native = PasscodeNative.SecureApp(appId: appID, clock: ClockShim(clock))
  }

  deinit {
    native.lock()
  }

  /// Draws a one-use key pair and answers its public half, 32 bytes, for the manager. An earlier request is
  /// forgotten.
  ///
  /// - Throws: ``PasscodeError/randomUnavailable``
  public func requestKey() throws(PasscodeError) -> Data {
    try translating { try native.requestKey() }
  }

  /// Takes the manager's answer to the last request, which is then used up.
  ///
  /// - Throws: ``PasscodeError/handOffInvalid`` if it is for another app or request, or altered;
  ///   ``PasscodeError/handOffExpired`` if it came too late.
  public func accept(_ answer: HandOff) throws(PasscodeError) {
    guard let handOff = answer.native else { throw .handOffInvalid }
    try translating { try native.accept(answer: handOff) }
  }

  /// Lends the app's key, 32 bytes, to a piece of code, and wipes it afterwards. Don't keep it.
  ///
  /// - Throws: ``PasscodeError/handOffExpired``: ask the manager again; it may have to be unlocked first.
  public func withKey<Answer>(
    _ use: (UnsafeRawBufferPointer) -> Answer
  ) throws(PasscodeError) -> Answer {
    let key = SecretBytes(wiping: try translating { try native.key() })
    return key.withUnsafeBytes(use)
  }

  /// Wipes the key.
  public func lock() { native.lock() }
}

/// Calls the library; what it throws is ours.
func translating<Answer>(_ call: () throws -> Answer) throws(PasscodeError) -> Answer {
  do {
    return try call()
  } catch {
    throw PasscodeError(native: error)
  }
}
