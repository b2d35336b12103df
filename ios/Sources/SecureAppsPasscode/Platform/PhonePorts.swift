// Everything that a phone gives the library, put together in one call.

import Foundation

extension PasscodePorts {
  /// Records in files and the Keychain, keys in the chip: see `SystemKeychain`, `SystemEnclave`.
  static func phone(
    storage: PhoneStorage, keychain: any KeychainItems, chip: any EnclaveChip, transport: any PortalTransport,
    log: (any PasscodeLog)?
  ) -> PasscodePorts {
    PasscodePorts(
      clock: SystemClock(),
      records: PhoneRecords(files: FileRecords(folder: storage.folder), keychain: keychain),
      keys: SecureEnclaveKeys(chip: chip, items: keychain), transport: transport, log: log)
  }
}

#if canImport(CryptoKit) && canImport(LocalAuthentication) && canImport(Security)
  extension PasscodePorts {
    /// For the manager app: the phone's clock, records outside any backup, and keys in the Secure Enclave. Any of
    /// them may be replaced afterwards.
    ///
    /// Where there is no Secure Enclave, no key is made: what needs one fails with
    /// ``PasscodeError/hardwareKeyUnavailable``. For a simulator without one, take the keys of
    /// `SecureAppsPasscodeTesting`.
    public static func phone(
      transport: any PortalTransport, storage: PhoneStorage = PhoneStorage(), log: (any PasscodeLog)? = nil
    ) -> PasscodePorts {
      phone(
        storage: storage, keychain: SystemKeychain(storage), chip: SystemEnclave(), transport: transport,
        log: log)
    }
  }

  extension SystemKeychain {
    init(_ storage: PhoneStorage) {
      self.init(service: storage.keychainService, accessGroup: storage.accessGroup)
    }
  }

  extension SecureEnclaveKeys {
    init(_ storage: PhoneStorage) {
      self.init(chip: SystemEnclave(), items: SystemKeychain(storage))
    }
  }
#endif
