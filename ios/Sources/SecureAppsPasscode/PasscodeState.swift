// Where the phone is, and what a screen needs to know about it. Values only: nothing here decides.

import Foundation

/// Where the phone is. What may follow is the table of `docs/flows.md`.
public enum PasscodeState: Sendable, Equatable {
  /// No account yet: ``PasscodeManager/enroll(userName:password:)``.
  case notEnrolled
  /// Enrolled; a passcode is to be created: ``PasscodeManager/create(_:repeated:on:)``.
  case passcodeNeeded
  /// The passcode is asked for: ``PasscodeManager/unlock(_:)``.
  case locked
  /// No attempt may be made, until the phone has been running for so long, sleep included, on the clock of
  /// ``PasscodeClock``; `nil`: only a reset helps.
  case lockedOut(until: Duration?)
  /// The session is open: secure apps get their keys.
  case unlocked
  /// The passcode was right, but a new one must be chosen before secure apps open:
  /// ``PasscodeManager/change(from:to:repeated:on:)``.
  case changeNeeded(ChangeReason)
  /// The portal accepted the credentials; the new passcode is asked for:
  /// ``PasscodeManager/finishReset(_:repeated:on:)``.
  case resetInProgress
  /// The secure apps stay closed, whatever is typed, until the reason is gone.
  case blocked(BlockReason)
  /// The keys are destroyed. Enrolling starts anew.
  case retired(RetireReason)
  /// The records or the key hardware cannot be read now; ``PasscodeError/retry`` says what to do.
  case unreadable(PasscodeError)
}

/// Why a new passcode must be chosen.
public enum ChangeReason: Sendable, CaseIterable {
  /// The rules changed, and the passcode does not satisfy them any more.
  case rulesChanged
  /// The passcode is older than the rules allow.
  case tooOld
}

/// Why the secure apps are blocked.
public enum BlockReason: Sendable, CaseIterable {
  /// The phone has not heard from the portal for longer than the rules allow. A check-in ends it.
  case outOfContact
  /// The portal has seen a newer state of this phone: its files were put back. Enrol again.
  case rolledBack
  /// The portal does not know this phone any more. Ask the administrator, or enrol again.
  case deviceUnknown
}

/// Why the keys were destroyed.
public enum RetireReason: Sendable, CaseIterable {
  /// Somebody who may retired the phone.
  case retired
  /// The failed attempts reached the limit, and the rules say wipe.
  case atTheLimit
  /// The phone was without contact for longer than the rules allow, and they say wipe.
  case outOfContact
}

/// What a screen needs to know.
public struct PasscodeStatus: Sendable, Equatable {
  /// Counts what was told: only a higher one is newer.
  public var revision: UInt64
  /// Where the phone is.
  public var state: PasscodeState
  /// Which keyboard to show for the passcode that there is.
  public var keyboard: Keyboard
  /// Attempts left; `nil` where there is no passcode to try.
  public var attemptsRemaining: Int?
  /// The rules in force; `nil` before enrolment.
  public var rules: PasscodeRules?
  /// Whether biometrics may unlock.
  public var biometrics: Biometrics
  /// An AppConnect Unlock that waits to be used.
  public var grant: AppConnectGrant?
  /// When the state changes by itself, on the clock of ``PasscodeClock``. The manager looks again then,
  /// without being asked.
  public var changesAt: Duration?

  /// A status, for previews and tests of screens.
  public init(
    revision: UInt64 = 0, state: PasscodeState, keyboard: Keyboard = .full,
    attemptsRemaining: Int? = nil, rules: PasscodeRules? = nil, biometrics: Biometrics = .notAllowed,
    grant: AppConnectGrant? = nil, changesAt: Duration? = nil
  ) {
    self.revision = revision
    self.state = state
    self.keyboard = keyboard
    self.attemptsRemaining = attemptsRemaining
    self.rules = rules
    self.biometrics = biometrics
    self.grant = grant
    self.changesAt = changesAt
  }
}

/// A keyboard.
public enum Keyboard: Sendable, CaseIterable {
  /// Digits only.
  case numberPad
  /// Everything.
  case full
}

/// Whether biometrics may unlock.
public enum Biometrics: Sendable, CaseIterable {
  /// The rules do not allow it.
  case notAllowed
  /// The user may turn it on.
  case off
  /// They may.
  case ready
  /// The passcode is to be typed first.
  case passcodeFirst
}

/// An AppConnect Unlock that the administrator granted and the user has not used.
public struct AppConnectGrant: Sendable, Equatable {
  /// Until when, by the portal's clock.
  public var expiresAt: Date
  /// Whether the account's password is asked for too.
  public var isPasswordAsked: Bool

  /// A grant, for previews and tests of screens.
  public init(expiresAt: Date, isPasswordAsked: Bool) {
    self.expiresAt = expiresAt
    self.isPasswordAsked = isPasswordAsked
  }
}
