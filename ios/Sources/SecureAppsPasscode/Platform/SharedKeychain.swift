// The access groups that Go shares with secure apps, in the system's Keychain. The system lets nobody else in.

#if canImport(Security)
  import Foundation

  private func sharedItems(in accessGroup: String) -> any KeychainItems {
    SystemKeychain(service: "org.secureapps.passcode.hand-off", accessGroup: accessGroup)
  }

  extension SecureAppAddress {
    /// A secure app. The access group is spelt as in both apps' entitlements, with the team's prefix.
    public init(appID: String, accessGroup: String, returnURL: URL) {
      self.init(
        appID: appID, accessGroup: accessGroup, returnURL: returnURL, items: sharedItems(in: accessGroup))
    }
  }

  extension SecureAppClient {
    /// The client of the app that Go knows by this id, in this access group; both must be what Go's
    /// ``SecureAppAddress`` says.
    public convenience init(appID: String, accessGroup: String, manager: HandOffURL, clock: any PasscodeClock)
    {
      self.init(appID: appID, address: manager, items: sharedItems(in: accessGroup), clock: clock)
    }
  }
#endif
