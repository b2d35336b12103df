// Records of a phone: the ledger's copy where the system protects data best, in the Keychain, everything else in
// files. The two lie in different places, so that nobody puts both back by copying one.

import Foundation

/// Files and a Keychain item as one store. The lock over the files is the lock over all.
struct PhoneRecords: RecordStore {
  let files: FileRecords
  let keychain: any KeychainItems

  func read(_ name: RecordName) throws(RecordStoreFailure) -> StoredRecord? {
    guard name == .ledgerCopy else { return try files.read(name) }
    return try asking { () throws(KeychainFailure) in try keychain.read(name.rawValue) }
      .map(StoredRecord.init(content:))
  }

  func replace(
    _ name: RecordName, expected: UInt64?, with bytes: Data
  ) throws(RecordStoreFailure) -> UInt64 {
    guard name == .ledgerCopy else { return try files.replace(name, expected: expected, with: bytes) }
    return try files.alone { () throws(RecordStoreFailure) in
      guard try read(name)?.revision == expected else { throw .conflict }
      try asking { () throws(KeychainFailure) in try keychain.write(name.rawValue, bytes) }
      return StoredRecord(content: bytes).revision
    }
  }

  func remove(_ name: RecordName) throws(RecordStoreFailure) {
    guard name == .ledgerCopy else { return try files.remove(name) }
    try files.alone { () throws(RecordStoreFailure) in
      try asking { () throws(KeychainFailure) in try keychain.remove(name.rawValue) }
    }
  }

  func enter() throws(RecordStoreFailure) { try files.enter() }

  func leave() throws(RecordStoreFailure) { try files.leave() }

  private func asking<Answer>(
    _ call: () throws(KeychainFailure) -> Answer
  ) throws(RecordStoreFailure) -> Answer {
    do throws(KeychainFailure) { return try call() } catch { throw .unavailable }
  }
}
