import Foundation
import SecureAppsPasscodeTesting
import Testing

@testable import SecureAppsPasscode

/// Everything that a phone gives the library, together, at the real portal. In memory are only the Keychain and the
/// chip.
@Suite(.timeLimit(.minutes(2))) struct PhonePortsTests {
  private let temporary: TemporaryFolder
  private let storage: PhoneStorage
  private let keychain = MemoryKeychain()
  private let chip = FakeChip()
  private let portal: SimulatedPortal

  init() throws {
    temporary = try TemporaryFolder()
    var storage = PhoneStorage(name: "tenant")
    storage.folder = temporary("tenant")
    self.storage = storage
    portal = try SimulatedPortal()
  }

  @Test func aPasscodeSurvivesTheProcess() async throws {
    try await begin()
    let first = try await start()
    try await setUp(first)
    first.close()
    let second = try await start()
    #expect(second.state == .locked)
    let wrong = try await second.unlock(PasscodeInput("112358"))
    #expect(wrong == .wrongPasscode(attemptsRemaining: 9, nextAttempt: nil))
    #expect(try await second.unlock(PasscodeInput("847319")) == .unlocked)
    second.close()
    #expect(try names(in: storage.folder) == ["device", "vault", "ledger", "lock"])
    #expect(Set(keychain.items.keys) == ["ledger-copy", "key-sign", "key-vault-1"])
  }

  @Test func anAppThatIsInstalledAnewBeginsAnewThoughTheKeychainRemembers() async throws {
    try await begin()
    let before = try await start()
    try await setUp(before)
    before.close()
    try FileManager.default.removeItem(at: storage.folder)
    let after = try await start()
    #expect(after.state == .notEnrolled)
    try await setUp(after)
    after.lock()
    #expect(try await after.unlock(PasscodeInput("847319")) == .unlocked)
    after.close()
  }

  @Test func aLockedPhoneLosesNothing() async throws {
    try await begin()
    let before = try await start()
    try await setUp(before)
    before.close()
    keychain.fail()
    let locked = try await start()
    #expect(locked.state == .unreadable(.storeUnavailable))
    keychain.fail(false)
    #expect(try await locked.refresh().state == .locked)
    #expect(try await locked.unlock(PasscodeInput("847319")) == .unlocked)
    locked.close()
  }

  @Test func biometricsOpenAndOtherFingersTurnThemOff() async throws {
    try await begin(#""biometric_unlock": true"#)
    let manager = try await start()
    try await setUp(manager)
    let prompter = EnclavePrompter(
      keys: SecureEnclaveKeys(chip: chip, items: keychain), reason: "to open the secure apps")
    #expect(try await manager.enableBiometrics(PasscodeInput("847319"), prompter: prompter) == .biometricsOn)
    manager.lock()
    #expect(try await manager.unlock(with: prompter) == .unlocked)
    manager.lock()
    chip.enroll(.some(Data("another finger".utf8)))
    chip.meet { (_) throws(EnclaveFailure) in throw .refused }
    #expect(try await manager.unlock(with: prompter) == .biometricsOff)
    #expect(keychain.items["key-biometric"] == nil)
    #expect(try await manager.unlock(PasscodeInput("847319")) == .unlocked)
    manager.close()
  }

  @Test func theNameKeepsTenantsApart() {
    let (one, other) = (PhoneStorage(name: "one"), PhoneStorage(name: "other"))
    #expect(one.folder != other.folder && one.keychainService != other.keychainService)
    #expect(PhoneStorage().folder.path.hasSuffix("/SecureAppsPasscode"))
    #expect(PhoneStorage().keychainService == "SecureAppsPasscode" && PhoneStorage().accessGroup == nil)
  }

  private func begin(_ rule: String? = nil) async throws {
    let configuration = rule.map { #", "configuration": {"ios": {\#($0)}}"# } ?? ""
    try await portal.begin(
      #"{"users": [{"user_name": "alice", "password": "correct horse battery"}]\#(configuration)}"#)
  }

  private func start() async throws -> PasscodeManager {
    let ports = PasscodePorts.phone(
      storage: storage, keychain: keychain, chip: chip, transport: try portal.transport(), log: nil)
    return try await PasscodeManager.open(ports, settings: SimulatedPhone.settings)
  }

  private func setUp(_ manager: PasscodeManager) async throws {
    let password = PasscodeInput("correct horse battery")
    #expect(try await manager.enroll(userName: "alice", password: password) == .enrolled)
    #expect(
      try await manager.create(PasscodeInput("847319"), repeated: PasscodeInput("847319"), on: .numberPad)
        == .created)
  }
}
