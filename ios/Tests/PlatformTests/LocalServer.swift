// A server on this computer that says to each connection what a test wants, and keeps what it heard.

import Foundation

#if canImport(Glibc)
  import Glibc

  private let streamType = CInt(SOCK_STREAM.rawValue)
  private let withoutSignal = CInt(MSG_NOSIGNAL)
#else
  import Darwin

  private let streamType = SOCK_STREAM
  private let withoutSignal: CInt = 0
#endif

final class LocalServer: Sendable {
  /// A request, as it came over the line.
  struct Request: Sendable {
    var method = ""
    var path = ""
    /// By names in lower case.
    var headers: [String: String] = [:]
    var body = Data()
  }

  /// What it does with a request: says something, and hangs up.
  typealias Talk = @Sendable (Request, Line) -> Void

  private let descriptor: CInt
  private let heard = Heard()
  let address: URL

  /// `http://127.0.0.1:PORT`. Without `talk`, nobody takes the calls.
  init(_ talk: Talk? = nil) throws {
    let descriptor = socket(AF_INET, streamType, 0)
    self.descriptor = descriptor
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var count = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &name) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, count) == 0 && listen(descriptor, 8) == 0
          && getsockname(descriptor, $0, &count) == 0
      }
    }
    guard isBound, let address = URL(string: "http://127.0.0.1:\(UInt16(bigEndian: name.sin_port))") else {
      throw CocoaError(.fileReadUnknown)
    }
    self.address = address
    guard let talk else { return }
    Thread { [descriptor, heard] in
      while true {
        let line = Line(descriptor: accept(descriptor, nil, nil))
        guard line.isOpen else { return }
        #if canImport(Darwin)
          var yes: CInt = 1
          setsockopt(line.descriptor, SOL_SOCKET, SO_NOSIGPIPE, &yes, socklen_t(MemoryLayout<CInt>.size))
        #endif
        Thread {
          guard let request = line.request() else { return }
          heard.add(request)
          talk(request, line)
        }.start()
      }
    }.start()
  }

  deinit {
    // Wakes whoever waits for a call.
    shutdown(descriptor, CInt(SHUT_RDWR))
    close(descriptor)
  }

  var requests: [Request] { heard.all }

  private final class Heard: Sendable {
    private let lock = NSLock()
    /// Only with `lock` held.
    private nonisolated(unsafe) var requests: [Request] = []

    var all: [Request] { lock.withLock { requests } }

    func add(_ request: Request) { lock.withLock { requests.append(request) } }
  }

  /// One connection, closed with the object.
  final class Line: Sendable {
    fileprivate let descriptor: CInt

    init(descriptor: CInt) { self.descriptor = descriptor }

    deinit { if isOpen { close(descriptor) } }

    var isOpen: Bool { descriptor >= 0 }

    /// Says it, and answers whether anybody still listens.
    @discardableResult
    func say(_ bytes: Data) -> Bool {
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, withoutSignal) }
        if count <= 0 { return false }
        rest = rest.dropFirst(count)
      }
      return true
    }

    /// An answer with its length.
    @discardableResult
    func answer(_ status: Int, _ headers: [String: String] = [:], _ body: Data = Data()) -> Bool {
      let lines = headers.map { "\($0): \($1)\r\n" }.joined()
      let head =
        "HTTP/1.1 \(status) Status\r\nContent-Length: \(body.count)\r\nConnection: close\r\n\(lines)\r\n"
      return say(Data(head.utf8) + body)
    }

    /// Waits until the other side hangs up.
    func waitForTheEnd() {
      var byte: UInt8 = 0
      while recv(descriptor, &byte, 1, 0) > 0 {}
    }

    fileprivate func request() -> Request? {
      var head = Data()
      while !head.suffix(4).elementsEqual("\r\n\r\n".utf8) {
        var byte: UInt8 = 0
        // TLS begins with 22, HTTP with a letter.
        guard recv(descriptor, &byte, 1, 0) == 1, byte != 22 else { return nil }
        head.append(byte)
      }
      var lines = String(decoding: head, as: UTF8.self).components(separatedBy: "\r\n")
      let first = lines.removeFirst().split(separator: " ")
      var request = Request(method: String(first[0]), path: String(first[1]))
      for line in lines {
        guard let colon = line.firstIndex(of: ":") else { continue }
        let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        request.headers[line[..<colon].lowercased()] = value
      }
      let count = request.headers["content-length"].flatMap { Int($0) } ?? 0
      // Whoever asks first is told to go on.
      if request.headers["expect"] != nil { say(Data("HTTP/1.1 100 Continue\r\n\r\n".utf8)) }
      while request.body.count < count {
        var part = [UInt8](repeating: 0, count: count - request.body.count)
        let got = recv(descriptor, &part, part.count, 0)
        guard got > 0 else { return nil }
        request.body += part.prefix(got)
      }
      return request
    }
  }
}
