import Foundation
import SecureAppsPasscodeTesting
import Testing

@testable import SecureAppsPasscode

@Suite(.timeLimit(.minutes(2))) struct URLSessionTransportTests {
  private let request = PortalRequest(
    path: "/api/device/v1/nonce", headers: [("content-type", "application/json")], body: Data("{}".utf8))

  @Test func aRequestArrivesAsItIsAndTheAnswerComesBackAsItIs() async throws {
    let server = try LocalServer { $1.answer(201, [:], Data("hello".utf8)) }
    let body = Data((0..<100_000).map { UInt8(truncatingIfNeeded: $0) })
    let sent = PortalRequest(
      path: "/api/device/v1/enroll", headers: [("signature", "s"), ("x-one", "1")], body: body)
    #expect(try await transport(to: server).send(sent) == PortalAnswer(status: 201, body: Data("hello".utf8)))
    let heard = try #require(server.requests.first)
    #expect(heard.method == "POST" && heard.path == "/api/device/v1/enroll" && server.requests.count == 1)
    #expect(heard.headers["signature"] == "s" && heard.headers["x-one"] == "1")
    #expect(heard.headers["accept-encoding"] == "identity")
    #expect(heard.body == body)
  }

  @Test(arguments: [400, 401, 403, 407, 409, 429, 500, 503]) func aRefusalIsAnAnswerWithItsBody(
    status: Int
  ) async throws {
    let server = try LocalServer { $1.answer(status, [:], Data("why".utf8)) }
    #expect(
      try await transport(to: server).send(request) == PortalAnswer(status: status, body: Data("why".utf8)))
    #expect(server.requests.count == 1)
  }

  #if canImport(Darwin)
    private static let challenges = [
      "Basic realm=\"portal\"", "Digest realm=\"portal\", nonce=\"n\"", "Negotiate",
    ]
  #else
    /// Foundation on Linux hangs or traps with others: swift-corelibs-foundation#5456.
    private static let challenges = ["Digest realm=\"portal\", nonce=\"n\""]
  #endif

  @Test(arguments: challenges) func aServerThatAsksForCredentialsGetsNone(challenge: String) async throws {
    let server = try LocalServer { $1.answer(401, ["WWW-Authenticate": challenge], Data("why".utf8)) }
    let answer = try await transport(to: server).send(request)
    #expect(answer == PortalAnswer(status: 401, body: Data("why".utf8)))
    #expect(server.requests.map { $0.headers["authorization"] } == [nil])
  }

  @Test func nothingIsAnAnswerToo() async throws {
    let server = try LocalServer { $1.answer(204) }
    #expect(try await transport(to: server).send(request) == PortalAnswer(status: 204, body: Data()))
  }

  @Test(arguments: [301, 302, 303, 307, 308]) func aRedirectIsAnAnswerAndNotFollowed(status: Int) async throws
  {
    let server = try LocalServer { $1.answer(status, ["Location": "/elsewhere"]) }
    #expect(try await transport(to: server).send(request).status == status)
    #expect(server.requests.map(\.path) == [request.path])
  }

  @Test func aCookieIsNotKept() async throws {
    let server = try LocalServer { $1.answer(200, ["Set-Cookie": "a=b; Path=/"]) }
    let transport = try transport(to: server)
    for _ in 0..<2 { _ = try await transport.send(request) }
    #expect(server.requests.map { $0.headers["cookie"] } == [nil, nil])
  }

  @Test func anAnswerIsNotKeptForTheNextTime() async throws {
    let server = try LocalServer { $1.answer(200, ["Cache-Control": "public, max-age=3600"]) }
    let transport = try transport(to: server)
    for _ in 0..<2 { _ = try await transport.send(request) }
    #expect(server.requests.count == 2)
  }

  @Test func anAnswerOfAMebibyteIsTheLargest() async throws {
    let largest = Data(repeating: 7, count: 1024 * 1024)
    let server = try LocalServer { $1.answer(200, [:], $0.path == "/larger" ? largest + [7] : largest) }
    #expect(try await transport(to: server).send(request).body == largest)
    let larger = PortalRequest(path: "/larger", headers: [], body: Data())
    await #expect(throws: PortalTransportFailure.timedOut) { try await transport(to: server).send(larger) }
  }

  @Test func anAnswerThatNeverEndsIsNotReadForEver() async throws {
    let endless = try LocalServer { _, line in
      line.say(Data("HTTP/1.1 200 OK\r\n\r\n".utf8))
      line.say(Data(repeating: 7, count: 1024 * 1024 + 1))
      line.waitForTheEnd()
    }
    let patient = try URLSessionTransport(portal: endless.address, trust: .system, timeout: .seconds(60))
    await #expect(throws: PortalTransportFailure.timedOut) { try await patient.send(request) }
  }

  @Test func aServerThatDoesNotAnswerInTimeIsOutOfTime() async throws {
    let server = try LocalServer { $1.waitForTheEnd() }
    let hasty = try URLSessionTransport(portal: server.address, trust: .system, timeout: .milliseconds(300))
    await #expect(throws: PortalTransportFailure.timedOut) { try await hasty.send(request) }
  }

  @Test func aServerThatNeverGetsToTheEndIsOutOfTime() async throws {
    let server = try LocalServer { _, line in
      line.say(Data("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nten bytes.".utf8))
      line.waitForTheEnd()
    }
    let hasty = try URLSessionTransport(portal: server.address, trust: .system, timeout: .milliseconds(300))
    await #expect(throws: PortalTransportFailure.timedOut) { try await hasty.send(request) }
  }

  @Test func aCallThatNobodyTakesIsOutOfTime() async throws {
    let server = try LocalServer()
    let hasty = try URLSessionTransport(portal: server.address, trust: .system, timeout: .milliseconds(300))
    await #expect(throws: PortalTransportFailure.timedOut) { try await hasty.send(request) }
  }

  @Test(arguments: [
    "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nten bytes.",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\na\r\nten bytes.\r\n",
    "",
  ])
  func anAnswerThatIsCutOffIsNoneAndNothingIsAskedTwice(said: String) async throws {
    let server = try LocalServer { $1.say(Data(said.utf8)) }
    await #expect(throws: PortalTransportFailure.timedOut) { try await transport(to: server).send(request) }
    #expect(server.requests.count == 1)
  }

  @Test func nobodyThereIsUnreachable() async throws {
    var free: LocalServer? = try LocalServer()
    let address = try #require(free?.address)
    free = nil
    let transport = try URLSessionTransport(portal: address, trust: .system, timeout: .seconds(30))
    await #expect(throws: PortalTransportFailure.unreachable) { try await transport.send(request) }
  }

  @Test func aTaskThatIsCancelledDoesNotWait() async throws {
    let (heard, hear) = AsyncStream<Void>.makeStream()
    let (left, leave) = AsyncStream<Void>.makeStream()
    let server = try LocalServer { _, line in
      hear.yield()
      line.waitForTheEnd()
      leave.yield()
    }
    let transport = try transport(to: server)
    let sending = Task { try await transport.send(request) }
    for await _ in heard { break }
    sending.cancel()
    await #expect(throws: PortalTransportFailure.timedOut) { try await sending.value }
    for await _ in left { break }
  }

  @Test func aTaskThatIsCancelledAlreadySendsNothing() async throws {
    let server = try LocalServer { $1.answer(200) }
    let transport = try transport(to: server)
    let sending = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await transport.send(request)
    }
    await #expect(throws: PortalTransportFailure.timedOut) { try await sending.value }
    #expect(server.requests.isEmpty)
  }

  @Test func theBodyIsLetGoAfterTheAnswer() async throws {
    let (wiped, wipe) = AsyncStream<Void>.makeStream()
    let server = try LocalServer { $1.answer(200) }
    try await sendBody(to: server) { wipe.yield() }
    for await _ in wiped { break }
    let silent = try LocalServer { $1.waitForTheEnd() }
    await #expect(throws: PortalTransportFailure.timedOut) {
      try await sendBody(to: silent, timeout: .milliseconds(100)) { wipe.yield() }
    }
    for await _ in wiped { break }
    #expect(server.requests.first?.body == Data(repeating: 7, count: 1000))
  }

  @Test func aBaseWithAPathAndASlashKeepsThePath() async throws {
    let server = try LocalServer { $1.answer(200) }
    let tenant = server.address.appendingPathComponent("tenant", isDirectory: true)
    #expect(tenant.absoluteString.hasSuffix("/tenant/"))
    _ = try await URLSessionTransport(portal: tenant, trust: .system, timeout: .seconds(30)).send(request)
    #expect(server.requests.map(\.path) == ["/tenant\(request.path)"])
  }

  @Test(arguments: [
    "http://portal", "portal", "https://", "https://me@portal", "https://me:me@portal", "https://portal/?a",
    "https://portal/#a", "file:///",
  ])
  func onlyHttpsAddressesAreTaken(address: String) throws {
    let url = try #require(URL(string: address))
    #expect(throws: PasscodeError.settingsInvalid) { try URLSessionTransport(portal: url) }
  }

  @Test func aTimeIsNeeded() throws {
    let portal = try #require(URL(string: "https://portal"))
    #expect(throws: PasscodeError.settingsInvalid) { try URLSessionTransport(portal: portal, timeout: .zero) }
    _ = try URLSessionTransport(portal: portal)
  }

  private func transport(to server: LocalServer) throws -> URLSessionTransport {
    try URLSessionTransport(portal: server.address, trust: .system, timeout: .seconds(30))
  }

  private func sendBody(
    to server: LocalServer, timeout: Duration = .seconds(30), whenLetGo: @escaping @Sendable () -> Void
  ) async throws {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: 1000, alignment: 16)
    memory.initializeMemory(as: UInt8.self, repeating: 7, count: 1000)
    let body = Data(
      bytesNoCopy: memory, count: 1000,
      deallocator: .custom { memory, _ in
        memory.deallocate()
        whenLetGo()
      })
    let transport = try URLSessionTransport(portal: server.address, trust: .system, timeout: timeout)
    _ = try await transport.send(PortalRequest(path: "/", headers: [], body: body))
  }
}
