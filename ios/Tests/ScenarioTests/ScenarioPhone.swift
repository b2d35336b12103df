// A simulated phone: the manager over the real library, records in memory, keys in software, a clock to turn,
// and secure apps with data of their own. The answers are those of `docs/scenarios.md`.

import Foundation
import SecureAppsPasscode
import SecureAppsPasscodeTesting

/// A new phone, which talks through a transport of its own.
final class ScenarioPhone {
  private let given: PhoneGiven
  private let ports: PasscodePorts
  private let clock: ManualClock
  private let network: Network
  private let records: MemoryRecords
  private var apps: [String: ScenarioApp] = [:]
  private var copies: [RecordName: Data?] = [:]
  private var manager: PasscodeManager

  init(_ given: PhoneGiven, transport: any PortalTransport) async throws {
    self.given = given
    let keys: any HardwareKeys = given.isAndroid ? HmacKeys() : SoftwareKeys()
    (clock, network, records) = (ManualClock(), Network(transport), MemoryRecords())
    ports = PasscodePorts(clock: clock, records: records, keys: keys, transport: network)
    manager = try await given.start(ports)
  }

  /// Time passes, on every clock of the phone.
  func advance(by time: Duration) { clock.advance(by: time) }

  /// What the network does from now on.
  func set(_ trouble: Trouble) { network.set(trouble) }

  func close() { manager.close() }

  /// Does what a step says: `outcome` or `error`, what belongs to it, and the `state` after it.
  func act(_ action: Action) async throws -> [String: JSON] {
    var answer: [String: JSON]
    do {
      answer = try await perform(action)
    } catch let error as PasscodeError {
      answer = ["error": .text(error.code)]
    }
    let state = try await manager.refresh().state
    answer["state"] = .text(state.scenarioName)
    if case .lockedOut(let until?) = state { answer["wait_seconds"] = seconds(until: until) }
    return answer
  }

  private func perform(_ action: Action) async throws -> [String: JSON] {
    switch action {
    case .enroll(let account):
      return told(try await manager.enroll(userName: account.userName, password: typed(account.secret)))
    case .create(let new):
      return told(
        try await manager.create(typed(new.passcode), repeated: typed(new.repeated), on: new.keyboard))
    case .unlock(let passcode): return told(try await manager.unlock(typed(passcode)))
    case .lock: return await done("locked") { manager.lock() }
    case .change(let current, let new):
      return told(
        try await manager.change(
          from: current.map(typed), to: typed(new.passcode), repeated: typed(new.repeated), on: new.keyboard))
    case .forgot(let account):
      return told(
        try await manager.beginReset(userName: account.userName, passwordOrPin: typed(account.secret)))
    case .redeemGrant(let name, let password):
      return told(try await manager.redeemGrant(userName: name, password: password.map(typed)))
    case .chooseAfterReset(let new):
      return told(
        try await manager.finishReset(typed(new.passcode), repeated: typed(new.repeated), on: new.keyboard))
    case .leaveReset: return told(try await manager.abandonReset())
    case .enableBiometrics(let passcode):
      return told(try await manager.enableBiometrics(typed(passcode), prompter: Sensor(keys: ports.keys)))
    case .disableBiometrics: return told(try await manager.disableBiometrics())
    case .touchSensor: return told(try await manager.unlock(with: Sensor(keys: ports.keys)))
    case .addFinger:
      return try await done("finger-added") { try ports.keys.delete(PasscodeManager.biometricKey) }
    case .checkIn: return told(try await manager.checkIn())
    case .checkList(let passcode): return try await checkList(passcode)
    case .openApp(let id): return try await done("opened") { try await app(id).open(manager) }
    case .sealNote(let id, let note): return try await done("sealed") { try app(id).seal(note) }
    case .readNote(let id): return ["outcome": "read", "note": JSON(try app(id).readNote(), JSON.text)]
    case .useApp: return told(try await manager.noteActivity())
    case .screenOff: return told(try await manager.noteScreenOff())
    case .leaveApps: return told(try await manager.noteBackground())
    case .look: return try await look()
    case .restart: return try await done("restarted", restart)
    case .retire: return told(try await manager.retire())
    case .turnClock(let time): return await done("turned") { clock.setWall(forwardBy: time) }
    case .copyFiles: return try await done("copied", copyFiles)
    case .putFilesBack: return try await done("put-back", putFilesBack)
    }
  }

  private func checkList(_ passcode: String) async throws -> [String: JSON] {
    let checks = try await manager.checkList(typed(passcode))
    return [
      "outcome": "checked",
      "met": .texts(checks.filter(\.isMet).map(\.rule.code)),
      "unmet": .texts(checks.filter { !$0.isMet }.map(\.rule.code)),
    ]
  }

  /// What a screen would show.
  private func look() async throws -> [String: JSON] {
    let status = try await manager.refresh()
    if case .unreadable(let error) = status.state { throw error }
    return [
      "outcome": "looked",
      "keyboard": .text(status.keyboard.scenarioName),
      "attempts_remaining": JSON(status.attemptsRemaining, JSON.integer),
      "rules": JSON(status.rules, \.json),
      "biometrics": .text(status.biometrics.scenarioName),
      "grant": JSON(status.grant) { $0.isPasswordAsked ? "password-asked" : "password-waived" },
    ]
  }

  /// Memory is gone, files and hardware keys stay.
  private func restart() async throws {
    clock.restart()
    apps.values.forEach { $0.restart() }
    try await startAgain()
  }

  /// Somebody copies the records, but the copy of the ledger, which the operating system protects.
  private func copyFiles() async throws {
    for name in RecordName.allCases where name != .ledgerCopy {
      copies[name] = .some(records.read(name)?.bytes)
    }
    try await startAgain()
  }

  private func putFilesBack() async throws {
    for (name, bytes) in copies {
      if let bytes {
        _ = try records.replace(name, expected: records.read(name)?.revision, with: bytes)
      } else {
        records.remove(name)
      }
    }
    try await startAgain()
  }

  /// The manager's process starts anew.
  private func startAgain() async throws {
    manager.close()
    manager = try await given.start(ports)
  }

  private func app(_ id: String) -> ScenarioApp {
    let app = apps[id] ?? ScenarioApp(id, clock: clock)
    apps[id] = app
    return app
  }

  private func told(_ outcome: PasscodeOutcome) -> [String: JSON] {
    var answer: [String: JSON] = ["outcome": .text(outcome.scenarioName)]
    switch outcome {
    case .wrongPasscode(let remaining, let next):
      answer["attempts_remaining"] = .integer(remaining)
      answer["wait_seconds"] = next.map(seconds(until:)) ?? .integer(0)
    case .rejected(let violations): answer["violations"] = .texts(violations.map(\.code))
    case .changeNeeded(let reason): answer["reason"] = .text(reason.scenarioName)
    case .refused(let refusal): answer["refusal"] = .text(refusal.code)
    case .checkedIn(let changes, let commands):
      answer["changes"] = .texts(changes.map(\.rule))
      answer["commands"] = .texts(commands.map(\.scenarioName))
    default: break
    }
    return answer
  }

  /// Whole seconds, rounded up.
  private func seconds(until time: Duration) -> JSON {
    let left = time - (clock.now()?.sinceBoot ?? time)
    return .integer(Int(max(0, (left / .seconds(1)).rounded(.up))))
  }
}

/// The finger is always the right one, and there at once.
private struct Sensor: BiometricPrompter {
  let keys: any HardwareKeys

  func ask(_ input: PrfInput) async -> BiometricAnswer {
    do throws(HardwareKeyFailure) {
      return .answered(try keys.prf(PasscodeManager.biometricKey, input))
    } catch {
      return .invalidated
    }
  }
}

extension PhoneGiven {
  fileprivate func start(_ ports: PasscodePorts) async throws(PasscodeError) -> PasscodeManager {
    let settings = PasscodeSettings(appVersion: appVersion, deviceName: id, derivationCost: .floor)
    return try await PasscodeManager.open(ports, settings: settings, isAndroid: isAndroid)
  }
}

private func typed(_ text: String) -> PasscodeInput { PasscodeInput(text) }

private func done(_ outcome: JSON, _ work: () async throws -> Void) async rethrows -> [String: JSON] {
  try await work()
  return ["outcome": outcome]
}
