// What the Keychain's answers mean, wherever they come from.

import Foundation

/// The answers that decide something: `SecBase.h`.
enum KeychainStatus {
  static let success: Int32 = 0
  static let duplicateItem: Int32 = -25299
  static let itemNotFound: Int32 = -25300
}

/// Replaces what is there, or adds it. Somebody else may add or remove it in between: then once more.
func updateOrAdd(update: () -> Int32, add: () -> Int32) throws(KeychainFailure) {
  var last = KeychainStatus.itemNotFound
  for _ in 0..<4 {
    last = update()
    if last == KeychainStatus.itemNotFound { last = add() }
    if last == KeychainStatus.success { return }
    guard last == KeychainStatus.duplicateItem else { break }
  }
  throw KeychainFailure(status: last)
}

/// The item that was asked for; `nil` if there is none. An answer without data is none at all.
func foundItem(_ status: Int32, _ found: Data?) throws(KeychainFailure) -> Data? {
  if status == KeychainStatus.itemNotFound { return nil }
  guard status == KeychainStatus.success, let found else { throw KeychainFailure(status: status) }
  return found
}

/// Removing what does not exist succeeds.
func checkRemoved(_ status: Int32) throws(KeychainFailure) {
  guard [KeychainStatus.success, KeychainStatus.itemNotFound].contains(status) else {
    throw KeychainFailure(status: status)
  }
}
