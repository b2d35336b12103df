// A second process over the same records: this test program once more, with a part to play.

#if os(Linux)
  import Foundation
  import Testing

  @testable import SecureAppsPasscode

  /// This program as another process. It is killed at the latest with this object.
  final class OtherProcess {
    private static let variable = "PASSCODE_OTHER_PROCESS"
    private let process = Process()
    private let output = Pipe()

    /// The part that this process has to play, and what it is given; `nil` for the one that runs the tests.
    static var part: [String]? {
      ProcessInfo.processInfo.environment[variable]?.components(separatedBy: "\n")
    }

    init(_ part: String...) throws {
      process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      process.arguments = ["--testing-library", "swift-testing", "--filter", "PartsOfOtherProcesses"]
      process.environment = ProcessInfo.processInfo.environment
        .merging([Self.variable: part.joined(separator: "\n")]) { $1 }
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = output
      process.standardError = FileHandle.nullDevice
      try process.run()
    }

    deinit { kill() }

    /// Waits until it says `line`, or a line that begins so, and answers that line; `nil` if it never does.
    func hear(_ beginning: String) throws -> String? {
      while let line = try nextLine() {
        if line.hasPrefix(beginning) { return line }
      }
      return nil
    }

    /// Waits for its end, and answers whether it did what it had to.
    func succeeds() throws -> Bool {
      let isDone = try hear("done") != nil
      _ = try output.fileHandleForReading.readToEnd()
      process.waitUntilExit()
      return isDone && process.terminationStatus == 0
    }

    /// At once, wherever it is.
    func kill() {
      guard process.isRunning else { return }
      _ = Foundation.kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }

    static func say(_ line: String) { FileHandle.standardOutput.write(Data("\(line)\n".utf8)) }

    private func nextLine() throws -> String? {
      var line = Data()
      while let byte = try output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty {
        if byte == Data("\n".utf8) { return String(decoding: line, as: UTF8.self) }
        line += byte
      }
      return nil
    }
  }

  @Suite(.enabled(if: OtherProcess.part != nil)) struct PartsOfOtherProcesses {
    @Test func play() throws {
      let part = try #require(OtherProcess.part)
      let folder = URL(fileURLWithPath: part[1])
      switch part[0] {
      case "count":
        let records = FileRecords(folder: folder)
        for _ in 0..<countsOfOneProcess { try countOne(records) }
      case "stay":
        try FileRecords(folder: folder).enter()
        OtherProcess.say("inside")
        while true { pause() }
      case "write":
        let records = FileRecords(folder: folder)
        while true {
          for content in wholeContents {
            _ = try records.replace(.vault, expected: try records.read(.vault)?.revision, with: content)
            OtherProcess.say("written")
          }
        }
      case "no room":
        // The system stops a file that grows further as it does on a full disk: in the middle.
        signal(SIGXFSZ, SIG_IGN)
        var little = rlimit(rlim_cur: 1000, rlim_max: 1000)
        #expect(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &little) == 0)
        let records = FileRecords(folder: folder)
        let stored = try records.read(.vault)
        #expect(throws: RecordStoreFailure.unavailable) {
          try records.replace(.vault, expected: stored?.revision, with: wholeContents[0])
        }
      default:
        Issue.record("no such part: \(part[0])")
      }
      OtherProcess.say("done")
    }
  }

  let countsOfOneProcess = 40

  /// Much longer than records are, so that most of the time one is being written.
  let wholeContents = [Data(repeating: 1, count: 4_000_000), Data(repeating: 2, count: 3_000_000)]

  /// Not alone, two of them would count the same number, or meet a conflict.
  func countOne(_ records: any RecordStore) throws {
    try records.enter()
    let stored = try #require(try records.read(.ledger))
    let count = try #require(Int(String(decoding: stored.bytes, as: UTF8.self)))
    _ = try records.replace(.ledger, expected: stored.revision, with: Data("\(count + 1)".utf8))
    try records.leave()
  }
#endif
