// What this Go is made for: a portal and the secure apps that it serves, from the app's own `Info.plist`.

import Foundation
import SecureAppsPasscode

struct Company {
  let version: String
  let portal: URL
  let address: HandOffURL
  let apps: [SecureAppAddress]

  /// `nil` if `Info.plist` does not say it all.
  init?(_ info: [String: Any] = Bundle.main.infoDictionary ?? [:]) {
    func url(_ text: Any?) -> URL? { (text as? String).flatMap(URL.init(string:)) }
    guard let version = info["CFBundleShortVersionString"] as? String, let portal = url(info["Portal"]),
      let address = url(info["HandOffAddress"]), let apps = info["SecureApps"] as? [[String: String]]
    else { return nil }
    self.version = version
    self.portal = portal
    self.address = HandOffURL(manager: address)
    self.apps = apps.compactMap { app in
      guard let id = app["ID"], let group = app["AccessGroup"], let back = url(app["ReturnURL"]) else {
        return nil
      }
      return SecureAppAddress(appID: id, accessGroup: group, returnURL: back)
    }
    guard self.apps.count == apps.count else { return nil }
  }
}
