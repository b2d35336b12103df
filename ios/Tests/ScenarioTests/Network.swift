// A network between a phone and its portal, which has troubles when it is told to.

import Foundation
import SecureAppsPasscode

/// What the network does to requests, by the name that scenarios use.
enum Trouble: String {
  /// Nothing.
  case none
  /// No connection.
  case unreachable
  /// The request arrives, the answer does not.
  case answerLost = "answer-lost"
  /// Somebody else answers, with a page of theirs.
  case nonsense
}

/// A network; without troubles at first.
final class Network: PortalTransport {
  private let transport: any PortalTransport
  private let lock = NSLock()
  /// Only with `lock` held.
  private nonisolated(unsafe) var trouble = Trouble.none

  init(_ transport: any PortalTransport) { self.transport = transport }

  /// What it does from now on.
  func set(_ trouble: Trouble) {
    lock.withLock { self.trouble = trouble }
  }

  func send(_ request: PortalRequest) async throws(PortalTransportFailure) -> PortalAnswer {
    switch lock.withLock({ trouble }) {
    case .none: return try await transport.send(request)
    case .unreachable: throw .unreachable
    case .answerLost:
      let answer = try await transport.send(request)
      // The nonce arrives: it is the answer to the request itself that is lost.
      guard request.path.hasSuffix("/nonce") else { throw .timedOut }
      return answer
    case .nonsense: return PortalAnswer(status: 200, body: Data("<html>".utf8))
    }
  }
}
