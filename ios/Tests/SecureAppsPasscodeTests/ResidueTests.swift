// After a lock nothing that was typed is in the memory of the process: read from outside, every byte of it, with
// what was freed.

#if os(Linux)
  import Foundation
  import SecureAppsPasscodeTesting
  import Testing

  @testable import ResidueProbe

  @Suite(.serialized, .timeLimit(.minutes(3))) struct ResidueTests {
    private static let steps = [
      ("enroll", "enrolled"), ("create", "created"), ("unlock", "unlocked"), ("wrong", "wrongPasscode"),
      ("typed", "40"), ("takenBack", "0"), ("check", ""), ("change", "changed"), ("enable", "biometricsOn"),
      ("finger", "unlocked"),
      ("forgot", "resetReady"), ("reset", "reset"), ("handOff", "32 bytes"),
    ]

    private let seed = UInt64.random(in: 0...(.max / 2000))
    private let portal: SimulatedPortal
    private let secrets = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    private let needles: [Needle]

    init() async throws {
      needles = SeededText.all(seed).flatMap { name, text in
        Needle.parts(of: (0..<text.count).map(text.character(at:)), name)
      }
      portal = try SimulatedPortal()
      let password = SeededText.password(seed)
      let typed = String(decoding: (0..<password.count).map(password.character(at:)), as: UTF8.self)
      try await portal.begin(
        """
        {"users": [{"user_name": "alice", "password": "\(typed)"}],
         "configuration": {"ios": {"biometric_unlock": true}}}
        """)
      #expect(FileManager.default.createFile(atPath: secrets.path, contents: nil))
    }

    @Test func nothingThatWasTypedIsLeft() throws {
      try probing { probe in
        for (step, outcome) in Self.steps {
          try probe.does(step, outcome)
          let left = try find(needles + seen(), inMemoryOf: probe.process.processIdentifier)
          #expect(left == [], "\(step)")
          probe.goOn()
        }
        #expect(try seen().count > 10)
      }
    }

    @Test func whatIsLeftIsFound() throws {
      try probing("keep") { probe in
        for (step, outcome) in Self.steps {
          try probe.does(step, outcome)
          probe.goOn()
        }
        try probe.does("kept", "40")
        let left = try find(needles, inMemoryOf: probe.process.processIdentifier)
        let kept = needles.filter { $0.name.hasPrefix("first") }.map(\.name)
        #expect(Set(left.compactMap { $0.components(separatedBy: " at ").first }) == Set(kept))
        probe.goOn()
      }
    }

    /// What the host saw in passing so far.
    private func seen() throws -> [Needle] {
      let bytes = Array(try Data(contentsOf: secrets))
      return stride(from: 0, to: bytes.count, by: 32).map {
        Needle(name: "secret \($0 / 32)", bytes: Array(bytes[$0..<($0 + 32)].dropFirst(16)))
      }
    }

    private func probing(_ arguments: String..., test: (RunningProbe) throws -> Void) throws {
      let certificate = portal.certificateSHA256.base64EncodedString()
      let probe = try RunningProbe(
        ["\(seed)", portal.address.absoluteString, certificate, secrets.path] + arguments)
      defer {
        kill(probe.process.processIdentifier, SIGKILL)
        try? FileManager.default.removeItem(at: secrets)
      }
      try test(probe)
    }
  }

  private struct RunningProbe {
    let process = Process()
    private let input = Pipe()
    private let output = Pipe()

    init(_ arguments: [String]) throws {
      let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      process.executableURL = tests.deletingLastPathComponent().appending(path: "ResidueProbe")
      process.arguments = arguments
      process.standardInput = input
      process.standardOutput = output
      try process.run()
    }

    /// It has done this and locked, and waits.
    func does(_ step: String, _ outcome: String) throws {
      var line = Data()
      while let byte = try output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty, byte[0] != 10 {
        line += byte
      }
      let told = String(decoding: line, as: UTF8.self)
      try #require(told.hasPrefix("\(step) \(outcome)"), "\(told)")
    }

    func goOn() {
      try? input.fileHandleForWriting.write(contentsOf: Data("\n".utf8))
    }
  }
#endif
