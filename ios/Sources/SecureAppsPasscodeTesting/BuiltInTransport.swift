// The native library's own client, which pins the portal's certificate: Foundation's cannot on Linux.

#if os(Linux)
  internal import PasscodeNative
  import Foundation
  import SecureAppsPasscode

  package struct BuiltInTransport: PortalTransport {
    private let native: any PasscodeNative.Transport

    package init(address: URL, certificateSHA256: Data) throws {
      native = try builtInTransport(base: address.absoluteString, certificateSha256: certificateSHA256)
    }

    package func send(_ request: PortalRequest) async throws(PortalTransportFailure) -> PortalAnswer {
      let asked = PasscodeNative.HttpRequest(
        path: request.path, headers: request.headers.map { Header(name: $0.name, value: $0.value) },
        body: request.body)
      let native = native
      let answer = await withCheckedContinuation { continuation in
        // It waits: on a thread of its own.
        DispatchQueue(label: "org.secureapps.passcode.transport").async {
          continuation.resume(returning: Result { try native.send(request: asked) })
        }
      }
      do {
        let answer = try answer.get()
        return PortalAnswer(status: Int(answer.status), body: answer.body)
      } catch let failure as PasscodeNative.TransportFailure {
        switch failure {
        case .Unreachable: throw .unreachable
        case .TimedOut: throw .timedOut
        case .Untrusted: throw .untrusted
        }
      } catch {
        throw .unreachable
      }
    }
  }

  extension SimulatedPortal {
    /// A phone's way to the portal.
    public func transport() throws -> any PortalTransport {
      try BuiltInTransport(address: address, certificateSHA256: certificateSHA256)
    }
  }
#endif
