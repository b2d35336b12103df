// A process that does what a phone does with what people type, and waits while somebody reads its memory. What it
// was asked to remember on purpose is the only thing that may be found in it.

#if os(Linux)
  import Foundation
  import Glibc
  import SecureAppsPasscode
  import SecureAppsPasscodeTesting

  @main struct Probe {
    private static nonisolated(unsafe) var kept: (utf8: [UInt8], utf16: [UInt16]) = ([], [])

    let seed: UInt64
    let secrets: SecretsFile
    let phone: SimulatedPhone

    /// `SEED ADDRESS CERTIFICATE-BASE64 SECRETS-FILE [keep]`
    static func main() async throws {
      let arguments = CommandLine.arguments
      guard arguments.count > 4, let seed = UInt64(arguments[1]), let address = URL(string: arguments[2]),
        let certificate = Data(base64Encoded: arguments[3])
      else { exit(2) }
      let transport = try BuiltInTransport(address: address, certificateSHA256: certificate)
      let probe = Probe(
        seed: seed, secrets: SecretsFile(path: arguments[4]), phone: SimulatedPhone(transport: transport))
      try await probe.run(keeps: arguments.contains("keep"))
    }

    func run(keeps: Bool) async throws {
      var ports = phone.ports
      ports.keys = TellingKeys(keys: phone.keys, secrets: secrets)
      let manager = try await PasscodeManager.open(ports, settings: SimulatedPhone.settings)
      try await step("enroll", manager) {
        try await manager.enroll(userName: "alice", password: SeededText.password(seed).typed())
      }
      let first = SeededText.first(seed)
      try await step("create", manager) {
        try await manager.create(first.typed(), repeated: first.typed(), on: .full)
      }
      try await step("unlock", manager) { try await manager.unlock(first.typed()) }
      try await step("wrong", manager) { try await manager.unlock(SeededText.wrong(seed).typed()) }
      try await type(manager)
      try await change(manager)
      try await biometrics(manager)
      try await reset(manager)
      try await handOff(manager)
      if keeps { keep(first) }
      tell("kept", Self.kept.utf8.count)
    }

    /// What is typed and never used: let go, or taken back in a field that stays.
    private func type(_ manager: PasscodeManager) async throws {
      let last = SeededText.last(seed)
      try await step("typed", manager) { last.typed().count }
      let field = last.typed()
      for _ in 0..<last.count { field.removeLast() }
      try await step("takenBack", manager) { field.count }
      withExtendedLifetime(field) {}
    }

    private func change(_ manager: PasscodeManager) async throws {
      let (first, changed) = (SeededText.first(seed), SeededText.changed(seed))
      try await step("check", manager) {
        let typing = PasscodeInput()
        var met = 0
        for index in 0..<changed.count {
          typing.append(Character(UnicodeScalar(changed.character(at: index))))
          met = try await manager.checkList(typing).filter(\.isMet).count
        }
        for _ in 0..<changed.count { typing.removeLast() }
        return met
      }
      _ = try await manager.unlock(first.typed())
      try await step("change", manager) {
        try await manager.change(
          from: first.typed(), to: changed.typed(), repeated: changed.typed(), on: .full)
      }
    }

    private func biometrics(_ manager: PasscodeManager) async throws {
      let changed = SeededText.changed(seed)
      _ = try await manager.unlock(changed.typed())
      let finger = TellingFinger(finger: phone.finger, secrets: secrets)
      try await step("enable", manager) {
        try await manager.enableBiometrics(changed.typed(), prompter: finger)
      }
      try await step("finger", manager) { try await manager.unlock(with: finger) }
    }

    private func reset(_ manager: PasscodeManager) async throws {
      let last = SeededText.last(seed)
      try await step("forgot", manager) {
        try await manager.beginReset(userName: "alice", passwordOrPin: SeededText.password(seed).typed())
      }
      _ = try await manager.beginReset(userName: "alice", passwordOrPin: SeededText.password(seed).typed())
      try await step("reset", manager) {
        try await manager.finishReset(last.typed(), repeated: last.typed(), on: .full)
      }
    }

    private func handOff(_ manager: PasscodeManager) async throws {
      _ = try await manager.unlock(SeededText.last(seed).typed())
      try await step("handOff", manager) {
        let app = SecureApp(appID: "mail", clock: phone.clock)
        guard
          case .handedOff(let handOff) = try await manager.handOff(to: "mail", publicKey: app.requestKey())
        else { return "refused" }
        try app.accept(handOff)
        return try app.withKey { "\($0.count) bytes" }
      }
    }

    /// Does it, locks, and waits until somebody has read the memory.
    private func step<Outcome>(
      _ name: String, _ manager: PasscodeManager, _ operation: () async throws -> Outcome
    ) async throws {
      let outcome = try await operation()
      manager.lock()
      // The look that follows a lock is over.
      _ = try await manager.refresh()
      tell(name, outcome)
    }

    private func tell<Outcome>(_ name: String, _ outcome: Outcome) {
      print(name, outcome)
      fflush(nil)
      _ = readLine()
    }

    /// What nobody should do.
    private func keep(_ text: SeededText) {
      Self.kept.utf8 = (0..<text.count).map(text.character(at:))
      Self.kept.utf16 = Self.kept.utf8.map(UInt16.init)
    }
  }
#else
  @main struct Probe {
    static func main() {}
  }
#endif
