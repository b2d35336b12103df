import Foundation
import Testing

@testable import SecureAppsPasscode

@Suite struct PhoneRecordsTests {
  private let temporary: TemporaryFolder
  private let keychain = MemoryKeychain()
  private let folder: URL
  private let records: PhoneRecords

  init() throws {
    temporary = try TemporaryFolder()
    folder = temporary("passcode")
    records = PhoneRecords(files: FileRecords(folder: folder), keychain: keychain)
  }

  @Test func theCopyOfTheLedgerIsInTheKeychainAndEverythingElseInFiles() throws {
    for name in RecordName.allCases {
      _ = try records.replace(name, expected: nil, with: Data(name.rawValue.utf8))
    }
    #expect(try names(in: folder) == ["device", "vault", "ledger", "reset", "lock"])
    #expect(keychain.items == ["ledger-copy": Data("ledger-copy".utf8)])
    for name in RecordName.allCases { #expect(try records.read(name)?.bytes == Data(name.rawValue.utf8)) }
    for name in RecordName.allCases { try records.remove(name) }
    #expect(keychain.items.isEmpty)
    #expect(try names(in: folder) == ["lock"])
  }

  @Test(arguments: [RecordName.ledger, .ledgerCopy])
  func aRecordIsReplacedOnlyAtTheRevisionThatWasRead(name: RecordName) throws {
    let first = try records.replace(name, expected: nil, with: Data("one".utf8))
    #expect(throws: RecordStoreFailure.conflict) {
      try records.replace(name, expected: nil, with: Data("two".utf8))
    }
    #expect(throws: RecordStoreFailure.conflict) {
      try records.replace(name, expected: first &+ 1, with: Data("two".utf8))
    }
    let second = try records.replace(name, expected: first, with: Data("two".utf8))
    #expect(second != first)
    #expect(try records.read(name) == StoredRecord(bytes: Data("two".utf8), revision: second))
    try records.remove(name)
    try records.remove(name)
    #expect(try records.read(name) == nil)
  }

  @Test func aKeychainThatDoesNotAnswerHidesItsRecordOnly() throws {
    _ = try records.replace(.ledger, expected: nil, with: Data("one".utf8))
    _ = try records.replace(.ledgerCopy, expected: nil, with: Data("one".utf8))
    keychain.fail()
    #expect(throws: RecordStoreFailure.unavailable) { try records.read(.ledgerCopy) }
    #expect(throws: RecordStoreFailure.unavailable) {
      try records.replace(.ledgerCopy, expected: nil, with: Data("two".utf8))
    }
    #expect(throws: RecordStoreFailure.unavailable) { try records.remove(.ledgerCopy) }
    #expect(try records.read(.ledger)?.bytes == Data("one".utf8))
    keychain.fail(false)
    #expect(try records.read(.ledgerCopy)?.bytes == Data("one".utf8))
  }

  @Test func whoIsInsideMayUseBoth() throws {
    try records.enter()
    _ = try records.replace(.ledgerCopy, expected: nil, with: Data("one".utf8))
    _ = try records.replace(.ledger, expected: nil, with: Data("one".utf8))
    try records.leave()
    #expect(throws: RecordStoreFailure.unavailable) { try records.leave() }
  }
}
