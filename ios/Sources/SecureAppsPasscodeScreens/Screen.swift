// What is to be seen: one value for each screen. No words, no colours, no passcode, nothing to decide.

import SecureAppsPasscode

/// Everything that is shown at one moment.
public struct ScreenState: Sendable, Equatable {
  /// The screen.
  public var screen: Screen
  /// What *Secure Apps > Authentication* offers, in this order; empty while the secure apps are not open. On the way
  /// to another passcode, or to biometric unlock, it is the lock alone.
  public var settings: [SettingsChoice] = []
  /// What happened last, if it needs words.
  public var notice: Notice?
  /// Something is under way: show progress, take no input. The way back still works.
  public var isWorking = false
  /// Whether ``PasscodeScreenModel/back()`` leads to another screen.
  public var canGoBack = false
  /// Another number than before: whatever is typed in is to be wiped.
  public var entry = 0

  /// A state, for previews.
  public init(screen: Screen) {
    self.screen = screen
  }
}

/// One screen.
public enum Screen: Sendable, Equatable {
  /// The records are being opened.
  case opening
  /// User name and password of the account: ``PasscodeScreenModel/signIn(userName:secret:)``.
  case credentials(CredentialsScreen)
  /// The passcode opens: ``PasscodeScreenModel/submit(_:)``, ``PasscodeScreenModel/unlockWithBiometrics()``.
  case unlock(UnlockScreen)
  /// The passcode that there is, before something else: ``PasscodeScreenModel/submit(_:)``.
  case currentPasscode(CurrentPasscodePurpose, Keyboard)
  /// A new passcode: ``PasscodeScreenModel/typing(_:)``, ``PasscodeScreenModel/submit(_:)``, twice.
  case newPasscode(NewPasscodeScreen)
  /// No attempt may be made now. Seconds until the next attempt; `nil`: only what helps does.
  case lockedOut(waitSeconds: Int?, LockedOutHelp)
  /// The session is open.
  case unlocked
  /// *Secure Apps > Authentication*: ``PasscodeScreenModel/choose(_:)``.
  case authentication
  /// The secure apps stay closed: ``PasscodeScreenModel/checkIn()``, ``PasscodeScreenModel/setUpAgain()``.
  case blocked(BlockReason, canSetUpAgain: Bool)
  /// The keys are destroyed: ``PasscodeScreenModel/setUpAgain()``.
  case retired(RetireReason)
  /// The records cannot be read now: ``PasscodeScreenModel/tryAgain()``, ``PasscodeScreenModel/setUpAgain()``.
  case unreadable(PasscodeError, canSetUpAgain: Bool)
  /// Setting up again destroys what is there: ``PasscodeScreenModel/setUpAgain()`` confirms.
  case confirmSetUpAgain
}

/// User name and password of the account.
public struct CredentialsScreen: Sendable, Equatable {
  /// What for.
  public var purpose: CredentialsPurpose
  /// Whether a secret is asked for beside the user name.
  public var isSecretAsked = true
  /// Whether a one-time PIN may be typed in place of the password: the field and its help say so.
  public var takesOneTimePin = false
}

/// The passcode opens.
public struct UnlockScreen: Sendable, Equatable {
  /// On which keyboard the passcode was created.
  public var keyboard: Keyboard
  /// Attempts left, when it is time to say so.
  public var attemptsRemaining: Int?
  /// Whether biometrics may open, too.
  public var isBiometricsReady = false
  /// Whether the forgot link is there: ``PasscodeScreenModel/forgot()``.
  public var isForgotOffered = false
}

/// A new passcode.
public struct NewPasscodeScreen: Sendable, Equatable {
  /// What for.
  public var purpose: NewPasscodePurpose
  /// The second time.
  public var isRepeated = false
  /// The keyboard that is shown.
  public var keyboard: Keyboard
  /// Whether ``PasscodeScreenModel/switchKeyboard()`` offers the other one.
  public var canSwitchKeyboard = false
  /// The live checklist; empty the second time.
  public var checks: [RuleCheck] = []
  /// Rules that NIST SP 800-63B-4 advises against, to be explained in a line each.
  public var advice: [Advice] = []
}

/// Why the account's credentials are asked for.
public enum CredentialsPurpose: Sendable, CaseIterable {
  /// The first time, or again after the keys were destroyed.
  case enroll
  /// The passcode is forgotten.
  case reset
  /// The passcode is forgotten, and the administrator has unlocked AppConnect.
  case grant
}

/// Why the current passcode is asked for.
public enum CurrentPasscodePurpose: Sendable, CaseIterable {
  /// To change it.
  case change
  /// To turn biometric unlock on.
  case biometrics
}

/// Why a new passcode is chosen.
public enum NewPasscodePurpose: Sendable, CaseIterable {
  /// There is none yet.
  case create
  /// The user wants another one.
  case change
  /// The rules changed, and the passcode does not satisfy them any more.
  case rulesChanged
  /// The passcode is older than the rules allow.
  case tooOld
  /// It was forgotten.
  case reset
}

/// A rule that is explained because it is discouraged.
public enum Advice: Sendable, Hashable {
  /// Certain kinds of characters are required.
  case complexity
  /// The passcode must be changed every so many days.
  case expiry(days: Int)
}

/// What helps somebody who is locked out.
public enum LockedOutHelp: Sendable, CaseIterable {
  /// The forgot link: ``PasscodeScreenModel/forgot()``.
  case reset
  /// The administrator must unlock AppConnect; then ``PasscodeScreenModel/checkIn()`` finds it.
  case administrator
}

/// An entry of *Secure Apps > Authentication*.
public enum SettingsChoice: Sendable, CaseIterable {
  /// *Change Secure Apps Passcode*: only if the rules let users change it.
  case changePasscode
  /// Biometric unlock is off and may be turned on.
  case biometricsOn
  /// Biometric unlock is on.
  case biometricsOff
  /// Locks all secure apps; only if there is a passcode to lock with.
  case lock
}
