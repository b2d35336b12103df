// Whom the transport talks to. SECURITY: a pin replaces the chain, the name and the dates; the handshake still
// proves that the server owns the certificate's key.

import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif
#if canImport(Security) && canImport(CryptoKit)
  import CryptoKit
  import Security
#endif

/// Which server is the right one.
enum ServerTrust: Sendable, Equatable {
  /// Whom the phone trusts, for the name in the address.
  case system
  #if canImport(Security) && canImport(CryptoKit)
    /// Whose certificate, as DER, has this SHA-256, and nobody else.
    case certificate(sha256: Data)

    /// What to answer to a challenge; `nil` for the system's own answer.
    func answer(to challenge: URLAuthenticationChallenge) -> Verdict? {
      guard case .certificate(let expected) = self,
        challenge.protectionSpace.authenticationMethod == NSURLAuthenticationMethodServerTrust
      else { return nil }
      guard let trust = challenge.protectionSpace.serverTrust,
        let chain = SecTrustCopyCertificateChain(trust) as? [SecCertificate], let first = chain.first,
        SHA256.hash(data: SecCertificateCopyData(first) as Data).elementsEqual(expected)
      else { return .refused }
      return .accepted(URLCredential(trust: trust))
    }

    /// What came of looking at a certificate.
    enum Verdict {
      case accepted(URLCredential)
      case refused
    }
  #endif
}
