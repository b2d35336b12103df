// Passcodes that were typed and are needed again on the next screen. They are wiped as soon as they are not.

import SecureAppsPasscode

/// SECURITY: what is put in here belongs to it.
struct Draft {
  /// The passcode that there is.
  var current: PasscodeInput? {
    didSet { oldValue?.removeAll() }
  }

  /// The new passcode, as it was typed first.
  var first: PasscodeInput? {
    didSet { oldValue?.removeAll() }
  }

  mutating func wipe() {
    current = nil
    first = nil
  }
}

extension PasscodeInput {
  /// Moves it into the hands of the model, and wipes it in the view's.
  func takeOver() -> PasscodeInput {
    defer { removeAll() }
    return copy()
  }
}
