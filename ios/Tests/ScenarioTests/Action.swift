// The verbs of a phone and what goes with them, as values. Every runner, in every language, knows these:
// `docs/scenarios.md`.

import SecureAppsPasscode

/// What a step can do on a phone.
enum Action {
  case enroll(Account)
  case create(Chosen)
  case unlock(passcode: String)
  case lock
  case change(current: String?, Chosen)
  case forgot(Account)
  case redeemGrant(userName: String, password: String?)
  case chooseAfterReset(Chosen)
  case leaveReset
  case enableBiometrics(passcode: String)
  case disableBiometrics
  case touchSensor
  case addFinger
  case checkIn
  case checkList(typed: String)
  case openApp(String)
  case sealNote(app: String, note: String)
  case readNote(app: String)
  case useApp
  case screenOff
  case leaveApps
  case look
  case restart
  case retire
  case turnClock(by: Duration)
  case copyFiles
  case putFilesBack

  /// An account's user name and password, or a PIN in its place.
  struct Account {
    let userName: String
    let secret: String
  }

  /// A passcode, typed twice.
  struct Chosen {
    let passcode: String
    let repeated: String
    let keyboard: Keyboard
  }

  /// Reads a verb and the whole of its `with`.
  init(_ verb: String, with: [String: JSON]) throws {
    self = try Fields.read("with of \(verb)", .object(with)) { try $0.action(verb) }
  }
}

extension Fields {
  fileprivate func action(_ verb: String) throws -> Action {
    switch verb {
    case "enroll": return .enroll(try account())
    case "create": return .create(try chosen())
    case "unlock": return .unlock(passcode: try text("passcode"))
    case "lock": return .lock
    case "change": return .change(current: try optionalText("current"), try chosen())
    case "forgot": return .forgot(try account())
    case "redeem-grant":
      return .redeemGrant(userName: try text("user_name"), password: try optionalText("password"))
    case "choose-after-reset": return .chooseAfterReset(try chosen())
    case "leave-reset": return .leaveReset
    case "enable-biometrics": return .enableBiometrics(passcode: try text("passcode"))
    case "disable-biometrics": return .disableBiometrics
    case "touch-sensor": return .touchSensor
    case "add-finger": return .addFinger
    case "check-in": return .checkIn
    case "check-list": return .checkList(typed: try text("passcode"))
    case "open-app": return .openApp(try text("app"))
    case "seal-note": return .sealNote(app: try text("app"), note: try text("note"))
    case "read-note": return .readNote(app: try text("app"))
    case "use-app": return .useApp
    case "screen-off": return .screenOff
    case "leave-apps": return .leaveApps
    case "look": return .look
    case "restart": return .restart
    case "retire": return .retire
    case "turn-clock":
      guard let span = span(of: try text("by")) else { throw error("by is like \"-8h\"") }
      return .turnClock(by: span)
    case "copy-files": return .copyFiles
    case "put-files-back": return .putFilesBack
    default: throw error("unknown verb \(verb)")
    }
  }

  private func account() throws -> Action.Account {
    try Action.Account(userName: text("user_name"), secret: text("secret"))
  }

  private func chosen() throws -> Action.Chosen {
    let passcode = try text("passcode")
    return try Action.Chosen(
      passcode: passcode, repeated: optionalText("repeated") ?? passcode, keyboard: keyboard())
  }

  private func keyboard() throws -> Keyboard {
    guard has("keyboard") else { return .numberPad }
    let name = try text("keyboard")
    guard let keyboard = Keyboard.allCases.first(where: { $0.scenarioName == name }) else {
      throw error("unknown keyboard \(name)")
    }
    return keyboard
  }
}
