// A phone with Go and two secure apps, without a phone: Keychain items in memory, the real library, a portal.

import Foundation
import SecureAppsPasscodeTesting

@testable import SecureAppsPasscode

/// A Keychain access group, which may fail, and whose removals can be waited for.
final class MemoryItems: KeychainItems {
  private struct Held {
    var items: [String: Data] = [:]
    var isFailing = false
    var afterWriting: (@Sendable (String) -> Void)?
    var waiting: [(name: String, continuation: CheckedContinuation<Void, Never>)] = []
  }

  private let lock = NSLock()
  /// Only with `lock` held.
  private nonisolated(unsafe) var held = Held()

  /// Happens right after something was written.
  var afterWriting: (@Sendable (String) -> Void)? {
    get { lock.withLock { held.afterWriting } }
    set { lock.withLock { held.afterWriting = newValue } }
  }

  var isFailing: Bool {
    get { lock.withLock { held.isFailing } }
    set { lock.withLock { held.isFailing = newValue } }
  }

  /// Behind everybody's back.
  subscript(item: SharedItem) -> Data? {
    get { lock.withLock { held.items[item.rawValue] } }
    set { lock.withLock { held.items[item.rawValue] = newValue } }
  }

  func read(_ name: String) throws(KeychainFailure) -> Data? {
    try answering { $0.items[name] }
  }

  func write(_ name: String, _ data: Data) throws(KeychainFailure) {
    try answering { $0.items[name] = data }
    afterWriting?(name)
  }

  func remove(_ name: String) throws(KeychainFailure) {
    let waiting = try answering { held in
      held.items[name] = nil
      defer { held.waiting.removeAll { $0.name == name } }
      return held.waiting.filter { $0.name == name }
    }
    waiting.forEach { $0.continuation.resume() }
  }

  /// Waits until the item is not there.
  func removal(of item: SharedItem) async {
    await withCheckedContinuation { continuation in
      let isThere = lock.withLock {
        guard held.items[item.rawValue] != nil else { return false }
        held.waiting.append((item.rawValue, continuation))
        return true
      }
      if !isThere { continuation.resume() }
    }
  }

  private func answering<Answer>(_ call: (inout Held) -> Answer) throws(KeychainFailure) -> Answer {
    let answer: Answer? = lock.withLock { held.isFailing ? nil : call(&held) }
    guard let answer else { throw KeychainFailure(status: -25308) }
    return answer
  }
}

/// One secure app's side.
@MainActor struct TestApp {
  static let go = HandOffURL(manager: URL(filePath: "/hand-off"))

  let id: String
  let items = MemoryItems()
  let client: SecureAppClient

  init(_ id: String, _ clock: ManualClock) {
    self.id = id
    client = SecureAppClient(appID: id, address: Self.go, items: items, clock: clock)
  }

  var address: SecureAppAddress {
    SecureAppAddress(
      appID: id, accessGroup: "group.\(id)", returnURL: URL(filePath: "/back-to-\(id)"), items: items)
  }

  /// A copy of the key; `nil` if it has none.
  var key: Data? { try? client.app.withKey { Data($0) } }
}

@MainActor final class HandOffWorld {
  static let passcode = "847319"

  let portal: SimulatedPortal
  let phone: SimulatedPhone
  let mail: TestApp
  let documents: TestApp
  private(set) var manager: PasscodeManager
  private(set) var desk: HandOffDesk
  private(set) var lifecycle: LifecycleDesk

  var clock: ManualClock { phone.clock }

  /// A phone whose passcode was just created: the session is open, Go is in front.
  init(rules: String = "{}") async throws {
    portal = try SimulatedPortal()
    try await portal.begin(
      #"{"configuration": {"ios": \#(rules)}, "users": [{"user_name": "alice", "password": "correct horse battery"}]}"#
    )
    phone = SimulatedPhone(transport: try portal.transport())
    mail = TestApp("mail", phone.clock)
    documents = TestApp("documents", phone.clock)
    manager = try await phone.start()
    _ = try await manager.enroll(userName: "alice", password: PasscodeInput("correct horse battery"))
    _ = try await manager.create(
      PasscodeInput(Self.passcode), repeated: PasscodeInput(Self.passcode), on: .numberPad)
    (desk, lifecycle) = try Self.desks(manager, [mail.address, documents.address], phone.clock)
    lifecycle.enter()
  }

  func unlock() async throws {
    _ = try await manager.unlock(PasscodeInput(Self.passcode))
  }

  /// The phone is restarted, and Go started.
  func restart() async throws {
    manager.close()
    clock.restart()
    manager = try await phone.start()
    (desk, lifecycle) = try Self.desks(manager, [mail.address, documents.address], clock)
    lifecycle.enter()
  }

  /// The app asks, and Go comes to the front and answers.
  func ask(_ app: TestApp) async throws -> HandOffResult {
    let url = try app.client.ask()
    app.client.leaveFront()
    lifecycle.enter()
    return await desk.answer(TestApp.go.appID(in: url) ?? "nobody")
  }

  /// Go leaves for the app, which looks for its answer.
  func comeBack(_ app: TestApp) async throws -> KeyOutcome {
    let departure = lifecycle.leave()
    let outcome = try app.client.comeToFront()
    await lifecycle.settle(departure)
    return outcome
  }

  /// Go leaves for something else.
  func leave() async {
    await lifecycle.settle(lifecycle.leave())
  }

  /// The whole way, from the app in front to the app in front.
  func open(_ app: TestApp) async throws -> KeyOutcome {
    _ = try await ask(app)
    return try await comeBack(app)
  }

  /// What the engine says now.
  func state() async throws -> PasscodeState { try await manager.refresh().state }

  /// Waiting is what makes time pass, but not to hear about the screen: nothing happens then.
  private static func desks(
    _ manager: PasscodeManager, _ apps: [SecureAppAddress], _ clock: ManualClock
  ) throws -> (HandOffDesk, LifecycleDesk) {
    let desk = try HandOffDesk(manager: manager, apps: apps, clock: clock)
    return (
      desk,
      LifecycleDesk(desk: desk) { time in
        if time == Absence.directSwitch { clock.advance(by: time) }
      }
    )
  }
}
