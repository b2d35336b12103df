// A Keychain in memory, and one that does not answer.

import Foundation

@testable import SecureAppsPasscode

final class MemoryKeychain: KeychainItems {
  private struct Held {
    var items: [String: Data] = [:]
    var failure: KeychainFailure?
  }

  private let lock = NSLock()
  /// Only with `lock` held.
  private nonisolated(unsafe) var held = Held()

  /// `errSecInteractionNotAllowed`: what a locked phone says.
  func fail(_ isFailing: Bool = true) {
    lock.withLock { held.failure = isFailing ? KeychainFailure(status: -25308) : nil }
  }

  var items: [String: Data] { lock.withLock { held.items } }

  func read(_ name: String) throws(KeychainFailure) -> Data? {
    try answering { $0[name] }
  }

  func write(_ name: String, _ data: Data) throws(KeychainFailure) {
    try answering { $0[name] = data }
  }

  func remove(_ name: String) throws(KeychainFailure) {
    try answering { $0[name] = nil }
  }

  private func answering<Answer>(
    _ call: (inout [String: Data]) -> Answer
  ) throws(KeychainFailure) -> Answer {
    lock.lock()
    defer { lock.unlock() }
    if let failure = held.failure { throw failure }
    return call(&held.items)
  }
}
