// A note, sealed with AES-256-GCM, on Apple's systems.

#if canImport(CryptoKit)
  import CryptoKit
  import Foundation

  struct SealedNote {
    private let sealed: AES.GCM.SealedBox

    init(_ note: String, key: UnsafeRawBufferPointer) {
      guard let sealed = try? AES.GCM.seal(Data(note.utf8), using: SymmetricKey(data: key)) else {
        preconditionFailure("a key of 32 bytes seals")
      }
      self.sealed = sealed
    }

    /// `nil`: the key does not fit.
    func open(with key: UnsafeRawBufferPointer) -> String? {
      (try? AES.GCM.open(sealed, using: SymmetricKey(data: key))).map { String(decoding: $0, as: UTF8.self) }
    }
  }
#endif
