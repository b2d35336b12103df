// The network, by the phone's own HTTP: company certificates and per-app VPN work. One request, one connection, one
// answer; no redirect, no retry, no cache, no cookie, nothing but TLS.

import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// ``PortalTransport`` over `URLSession`.
public struct URLSessionTransport: PortalTransport {
  private let base: String
  private let timeout: Duration
  private let trust: ServerTrust

  /// The portal at `portal` (`https://host:port`, perhaps with a path), whose certificate the phone trusts, for that
  /// name: by a public authority, or one that the company installed. `timeout` is for a whole request: the portal
  /// derives keys before it answers, and may have others waiting.
  ///
  /// - Throws: ``PasscodeError/settingsInvalid`` if it is not an `https` address, or the time is not positive.
  public init(portal: URL, timeout: Duration = .seconds(30)) throws(PasscodeError) {
    guard portal.scheme?.lowercased() == "https" else { throw .settingsInvalid }
    try self.init(portal: portal, trust: .system, timeout: timeout)
  }

  init(portal: URL, trust: ServerTrust, timeout: Duration) throws(PasscodeError) {
    guard timeout > .zero, portal.host?.isEmpty == false, portal.user == nil, portal.password == nil,
      portal.query == nil, portal.fragment == nil
    else { throw .settingsInvalid }
    base = String(portal.absoluteString.reversed().drop { $0 == "/" }.reversed())
    self.timeout = timeout
    self.trust = trust
  }

  /// Sends the request and waits for the answer. A redirect is an answer. An answer of more than 1 MiB, one that is cut
  /// off, and a task that is cancelled are ``PortalTransportFailure/timedOut``.
  public func send(_ request: PortalRequest) async throws(PortalTransportFailure) -> PortalAnswer {
    guard let url = URL(string: base + request.path) else { throw .unreachable }
    var sent = URLRequest(url: url, cachePolicy: .reloadIgnoringLocalCacheData)
    sent.httpMethod = "POST"
    sent.httpShouldHandleCookies = false
    sent.setValue("identity", forHTTPHeaderField: "Accept-Encoding")
    for header in request.headers { sent.setValue(header.value, forHTTPHeaderField: header.name) }
    return try await Exchange(trust: trust).run(sent, body: request.body, timeout: timeout).get()
  }
}

#if canImport(Security) && canImport(CryptoKit)
  extension URLSessionTransport {
    /// The portal at `portal` whose certificate, as DER, has this SHA-256, whatever name and dates it bears and
    /// whoever issued it: for the certificate that a portal makes itself. App Transport Security has a say too: for
    /// such a certificate the app's `Info.plist` may need an exception for the portal's name.
    ///
    /// - Throws: ``PasscodeError/settingsInvalid`` if it is not an `https` address, not 32 bytes, or the time is not
    ///   positive.
    public init(
      portal: URL, certificateSHA256: Data, timeout: Duration = .seconds(30)
    ) throws(PasscodeError) {
      guard portal.scheme?.lowercased() == "https", certificateSHA256.count == 32 else {
        throw .settingsInvalid
      }
      try self.init(portal: portal, trust: .certificate(sha256: certificateSHA256), timeout: timeout)
    }
  }
#endif
