// The screens without a view: takes what the user does, asks the manager, shows what came of it. It decides
// nothing about passcodes.

import Observation
import SecureAppsPasscode

/// The one model of all screens, over one ``PasscodeManager``. What is sent while something is under way does
/// nothing.
@MainActor @Observable
public final class PasscodeScreenModel {
  /// What to show.
  public private(set) var state = ScreenState(screen: .opening)

  /// Shows the biometric prompt; `nil`: biometrics are not offered.
  @ObservationIgnored public var prompter: (any BiometricPrompter)?

  /// A model over a manager.
  public init(manager: PasscodeManager, clock: any PasscodeClock) {}

  /// The screens are in front. Biometrics are asked for by themselves, once.
  public func enter() {}

  /// The screens are not in front any more: what was typed is wiped, a reset is abandoned.
  public func leave() {}

  /// The account's credentials, on ``Screen/credentials(_:)``. The secret may be empty where none is asked.
  public func signIn(userName: String, secret: PasscodeInput) {}

  /// What was typed so far, on ``Screen/newPasscode(_:)``, for the checklist.
  public func typing(_ typed: PasscodeInput) {}

  /// The passcode is typed in, on ``Screen/unlock(_:)``, ``Screen/currentPasscode(_:_:)`` or
  /// ``Screen/newPasscode(_:)``.
  public func submit(_ passcode: PasscodeInput) {}

  /// The other keyboard for the new passcode: *Create more complex passcode*.
  public func switchKeyboard() {}

  /// Asks for biometrics, on ``Screen/unlock(_:)``.
  public func unlockWithBiometrics() {}

  /// The forgot link.
  public func forgot() {}

  /// Goes to *Secure Apps > Authentication*, from ``Screen/unlocked``.
  public func openAuthentication() {}

  /// An entry of *Secure Apps > Authentication*.
  public func choose(_ choice: SettingsChoice) {}

  /// Locks at once, whatever is under way.
  public func lock() {}

  /// Asks the portal whether anything changed, on ``Screen/blocked(_:canSetUpAgain:)`` and
  /// ``Screen/lockedOut(waitSeconds:_:)``.
  public func checkIn() {}

  /// Reads the records again, on ``Screen/unreadable(_:canSetUpAgain:)``.
  public func tryAgain() {}

  /// Sets the secure apps up again: asks first, on ``Screen/blocked(_:canSetUpAgain:)`` and
  /// ``Screen/unreadable(_:canSetUpAgain:)``; destroys the keys, on ``Screen/confirmSetUpAgain``; goes to the
  /// credentials, on ``Screen/retired(_:)``.
  public func setUpAgain() {}

  /// One screen back, if ``ScreenState/canGoBack``.
  public func back() {}
}
