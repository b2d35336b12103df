// Small secrets that the system keeps for this device: the Keychain, or memory in tests.

import Foundation

/// Items by name, of one service and one access group.
protocol KeychainItems: Sendable {
  /// The item; `nil` if there is none.
  func read(_ name: String) throws(KeychainFailure) -> Data?

  /// Adds it, or replaces it.
  func write(_ name: String, _ data: Data) throws(KeychainFailure)

  /// Removes it. Removing what does not exist succeeds.
  func remove(_ name: String) throws(KeychainFailure)
}

/// The Keychain did not do what it was asked, and may later: the phone is locked, or the system is in trouble.
struct KeychainFailure: Error, Equatable {
  /// What the system calls it: an `OSStatus`.
  var status: Int32
}
