// What comes of a secure app's question for its key, and what can keep it from being asked.

import Foundation

/// Whether the app has its key.
public enum KeyOutcome: Sendable, Equatable {
  /// It has: ``SecureApp/withKey(_:)``.
  case open
  /// It has none: ``SecureAppClient/ask()``.
  case needed
  /// It asked, and came back without: Go is locked, or refuses and shows why. Let the user decide whether to ask
  /// again: whoever asks by itself now may never end.
  case notAnswered
}

/// The key could not be asked for, or not be taken.
public enum SecureAppFailure: Error, Sendable, Hashable {
  /// The Keychain does not answer: the phone is locked, or this app is not entitled to its access group. The same
  /// call may work later.
  case keychainUnavailable
  /// The clock does not answer; the same call may work later.
  case clockUnavailable
  /// The answer is of another version of this library: one of the two apps is to be updated. The app is locked.
  case anotherVersion
  /// The answer makes no sense. The app is locked.
  case notUnderstood
  /// The answer is to another request. The app is locked; ask again.
  case anotherRequest
  /// The library refused the answer, and the app is locked, or could not make a request. The errors are those of
  /// ``SecureApp``.
  case library(PasscodeError)
}
