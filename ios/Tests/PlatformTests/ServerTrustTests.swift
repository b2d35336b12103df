import Foundation
import SecureAppsPasscodeTesting
import Testing

@testable import SecureAppsPasscode

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

@Suite(.timeLimit(.minutes(2))) struct ServerTrustTests {
  #if canImport(Security) && canImport(CryptoKit)
    @Test func aPortalWhoseCertificateIsPinnedAnswers() async throws {
      let portal = try SimulatedPortal()
      let pinned = try URLSessionTransport(
        portal: portal.address, certificateSHA256: portal.certificateSHA256)
      #expect(try await pinned.send(request).status == 404)
    }

    @Test func anotherCertificateIsNotTrusted() async throws {
      let portal = try SimulatedPortal()
      let other = Data(portal.certificateSHA256.reversed())
      let pinned = try URLSessionTransport(portal: portal.address, certificateSHA256: other)
      await #expect(throws: PortalTransportFailure.untrusted) { try await pinned.send(request) }
    }
  #endif

  /// Foundation on Linux does not say why, and cannot be told whom to trust.
  @Test func aPortalThatThisComputerDoesNotTrustGetsNoAnswer() async throws {
    let portal = try SimulatedPortal()
    await #expect(throws: PortalTransportFailure.self) {
      try await URLSessionTransport(portal: portal.address).send(request)
    }
  }

  @Test func somebodyWhoSpeaksNoTLSGetsNoAnswer() async throws {
    let plain = try LocalServer { $1.answer(200) }
    let address = plain.address.absoluteString.replacingOccurrences(of: "http:", with: "https:")
    let portal = try #require(URL(string: address))
    await #expect(throws: PortalTransportFailure.self) {
      try await URLSessionTransport(portal: portal).send(request)
    }
    #expect(plain.requests.isEmpty)
  }

  @Test(arguments: [
    (URLError.Code.cannotFindHost, PortalTransportFailure.unreachable), (.dnsLookupFailed, .unreachable),
    (.cannotConnectToHost, .unreachable), (.notConnectedToInternet, .unreachable),
    (.dataNotAllowed, .unreachable),
    (.secureConnectionFailed, .unreachable), (.serverCertificateUntrusted, .untrusted),
    (.serverCertificateHasUnknownRoot, .untrusted), (.serverCertificateHasBadDate, .untrusted),
    (.serverCertificateNotYetValid, .untrusted), (.timedOut, .timedOut), (.networkConnectionLost, .timedOut),
    (.badServerResponse, .timedOut), (.cannotParseResponse, .timedOut), (.cancelled, .timedOut),
    (.unknown, .timedOut),
  ])
  func anErrorOfTheNetworkHasOneMeaning(code: URLError.Code, meaning: PortalTransportFailure) {
    #expect(PortalTransportFailure(URLError(code)) == meaning)
  }

  @Test func anErrorOfNobodyKnowsWhatSaysNothingAboutTheWork() {
    #expect(PortalTransportFailure(CocoaError(.fileNoSuchFile)) == .timedOut)
  }

  private var request: PortalRequest { PortalRequest(path: "/nothing", headers: [], body: Data()) }
}
