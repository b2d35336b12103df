// The words of the system's own prompt, for whoever makes the prompter.

/// What the system's prompt for Face ID or Touch ID says.
public enum BiometricPromptWords {
  /// Why it asks, in the language of the app.
  public static var reason: String { Phrase.text(.promptReason).words }
}
