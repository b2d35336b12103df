// Where a phone keeps what the library stores. It only names places: what is kept where, `PhonePorts` decides.

import Foundation

/// The places of one installation: a folder, and items of the Keychain.
///
/// The parts of an app that work with the same passcode (ports, biometric prompt, measured cost) are given the
/// same storage.
public struct PhoneStorage: Sendable, Equatable {
  /// The records' folder. It is made at the first use, kept out of backups, and readable once the user has unlocked
  /// the phone after a start. It belongs into the app's own container: in a shared one, the system may end an app
  /// that it suspends while it holds the records' lock.
  public var folder: URL
  /// The service under which items are in the Keychain.
  public var keychainService: String
  /// The Keychain's access group; `nil` for the app's own. Secure apps must have no part in it.
  public var accessGroup: String?

  /// A folder of this name in Application Support, and the Keychain service of the same name. The name keeps
  /// tenants apart, if an app has several.
  public init(name: String = "SecureAppsPasscode", accessGroup: String? = nil) {
    let support = FileManager.default.urls(for: .applicationSupportDirectory, in: .userDomainMask)[0]
    folder = support.appendingPathComponent(name, isDirectory: true)
    keychainService = name
    self.accessGroup = accessGroup
  }
}
