import Foundation
import Testing

@testable import SecureAppsPasscode

@Suite struct FileRecordsTests {
  private let temporary: TemporaryFolder
  private let folder: URL
  private let records: FileRecords

  init() throws {
    temporary = try TemporaryFolder()
    folder = temporary("support/passcode")
    records = FileRecords(folder: folder)
  }

  @Test func aRecordIsReplacedOnlyAtTheRevisionThatWasRead() throws {
    #expect(try records.read(.vault) == nil)
    let first = try records.replace(.vault, expected: nil, with: Data("one".utf8))
    #expect(throws: RecordStoreFailure.conflict) {
      try records.replace(.vault, expected: nil, with: Data("two".utf8))
    }
    #expect(throws: RecordStoreFailure.conflict) {
      try records.replace(.vault, expected: first &+ 1, with: Data("two".utf8))
    }
    #expect(throws: RecordStoreFailure.conflict) {
      try records.replace(.ledger, expected: first, with: Data("two".utf8))
    }
    let second = try records.replace(.vault, expected: first, with: Data("two".utf8))
    #expect(second != first)
    #expect(
      try FileRecords(folder: folder).read(.vault)
        == StoredRecord(bytes: Data("two".utf8), revision: second))
  }

  @Test func theSameContentHasTheSameRevision() throws {
    let one = try records.replace(.vault, expected: nil, with: Data("one".utf8))
    let two = try records.replace(.vault, expected: one, with: Data("two".utf8))
    #expect(try records.replace(.vault, expected: two, with: Data("one".utf8)) == one)
    #expect(try records.replace(.reset, expected: nil, with: Data("one".utf8)) == one)
  }

  @Test func whatIsRemovedIsGoneAndMayBeRemovedAgain() throws {
    let revision = try records.replace(.vault, expected: nil, with: Data("one".utf8))
    try records.remove(.vault)
    try records.remove(.vault)
    #expect(try FileRecords(folder: folder).read(.vault) == nil)
    #expect(throws: RecordStoreFailure.conflict) {
      try records.replace(.vault, expected: revision, with: Data("two".utf8))
    }
    #expect(try names(in: folder) == ["lock"])
  }

  @Test(arguments: [0, 1, 16 * 1024, 100_000]) func recordsOfAnySizeComeBackWhole(size: Int) throws {
    let content = Data((0..<size).map { UInt8(truncatingIfNeeded: $0) })
    _ = try records.replace(.reset, expected: nil, with: Data("longer than nothing".utf8))
    let before = try records.read(.reset)?.revision
    _ = try records.replace(.reset, expected: before, with: content)
    #expect(try records.read(.reset)?.bytes == content)
  }

  @Test func folderAndFilesAreTheAppsAlone() throws {
    for name in RecordName.allCases { _ = try records.replace(name, expected: nil, with: Data([1])) }
    #expect(try names(in: folder) == ["device", "vault", "ledger", "ledger-copy", "reset", "lock"])
    #expect(try mode(of: folder) == 0o700)
    for name in try names(in: folder) {
      #expect(try mode(of: folder.appendingPathComponent(name)) == 0o600, "\(name)")
    }
  }

  @Test func whatAnInterruptionLeftBehindIsNeverReadAndDoesNotStandInTheWay() throws {
    let first = try records.replace(.vault, expected: nil, with: Data("one".utf8))
    try Data("half of another, and longer".utf8).write(to: folder.appendingPathComponent("vault.new"))
    try Data("half".utf8).write(to: folder.appendingPathComponent("ledger.new"))
    #expect(try records.read(.vault)?.bytes == Data("one".utf8))
    #expect(try records.read(.ledger) == nil)
    _ = try records.replace(.vault, expected: first, with: Data("two".utf8))
    #expect(try records.read(.vault)?.bytes == Data("two".utf8))
    #expect(try names(in: folder).contains("vault.new") == false)
  }

  @Test func whatStandsInTheWayOfAFolderIsNoEmptyStore() throws {
    try FileManager.default.createDirectory(
      at: folder.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data("a file".utf8).write(to: folder)
    expectUnavailable()
    #expect(throws: RecordStoreFailure.unavailable) { try records.enter() }
    try FileManager.default.removeItem(at: folder)
    #expect(try records.read(.vault) == nil)
  }

  @Test func aFolderThatDisappearsIsNoEmptyStoreAndIsNotMadeAgain() throws {
    _ = try records.replace(.vault, expected: nil, with: Data([1]))
    try FileManager.default.removeItem(at: folder)
    expectUnavailable()
    #expect(throws: RecordStoreFailure.unavailable) { try records.enter() }
    #expect(FileManager.default.fileExists(atPath: folder.path) == false)
  }

  @Test func aRecordThatIsAFolderIsUnavailable() throws {
    try records.remove(.vault)
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("vault/inside"), withIntermediateDirectories: true)
    expectUnavailable()
  }

  #if os(Linux)
    @Test func aDiskWithoutRoomLeavesTheOldContent() throws {
      let first = try records.replace(.vault, expected: nil, with: Data("one".utf8))
      #expect(try OtherProcess("no room", folder.path).succeeds())
      #expect(try records.read(.vault)?.bytes == Data("one".utf8))
      _ = try records.replace(.vault, expected: first, with: Data("two".utf8))
      #expect(try records.read(.vault)?.bytes == Data("two".utf8))
    }
  #endif

  @Test func onlyAnUnknownFullSyncIsReplacedByALesserOne() {
    for error in [ENOTSUP, EINVAL, ENOTTY] { #expect(isFullSyncUnknown(error)) }
    for error in [EIO, ENOSPC, EBADF, EINTR, EDQUOT] { #expect(!isFullSyncUnknown(error)) }
  }

  private func expectUnavailable(sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(throws: RecordStoreFailure.unavailable, sourceLocation: sourceLocation) {
      try records.read(.vault)
    }
    #expect(throws: RecordStoreFailure.unavailable, sourceLocation: sourceLocation) {
      try records.replace(.vault, expected: nil, with: Data([1]))
    }
    #expect(throws: RecordStoreFailure.unavailable, sourceLocation: sourceLocation) {
      try records.remove(.vault)
    }
  }
}
