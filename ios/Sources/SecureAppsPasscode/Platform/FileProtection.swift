// How records lie on the disk of an Apple device: in no backup, and encrypted until the user has unlocked the phone
// once after a start, as their keys are. Other systems have nothing of the kind.

import Foundation

/// Keeps a folder, and what is in it, out of backups. SECURITY: what cannot be kept out is not used.
func protectFolder(_ path: String) throws(RecordStoreFailure) {
  #if canImport(Darwin)
    try protectFile(path)
    var folder = URL(fileURLWithPath: path, isDirectory: true)
    var values = URLResourceValues()
    values.isExcludedFromBackup = true
    do { try folder.setResourceValues(values) } catch { throw .unavailable }
  #endif
}

/// A new file would have what the app's entitlements say, which may be nothing, or too much for the background.
func protectFile(_ path: String) throws(RecordStoreFailure) {
  #if canImport(Darwin) && !os(macOS)
    do {
      try FileManager.default.setAttributes(
        [.protectionKey: FileProtectionType.completeUntilFirstUserAuthentication], ofItemAtPath: path)
    } catch {
      throw .unavailable
    }
  #endif
}
