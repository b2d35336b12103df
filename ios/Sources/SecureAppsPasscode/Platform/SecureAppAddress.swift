// Where Go meets one secure app. It comes from Go's own configuration, never from a request.

import Foundation

/// A secure app that Go serves.
///
/// SECURITY: the access group is the app's identity. Exactly this app and Go may be entitled to it: whoever else is
/// gets the app's key.
public struct SecureAppAddress: Sendable {
  /// What Go calls the app: its bundle identifier.
  public let appID: String
  /// The Keychain access group that the app shares with Go alone.
  public let accessGroup: String
  /// What Go opens to bring the app back to the front.
  public let returnURL: URL

  let items: any KeychainItems

  init(appID: String, accessGroup: String, returnURL: URL, items: any KeychainItems) {
    self.appID = appID
    self.accessGroup = accessGroup
    self.returnURL = returnURL
    self.items = items
  }
}
