// The Keychain of this phone: items that never leave it, in no cloud and on no other phone, and that can be read once
// the user has unlocked the phone after a start. It outlives the app's files when the app is deleted.

#if canImport(Security)
  import Foundation
  import Security

  /// Generic passwords of one service and one access group.
  struct SystemKeychain: KeychainItems {
    let service: String
    let accessGroup: String?

    func read(_ name: String) throws(KeychainFailure) -> Data? {
      var query = item(name)
      query[kSecReturnData as String] = true
      query[kSecMatchLimit as String] = kSecMatchLimitOne
      var found: CFTypeRef?
      let status = SecItemCopyMatching(dictionary(query), &found)
      return try foundItem(status, found as? Data)
    }

    func write(_ name: String, _ data: Data) throws(KeychainFailure) {
      let item = item(name)
      let content: [String: Any] = [
        kSecValueData as String: data,
        kSecAttrAccessible as String: kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly,
      ]
      try updateOrAdd {
        SecItemUpdate(dictionary(item), dictionary(content))
      } add: {
        SecItemAdd(dictionary(item.merging(content) { $1 }), nil)
      }
    }

    func remove(_ name: String) throws(KeychainFailure) {
      try checkRemoved(SecItemDelete(dictionary(item(name))))
    }

    private func item(_ name: String) -> [String: Any] {
      var item: [String: Any] = [
        kSecClass as String: kSecClassGenericPassword,
        kSecAttrService as String: service,
        kSecAttrAccount as String: name,
        kSecAttrSynchronizable as String: false,
        kSecUseDataProtectionKeychain as String: true,
      ]
      item[kSecAttrAccessGroup as String] = accessGroup
      return item
    }

    private func dictionary(_ entries: [String: Any]) -> CFDictionary {
      NSDictionary(dictionary: entries) as CFDictionary
    }
  }
#endif
