// What an error of the network means: nobody there, somebody else there, or no whole answer in time.

import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

extension PortalTransportFailure {
  /// Only what says that there was no connection is ``unreachable``: after anything else the portal may have done the
  /// work.
  init(_ error: any Error) {
    switch (error as? URLError)?.code {
    case .cannotFindHost, .dnsLookupFailed, .cannotConnectToHost, .notConnectedToInternet, .dataNotAllowed,
      .internationalRoamingOff, .callIsActive, .unsupportedURL, .badURL,
      // A handshake that broke says nothing about the certificate.
      .secureConnectionFailed, .appTransportSecurityRequiresSecureConnection:
      self = .unreachable
    case .serverCertificateUntrusted, .serverCertificateHasUnknownRoot, .serverCertificateHasBadDate,
      .serverCertificateNotYetValid:
      self = .untrusted
    default:
      self = .timedOut
    }
  }
}
