// What a page without input says and offers.

import SecureAppsPasscode

/// How things stand, and what can be done about it.
struct MessagePage: Equatable {
  var tone: Tone
  var symbol: Symbol
  var title: Phrase
  var texts: [Phrase] = []
  /// Seconds until the next attempt.
  var waitSeconds: Int?
  var isWorking = false
  /// The first one is the one to take.
  var actions: [Action] = []
}

/// How it feels.
enum Tone: CaseIterable {
  case calm, good, bad
}

/// A picture, by its name in SF Symbols.
enum Symbol: String, CaseIterable {
  case locked = "lock.fill"
  case open = "lock.open.fill"
  case warning = "exclamationmark.triangle.fill"
  case biometrics = "faceid"
}

/// What a button does.
enum Action: CaseIterable {
  case authentication, lock, forgot, checkIn, tryAgain, setUpAgain, delete, keep

  /// The button's words.
  var label: Phrase {
    switch self {
    case .authentication: .text(.authentication)
    case .lock: .text(.lock)
    case .forgot: .text(.forgotLink)
    case .checkIn: .text(.checkNow)
    case .tryAgain: .text(.tryAgain)
    case .setUpAgain: .text(.setUpAgain)
    case .delete: .text(.confirm)
    case .keep: .text(.keep)
    }
  }

  /// Whether it can be taken even while something is under way.
  var isAlwaysPossible: Bool { self == .lock || self == .keep }
}

extension MessagePage {
  static let opening = MessagePage(
    tone: .calm, symbol: .locked, title: .text(.opening), texts: [.text(.working)], isWorking: true)

  static func lockedOut(wait: Int?, _ help: LockedOutHelp) -> MessagePage {
    let text: TextKey? =
      switch help {
      case .reset: wait == nil ? .lockedReset : nil
      case .administrator: wait == nil ? .lockedAsk : .lockedAskSooner
      }
    return MessagePage(
      tone: .bad, symbol: .locked, title: .text(.lockedTitle), texts: text.map { [.text($0)] } ?? [],
      waitSeconds: wait, actions: [help == .reset ? .forgot : .checkIn])
  }

  static func unlocked(settings: [SettingsChoice]) -> MessagePage {
    let canLock = settings.contains(.lock)
    return MessagePage(
      tone: .good, symbol: .open, title: .text(.unlockedTitle),
      texts: [.text(canLock ? .unlockedText : .unlockedFreeText)],
      actions: (settings.isEmpty ? [] : [.authentication]) + (canLock ? [.lock] : []))
  }

  static func blocked(_ reason: BlockReason, _ canSetUpAgain: Bool) -> MessagePage {
    let text: TextKey =
      switch reason {
      case .outOfContact: .blockedContact
      case .rolledBack: .blockedRolledBack
      case .deviceUnknown: .blockedUnknown
      }
    return MessagePage(
      tone: .bad, symbol: .locked, title: .text(.blockedTitle), texts: [.text(text)],
      actions: [.checkIn] + (canSetUpAgain ? [.setUpAgain] : []))
  }

  static func retired(_ reason: RetireReason) -> MessagePage {
    let text: TextKey =
      switch reason {
      case .retired: .retiredText
      case .atTheLimit: .retiredLimit
      case .outOfContact: .retiredContact
      }
    return MessagePage(
      tone: .bad, symbol: .warning, title: .text(.retiredTitle), texts: [.text(text)], actions: [.setUpAgain])
  }

  static func unreadable(_ error: PasscodeError, _ canSetUpAgain: Bool) -> MessagePage {
    MessagePage(
      tone: .bad, symbol: .warning, title: .text(.unreadableTitle), texts: [.error(error), .code(of: error)],
      actions: [.tryAgain] + (canSetUpAgain ? [.setUpAgain] : []))
  }

  static let confirmSetUpAgain = MessagePage(
    tone: .bad, symbol: .warning, title: .text(.confirmTitle), texts: [.text(.confirmText)],
    actions: [.delete, .keep])
}
