// One request and its one answer, on a session of its own: nothing of it is kept, and nothing is used twice. It
// decides when an answer is too large or too late.

import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif
#if canImport(Security)
  import Security
#endif

final class Exchange: NSObject, URLSessionDataDelegate, Sendable {
  typealias Result = Swift.Result<PortalAnswer, PortalTransportFailure>

  /// No answer may be larger: 1 MiB.
  static let maximumBytes = 1024 * 1024

  private struct Heard {
    var status: Int?
    var body = Data()
    var task: URLSessionTask?
    var end: Result?
    var waiting: CheckedContinuation<Result, Never>?
  }

  private let trust: ServerTrust
  private let lock = NSLock()
  /// Only with `lock` held.
  private nonisolated(unsafe) var heard = Heard()

  init(trust: ServerTrust) { self.trust = trust }

  /// Runs it, once.
  func run(_ request: URLRequest, body: Data, timeout: Duration) async -> Result {
    let session = URLSession(configuration: configuration(timeout), delegate: self, delegateQueue: nil)
    let task = session.uploadTask(with: request, from: body)
    // The session holds on to its delegate until then.
    defer { session.invalidateAndCancel() }
    // The system's own timeouts begin anew with every byte.
    let tooLate = DispatchTime.now() + (timeout / .seconds(1))
    DispatchQueue.global().asyncAfter(deadline: tooLate) { [weak self] in self?.end(.failure(.timedOut)) }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let end: Result? = lock.withLock {
          if heard.end == nil {
            heard.waiting = continuation
            heard.task = task
          }
          return heard.end
        }
        if let end { continuation.resume(returning: end) } else { task.resume() }
      }
    } onCancel: {
      end(.failure(.timedOut))
    }
  }

  /// The first end counts.
  private func end(_ end: Result) {
    let (task, waiting): (URLSessionTask?, CheckedContinuation<Result, Never>?) = lock.withLock {
      guard heard.end == nil else { return (nil, nil) }
      heard.end = end
      defer { heard.waiting = nil }
      return (heard.task, heard.waiting)
    }
    task?.cancel()
    waiting?.resume(returning: end)
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    completionHandler(nil)
  }

  #if canImport(Security) && canImport(CryptoKit)
    func urlSession(
      _ session: URLSession, didReceive challenge: URLAuthenticationChallenge,
      completionHandler:
        @escaping @Sendable (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
    ) {
      switch trust.answer(to: challenge) {
      case nil: completionHandler(.performDefaultHandling, nil)
      case .accepted(let credential): completionHandler(.useCredential, credential)
      case .refused:
        end(.failure(.untrusted))
        completionHandler(.cancelAuthenticationChallenge, nil)
      }
    }
  #endif

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
  ) {
    guard let status = (response as? HTTPURLResponse)?.statusCode,
      response.expectedContentLength <= Int64(Self.maximumBytes)
    else {
      end(.failure(.timedOut))
      return completionHandler(.cancel)
    }
    lock.withLock { heard.status = status }
    completionHandler(.allow)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let isTooLarge = lock.withLock {
      guard heard.end == nil else { return false }
      heard.body += data
      return heard.body.count > Self.maximumBytes
    }
    if isTooLarge { end(.failure(.timedOut)) }
  }

  func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
    if let error { return end(.failure(PortalTransportFailure(error))) }
    let (status, body) = lock.withLock { (heard.status, heard.body) }
    guard let status else { return end(.failure(.timedOut)) }
    end(.success(PortalAnswer(status: status, body: body)))
  }

  private func configuration(_ timeout: Duration) -> URLSessionConfiguration {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.httpCookieStorage = nil
    configuration.httpCookieAcceptPolicy = .never
    configuration.httpShouldSetCookies = false
    configuration.urlCache = nil
    configuration.urlCredentialStorage = nil
    #if canImport(Security)
      // Where App Transport Security has been told to look away, too.
      configuration.tlsMinimumSupportedProtocolVersion = .TLSv12
    #endif
    // In whole seconds: Foundation on Linux knows no others.
    configuration.timeoutIntervalForRequest = (timeout / .seconds(1)).rounded(.up)
    configuration.timeoutIntervalForResource = (timeout / .seconds(1)).rounded(.up)
    return configuration
  }
}
