// Who answers a phone: the real portal, one for all tests, with alice's account; or somebody who enrols whoever
// comes, under any rules.

import Foundation
import SecureAppsPasscode
import SecureAppsPasscodeTesting
import Testing

let password = "correct horse battery"

/// The tests with the real portal, one after the other: whoever asks it for too much at once is told to wait.
@Suite(.serialized, .timeLimit(.minutes(3))) enum WithRealPortal {}

/// The real portal: a process that ends with the tests.
enum RealPortal {
  /// Nobody else may hold it.
  private nonisolated(unsafe) static var running: SimulatedPortal?

  private static let begun = Task {
    let portal = try SimulatedPortal()
    running = portal
    atexit { RealPortal.running = nil }
    try await portal.begin(
      """
      {"users": [{"user_name": "alice", "password": "\(password)"}],
       "configuration": {"ios": {"biometric_unlock": true}}}
      """)
    return try portal.transport()
  }

  static func transport() async throws -> any PortalTransport { try await begun.value }
}

/// Enrols whoever comes, under these rules. Answers of a portal are not signed: TLS vouches for them.
struct EnrollingPortal: PortalTransport {
  var rules = "{}"

  func send(_ request: PortalRequest) async -> PortalAnswer { answer(to: request) }

  func answer(to request: PortalRequest) -> PortalAnswer {
    // X25519's base point: a public key whose private half everybody knows.
    let escrow = #"{"id": "e", "public_key": "CQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}"#
    let time = #""server_time_ms": 1767600000000"#
    let text: String? =
      switch request.path.split(separator: "/").last {
      case "nonce": #"{"nonce": "n", "server_time": 1767600000}"#
      case "enroll":
        """
        {"tenant": "t", "user": "u", "device": "d", \(time), "escrow_key": \(escrow),
         "configuration": {"id": "c", "version": 1, "rules": \(rules)}}
        """
      case "check-in": "{\(time), \"escrow_key\": \(escrow)}"
      default: nil
      }
    return PortalAnswer(status: text == nil ? 503 : 200, body: Data((text ?? "").utf8))
  }
}

/// A portal made of one closure.
struct AnyPortal: PortalTransport {
  let answer: @Sendable (PortalRequest) async -> Result<PortalAnswer, PortalTransportFailure>

  init(_ answer: @escaping @Sendable (PortalRequest) async -> Result<PortalAnswer, PortalTransportFailure>) {
    self.answer = answer
  }

  func send(_ request: PortalRequest) async throws(PortalTransportFailure) -> PortalAnswer {
    try await answer(request).get()
  }
}
