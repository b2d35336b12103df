// What happened last, as a value. A view finds the words.

import SecureAppsPasscode

/// What happened last.
public enum Notice: Sendable, Equatable {
  /// The passcode was not right. Seconds until the next attempt; `nil`: now.
  case wrongPasscode(attemptsRemaining: Int, waitSeconds: Int?)
  /// No attempt may be made now; none was. Seconds until the next attempt; `nil`: only a reset helps.
  case lockedOut(waitSeconds: Int?)
  /// Nothing was typed.
  case nothingTyped
  /// What was typed cannot be anybody's passcode. Nothing was charged.
  case notAPasscode
  /// The checklist is not all met yet.
  case rulesNotMet
  /// The new passcode does not satisfy at least one rule.
  case rejected([PasscodeRule])
  /// The two passcodes are not the same.
  case notTheSame
  /// The portal, or the rules, refuse.
  case refused(Refusal)
  /// Fingerprints or faces changed: biometric unlock is off.
  case biometricsInvalidated
  /// The prompt was put away: biometric unlock stays off.
  case biometricsNotTurnedOn
  /// The time for the reset is over: from the credentials again.
  case resetOver
  /// What was asked for is done.
  case done(Deed)
  /// Something exceptional happened.
  case failed(PasscodeError)

  /// Whether it is an error: a view may mark it so.
  public var isError: Bool {
    if case .done = self { false } else { true }
  }
}

/// What was done.
public enum Deed: Sendable, CaseIterable {
  /// The first passcode is set.
  case passcodeCreated
  /// Another passcode is set.
  case passcodeChanged
  /// A new passcode is set instead of the forgotten one.
  case passcodeReset
  /// Biometric unlock is on.
  case biometricsOn
  /// Biometric unlock is off.
  case biometricsOff
  /// The portal was asked, and nothing is different.
  case checkedIn
}
