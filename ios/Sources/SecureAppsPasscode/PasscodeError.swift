// The one error of the library: closed, with a stable code and advice, without free text and without secrets.

internal import PasscodeNative
import Foundation

/// Something exceptional happened. Exactly one passcode opens the data: the one before the call or, if the
/// last write was done but reported as failed, the new one. What to do, code by code: `docs/errors.md`.
public enum PasscodeError: Error, Sendable, Hashable, CaseIterable {
  /// The call makes no sense in the state that the phone is in.
  case eventNotAllowed
  /// The settings make no sense: derivation costs out of range, an empty or over-long name.
  case settingsInvalid
  /// Another operation changed the state while this one was waiting; nothing was done.
  case superseded
  /// The hardware key is gone for good. The data cannot be opened: retire and enrol again.
  case hardwareKeyLost
  /// The hardware key did not answer this time.
  case hardwareKeyUnavailable
  /// The random generator did not answer.
  case randomUnavailable
  /// There is not enough free memory to derive the key.
  case memoryUnavailable
  /// A record could not be read or written.
  case storeUnavailable
  /// A record changed under the operation; nothing was overwritten.
  case storeConflict
  /// A record is truncated, altered or of another phone.
  case recordDamaged
  /// A newer version of the library wrote a record; nothing was overwritten.
  case recordVersionUnsupported
  /// An old copy of a record was put back.
  case recordRolledBack
  /// A record that must exist is not there.
  case recordMissing
  /// No connection to the portal.
  case portalUnreachable
  /// A connection, but no whole answer in time. The portal may have acted.
  case portalTimedOut
  /// The portal's certificate is not the expected one.
  case portalUntrusted
  /// The portal is in trouble.
  case portalUnavailable
  /// The portal's answer makes no sense.
  case portalAnswerInvalid
  /// A user name, password or PIN that no account can have.
  case credentialsInvalid
  /// An app's request for its key, or the answer to it, makes no sense.
  case handOffInvalid
  /// The app's time with its key is over, or the phone was restarted.
  case handOffExpired
  /// The task that waited was cancelled. What had begun is finished all the same: the state is the truth.
  case cancelled
  /// The manager, or the app role, is closed.
  case closed
  /// A ``PasscodeInput`` was given to a second operation; nothing was done.
  case inputUsed
  /// A defect of the library, which stopped the call before it could do harm. Please report it.
  case defect

  /// The stable code, like `store.unavailable`: safe to log, to send and to search for.
  public var code: String {
    switch self {
    case .cancelled: "call.cancelled"
    case .closed: "manager.closed"
    case .inputUsed: "input.used"
    case .defect: "library.defect"
    default: native.map(errorCode(error:)) ?? ""
    }
  }

  /// Whether and when it is worth calling again.
  public var retry: Retry {
    switch self {
    case .cancelled: .now
    case .closed, .inputUsed, .defect: .never
    default: native.map { Retry(native: errorRetry(error: $0)) } ?? .never
    }
  }

  /// Whether the same call may work, now or later, without anybody doing anything.
  public var isRetryable: Bool { retry == .now || retry == .later }
}

/// Whether and when it is worth calling again.
public enum Retry: Sendable, CaseIterable {
  /// The same call fails again.
  case never
  /// It may work at once.
  case now
  /// It may work later, without anybody doing anything.
  case later
  /// It may work once somebody has done something.
  case afterAction
}

extension PasscodeError: LocalizedError {
  /// What happened and what to do, for the user, in English or French.
  public var errorDescription: String? { words }
}
