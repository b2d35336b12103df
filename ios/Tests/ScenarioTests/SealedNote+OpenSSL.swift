// A note, sealed with AES-256-GCM, on Linux.

#if canImport(COpenSSL)
  import COpenSSL

  struct SealedNote {
    private let nonce = (0..<12).map { _ in UInt8.random(in: 0...255) }
    private var ciphertext: [UInt8]
    private var tag = [UInt8](repeating: 0, count: 16)

    init(_ note: String, key: UnsafeRawBufferPointer) {
      let plain = Array(note.utf8)
      ciphertext = [UInt8](repeating: 0, count: plain.count)
      let context = EVP_CIPHER_CTX_new()
      defer { EVP_CIPHER_CTX_free(context) }
      let bytes = key.bindMemory(to: UInt8.self).baseAddress
      var count: Int32 = 0
      precondition(
        EVP_EncryptInit_ex(context, EVP_aes_256_gcm(), nil, bytes, nonce) == 1
          && EVP_EncryptUpdate(context, &ciphertext, &count, plain, Int32(plain.count)) == 1
          && EVP_EncryptFinal_ex(context, nil, &count) == 1
          && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(tag.count), &tag) == 1)
    }

    /// `nil`: the key does not fit.
    func open(with key: UnsafeRawBufferPointer) -> String? {
      let context = EVP_CIPHER_CTX_new()
      defer { EVP_CIPHER_CTX_free(context) }
      let bytes = key.bindMemory(to: UInt8.self).baseAddress
      var plain = [UInt8](repeating: 0, count: ciphertext.count)
      var tag = tag
      var count: Int32 = 0
      precondition(
        EVP_DecryptInit_ex(context, EVP_aes_256_gcm(), nil, bytes, nonce) == 1
          && EVP_DecryptUpdate(context, &plain, &count, ciphertext, Int32(ciphertext.count)) == 1
          && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(tag.count), &tag) == 1)
      guard EVP_DecryptFinal_ex(context, nil, &count) == 1 else { return nil }
      return String(decoding: plain, as: UTF8.self)
    }
  }
#endif
