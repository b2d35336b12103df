// Which page a screen is shown on. Screens that share a page follow each other without it being built anew: the
// keyboard stays where it is.

import SecureAppsPasscode

/// What fills the screen.
enum Page: Equatable {
  /// The account's credentials are typed.
  case credentials(CredentialsPage)
  /// A passcode is typed.
  case passcode(PasscodePage)
  /// *Secure Apps > Authentication*.
  case authentication([SettingsChoice])
  /// Nothing to type: how things stand, and what can be done about it.
  case message(MessagePage)

  init(_ state: ScreenState) {
    switch state.screen {
    case .credentials(let screen): self = .credentials(CredentialsPage(screen))
    case .unlock(let screen): self = .passcode(PasscodePage(screen, notice: state.notice))
    case .currentPasscode(let purpose, let keyboard): self = .passcode(PasscodePage(purpose, on: keyboard))
    case .newPasscode(let screen): self = .passcode(PasscodePage(screen))
    case .authentication: self = .authentication(state.settings)
    case .opening: self = .message(.opening)
    case .lockedOut(let wait, let help): self = .message(.lockedOut(wait: wait, help))
    case .unlocked: self = .message(.unlocked(settings: state.settings))
    case .blocked(let reason, let canSetUpAgain): self = .message(.blocked(reason, canSetUpAgain))
    case .retired(let reason): self = .message(.retired(reason))
    case .unreadable(let error, let canSetUpAgain): self = .message(.unreadable(error, canSetUpAgain))
    case .confirmSetUpAgain: self = .message(.confirmSetUpAgain)
    }
  }

  /// The heading, which is read out when it changes.
  var title: Phrase {
    switch self {
    case .credentials(let page): page.title
    case .passcode(let page): page.title
    case .authentication: .text(.authentication)
    case .message(let page): page.title
    }
  }
}

extension SettingsChoice {
  /// The entry's words.
  var phrase: Phrase {
    switch self {
    case .changePasscode: .text(.changePasscode)
    case .biometricsOn: .text(.biometricsOn)
    case .biometricsOff: .text(.biometricsOff)
    case .lock: .text(.lock)
    }
  }
}
