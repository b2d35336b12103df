// What the page for the account's credentials says.

import SecureAppsPasscode

/// User name and password, or the one-time PIN in its place.
struct CredentialsPage: Equatable {
  var title: Phrase
  var text: Phrase
  /// The label of the one field for a secret; `nil`: none is asked for.
  var secret: Phrase?
  var done: Phrase
  /// How to get a one-time PIN, step by step; empty where none may be typed.
  var pinSteps: [Phrase] = []

  init(_ screen: CredentialsScreen) {
    switch screen.purpose {
    case .enroll:
      title = .text(.enrollTitle)
      text = .text(.enrollText)
    case .reset:
      title = .text(.forgotTitle)
      text = .text(.resetText)
    case .grant:
      title = .text(.forgotTitle)
      text = .text(screen.isSecretAsked ? .grantText : .grantNameText)
    }
    done = .text(screen.isSecretAsked ? .signIn : .next)
    guard screen.isSecretAsked else { return }
    secret = .text(screen.takesOneTimePin ? .passwordOrPin : .password)
    if screen.takesOneTimePin {
      pinSteps = [.text(.pinStep1), .text(.pinStep2), .text(.pinStep3), .text(.pinStep4)]
    }
  }
}
