// The rules in force, what changed in them, and the live checklist of a new passcode.

/// The rules in force; ranges and defaults are those of `docs/formats.md`, section "Rules".
public struct PasscodeRules: Sendable, Equatable {
  /// Whether a passcode is needed at all.
  public var isPasscodeRequired = true
  /// The least that a passcode must be made of; stronger is always allowed.
  public var passcodeType = PasscodeType.numeric
  /// Characters that a passcode must have at least: 4 to 64.
  public var minimumLength = 6
  /// Characters that are neither letter nor digit nor space: 0 to 16.
  public var minimumComplexCharacters = 0
  /// Refuse three equal, ascending or descending characters in a row, and common passcodes.
  public var forbidSimple = true
  /// Words that a passcode may not contain, whatever their case; used with ``forbidSimple``.
  public var forbiddenWords: [String] = []
  /// Days after which a passcode must be changed: 1 to 730; `nil`: never.
  public var maximumAgeDays: Int?
  /// Former passcodes that may not be used again: 0 to 24.
  public var history = 0
  /// Failed attempts until the limit: 3 to 10.
  public var failedAttempts = 10
  /// What happens at the limit.
  public var atTheLimit = AtTheLimit.lock
  /// Minutes without use until the secure apps lock: 1 to 1,440.
  public var autoLockMinutes = 15
  /// Minutes in background before the secure apps lock: 0 to 5.
  public var graceMinutes = 0
  /// Lock when the screen goes off.
  public var locksOnScreenOff = false
  /// Whether biometrics may unlock.
  public var allowsBiometricUnlock = false
  /// Hours after which the passcode is asked again although biometrics are on: 1 to 720.
  public var biometricPasscodeHours = 72
  /// Whether the user may change the passcode.
  public var userMayChange = true
  /// Whether the user may reset the passcode with the account's credentials.
  public var userMayReset = true
  /// Whether a one-time PIN may stand in for the password.
  public var allowsOneTimePin = false
  /// Minutes that a one-time PIN lives: 5 to 1,440.
  public var oneTimePinMinutes = 30
  /// Digits of a one-time PIN: 6 to 12.
  public var oneTimePinDigits = 8
  /// Minutes between two check-ins: 15 to 1,440.
  public var checkInMinutes = 240
  /// Hours without contact until the secure apps are blocked: 1 to 2,160; `nil`: never.
  public var blockOutOfContactHours: Int?
  /// Days without contact until the keys are destroyed: 1 to 365; `nil`: never.
  public var wipeOutOfContactDays: Int?
  /// Whether a number pad is enough to type a passcode that satisfies these rules.
  public var numberPadIsEnough = true

  /// The default rules, for previews and tests of screens.
  public init() {}
}

/// What a passcode must be made of, weakest first.
public enum PasscodeType: Sendable, CaseIterable {
  /// Digits are enough.
  case numeric
  /// At least one letter and one digit.
  case alphanumeric
}

/// What happens when the failed attempts reach the limit, mildest first.
public enum AtTheLimit: Sendable, CaseIterable {
  /// Only a reset opens the secure apps again.
  case lock
  /// The keys are destroyed.
  case wipe
}

/// One rule that changed.
public struct RuleChange: Sendable, Equatable {
  /// The rule's name, as in `docs/formats.md`.
  public var rule: String
  /// Its value before, as JSON.
  public var before: String
  /// Its value after, as JSON.
  public var after: String
  /// Which of the two is stricter.
  public var direction: ChangeDirection
}

/// Which way a rule changed.
public enum ChangeDirection: Sendable, CaseIterable {
  /// The new value is stricter.
  case stricter
  /// The old value was stricter.
  case looser
  /// Neither: both together are stricter than each.
  case mixed
}

/// What the rules ask of a passcode, one line of the checklist.
public enum PasscodeRule: Sendable, Hashable {
  /// Only characters that can be typed again: no control or invisible ones, at most 1 KiB.
  case allowedCharacters
  /// At least so many characters.
  case minimumLength(Int)
  /// At least one letter and one digit.
  case letterAndDigit
  /// At least so many characters that are neither letter nor digit nor space.
  case complexCharacters(Int)
  /// No three equal, ascending or descending letters or digits in a row.
  case noSequence
  /// Not one of the most common passcodes.
  case notCommon
  /// None of the administrator's words.
  case noForbiddenWord
  /// Not one of the last so many passcodes. Only known when the passcode is set: the checklist does not show it.
  case notRecent(Int)
}

/// A rule, and whether what was typed so far meets it.
public struct RuleCheck: Sendable, Hashable {
  /// The rule.
  public var rule: PasscodeRule
  /// Whether it is met.
  public var isMet: Bool

  /// A line of the checklist, for previews and tests of screens.
  public init(_ rule: PasscodeRule, isMet: Bool) {
    self.rule = rule
    self.isMet = isMet
  }
}
