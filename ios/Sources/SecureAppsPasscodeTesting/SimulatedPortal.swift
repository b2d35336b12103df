// The portal as a process of its own, with a clock to turn: `passcode-simulator serve`, and its control port.

#if os(Linux) || os(macOS)
  import Foundation
  import SecureAppsPasscode

  #if canImport(FoundationNetworking)
    import FoundationNetworking
  #endif

  /// A portal for tests. Its process ends with this object.
  public final class SimulatedPortal: Sendable {
    /// The environment variable that names the program, as `scripts/swift` prints it.
    public static let variable = "PASSCODE_SIMULATOR"

    /// What the program says when it is ready.
    private struct Ready: Decodable {
      let address: URL
      let certificate_sha256: String
      let control: URL
      let control_token: String
    }

    /// The portal did not start, or a step makes no sense to it.
    public struct Failure: Error, CustomStringConvertible {
      /// What is wrong.
      public let description: String
    }

    private let process: Process
    private let ready: Ready
    /// SHA-256 of the certificate that phones pin: 32 bytes.
    public let certificateSHA256: Data

    /// Where phones find the portal: `https://127.0.0.1:PORT`.
    public var address: URL { ready.address }

    /// Starts `program`, by default what ``variable`` names, and waits until it is ready.
    public init(program: String? = ProcessInfo.processInfo.environment[variable]) throws {
      guard let program else {
        throw Failure(
          description:
            "no portal: \(Self.variable) names no program. scripts/swift builds it, and says where it is")
      }
      let process = Process()
      self.process = process
      process.executableURL = URL(fileURLWithPath: program)
      process.arguments = ["serve"]
      process.standardInput = FileHandle.nullDevice
      let output = Pipe()
      process.standardOutput = output
      try withSignals { try process.run() }
      var line = Data()
      while let byte = try output.fileHandleForReading.read(upToCount: 1), byte != Data("\n".utf8) {
        guard !byte.isEmpty else { throw Failure(description: "\(program) did not start") }
        line += byte
      }
      ready = try JSONDecoder().decode(Ready.self, from: line)
      let digits = Array(ready.certificate_sha256)
      certificateSHA256 = Data(
        stride(from: 0, to: digits.count, by: 2).compactMap {
          UInt8(String(digits[$0..<($0 + 2)]), radix: 16)
        })
    }

    deinit {
      process.terminate()
    }

    /// Puts a fresh portal behind the address. `given` is the object of that name in `docs/scenarios.md`, as JSON.
    public func begin(_ given: String) async throws {
      _ = try await post("scenario", given)
    }

    /// Does one step of `docs/scenarios.md` at the portal, as JSON, and answers what came of it, as JSON.
    @discardableResult
    public func step(_ step: String) async throws -> Data {
      try await post("step", step)
    }

    private func post(_ path: String, _ body: String) async throws -> Data {
      var request = URLRequest(url: ready.control.appendingPathComponent(path))
      request.httpMethod = "POST"
      request.timeoutInterval = 30
      request.setValue("Bearer \(ready.control_token)", forHTTPHeaderField: "authorization")
      request.setValue("application/json", forHTTPHeaderField: "content-type")
      request.httpBody = Data(body.utf8)
      let (answer, response) = try await URLSession.shared.data(for: request)
      let status = (response as? HTTPURLResponse)?.statusCode ?? 0
      guard 200...299 ~= status else {
        throw Failure(description: "status \(status): \(String(decoding: answer, as: UTF8.self))")
      }
      return answer
    }
  }

  #if canImport(Security) && canImport(CryptoKit)
    extension SimulatedPortal {
      /// A phone's way to the portal.
      public func transport() throws -> any PortalTransport {
        try URLSessionTransport(portal: address, certificateSHA256: certificateSHA256)
      }
    }
  #endif

  /// A process inherits which signals its parent's thread blocks: Swift's threads block the one that ends it.
  private func withSignals(_ run: () throws -> Void) rethrows {
    var none = sigset_t()
    var before = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try run()
  }
#endif
