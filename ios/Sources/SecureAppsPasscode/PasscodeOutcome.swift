// What came of an operation: every result that a user can meet, as a value.

import Foundation

/// The one terminal result of an operation. What is not expected is a ``PasscodeError``.
public enum PasscodeOutcome: Sendable, Equatable {
  /// The phone is enrolled.
  case enrolled
  /// The passcode is set; the session is open.
  case created
  /// The session is open.
  case unlocked
  /// The passcode was right, but a new one must be chosen first.
  case changeNeeded(ChangeReason)
  /// The secure apps are locked.
  case locked
  /// The passcode was not right. The next attempt may be made once the phone has been running for so long, on
  /// the clock of ``PasscodeClock``; `nil`: now.
  case wrongPasscode(attemptsRemaining: Int, nextAttempt: Duration?)
  /// No attempt may be made, as in ``PasscodeState/lockedOut(until:)``; none was.
  case lockedOut(until: Duration?)
  /// The new passcode does not satisfy at least one rule. Nothing was charged or changed.
  case rejected([PasscodeRule])
  /// The two passcodes typed are not the same. Nothing was charged or changed.
  case notTheSame
  /// The passcode is changed.
  case changed
  /// Biometric unlock is on.
  case biometricsOn
  /// Biometric unlock is off; the passcode opens as before.
  case biometricsOff
  /// The prompt was put away; nothing has changed.
  case biometricsCancelled
  /// The portal accepted the credentials: within five minutes, choose the new passcode.
  case resetReady
  /// The passcode is reset, the data is as before; the session is open.
  case reset
  /// The reset was left; nothing has changed.
  case resetAbandoned
  /// The portal, or the rules, refuse.
  case refused(Refusal)
  /// The phone is up to date: what changed in the rules, and what the portal wanted done and was done.
  case checkedIn(changes: [RuleChange], commands: [PortalCommand])
  /// An app's key, sealed to the app.
  case handedOff(HandOff)
  /// The inactivity timer starts again.
  case noted
  /// The rules say wipe: that was the last attempt, or the phone was without contact for too long. The keys are
  /// destroyed.
  case wiped
  /// The keys are destroyed.
  case retired
}

/// Why the portal refuses, as far as a phone can tell, or the rules do. What to do: `docs/errors.md`.
public enum Refusal: Sendable, Equatable {
  /// User name, password or PIN are not accepted. The portal never says which.
  case credentialsNotAccepted
  /// The app must be updated first.
  case clientTooOld
  /// The rules do not let the user reset the passcode.
  case resetNotAllowed
  /// The rules do not let the user change the passcode.
  case changeNotAllowed
  /// The rules do not allow biometric unlock.
  case biometricsNotAllowed
  /// Biometric unlock is off.
  case biometricsOff
  /// The passcode is to be typed first: the phone was restarted, its time has come, or the rules changed.
  case passcodeFirst
  /// There is no AppConnect Unlock, or it is used, cancelled or too old.
  case grantNotLive
  /// The organisation has destroyed the escrow key: no reset can open this vault. The passcode still does, and
  /// seals it anew.
  case escrowKeyDestroyed
  /// Too many failures: wait so long.
  case tooManyAttempts(retryAfter: Duration)
  /// The portal does not know this device any more.
  case deviceUnknown
  /// The portal has seen a newer state of this phone: its files were put back.
  case deviceRolledBack
}

/// Something that the portal wanted done.
public enum PortalCommand: Sendable, CaseIterable {
  /// The secure apps are locked; only the passcode opens them.
  case lock
  /// The user may choose a new passcode, once.
  case appConnectUnlock
}

/// An app's key, sealed to the app's one-use key. Give it to the app as it is: nobody else can open it.
public struct HandOff: Sendable, Equatable, Codable {
  /// The encapsulated key: 32 bytes.
  public var enc: Data
  /// The sealed key: 48 bytes.
  public var ciphertext: Data
  /// Until when the app may use it, on the clock of ``PasscodeClock``.
  public var until: Duration
  /// Of which start of the phone: 16 bytes.
  public var bootID: Data

  /// As it came from the manager.
  public init(enc: Data, ciphertext: Data, until: Duration, bootID: Data) {
    self.enc = enc
    self.ciphertext = ciphertext
    self.until = until
    self.bootID = bootID
  }
}
