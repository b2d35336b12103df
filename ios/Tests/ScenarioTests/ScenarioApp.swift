// A secure app: it gets its own key by hand-off and keeps a note sealed with it.

import SecureAppsPasscode

/// One secure app on a phone.
final class ScenarioApp {
  private let id: String
  private let clock: any PasscodeClock
  private var role: SecureApp
  private var note: SealedNote?

  init(_ id: String, clock: any PasscodeClock) {
    self.id = id
    self.clock = clock
    role = SecureApp(appID: id, clock: clock)
  }

  /// The app's process starts anew: the key is gone, the data stays.
  func restart() {
    role = SecureApp(appID: id, clock: clock)
  }

  /// Asks the manager for the app's key.
  func open(_ manager: PasscodeManager) async throws {
    let outcome = try await manager.handOff(to: id, publicKey: role.requestKey())
    guard case .handedOff(let key) = outcome else {
      throw ScenarioError(description: "asked for a key, got \(outcome)")
    }
    try role.accept(key)
  }

  /// Seals a note with the key that the app holds.
  func seal(_ text: String) throws {
    note = try role.withKey { SealedNote(text, key: $0) }
  }

  /// Reads the note with the key that the app holds. `nil`: no note, or the key does not fit it.
  func readNote() throws -> String? {
    try role.withKey { note?.open(with: $0) }
  }
}
