import Foundation
import Testing

@testable import SecureAppsPasscode

@Suite struct DerivationCostsTests {
  private let temporary: TemporaryFolder
  private let folder: URL
  private let file: URL

  init() throws {
    temporary = try TemporaryFolder()
    folder = temporary("passcode")
    file = folder.appendingPathComponent("derivation-cost")
  }

  @Test func aCostIsMeasuredOnce() async throws {
    let cost = DerivationCost(memoryKiB: 47 * 1024, passes: 3)
    #expect(try await DerivationCost.kept(in: folder) { cost } == cost)
    for _ in 0..<2 {
      #expect(try await DerivationCost.kept(in: folder) { DerivationCost.floor } == cost)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == "48128 3\n")
    #expect(try mode(of: folder) == 0o700)
  }

  @Test(arguments: [
    "", "65536", "65536 three", "1 1", "19456 1", "65536 17", "2097152 3", "-1 -1", "65536 3 1",
    String(repeating: "9", count: 99),
  ])
  func whatIsNoPossibleCostIsMeasuredAnew(text: String) async throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    #expect(try await DerivationCost.kept(in: folder) { .recommended } == .recommended)
    #expect(try await DerivationCost.kept(in: folder) { .floor } == .recommended)
  }

  @Test func whatCannotBeKeptIsMeasuredAgain() async throws {
    try Data("a file".utf8).write(to: folder)
    #expect(try await DerivationCost.kept(in: folder) { .floor } == .floor)
    #expect(try await DerivationCost.kept(in: folder) { .recommended } == .recommended)
  }

  @Test func whatCannotBeMeasuredIsNotKept() async throws {
    await #expect(throws: PasscodeError.memoryUnavailable) {
      try await DerivationCost.kept(in: folder) { () async throws(PasscodeError) in throw .memoryUnavailable }
    }
    #expect(try await DerivationCost.kept(in: folder) { .floor } == .floor)
  }
}
