// The one engine at work: runs calls to their end away from the caller, and keeps the board true. It knows no
// event and decides nothing.

internal import PasscodeNative
import Foundation

final class EngineRunner: Sendable {
  let board: StatusBoard
  private let engine: PasscodeNative.PasscodeEngine
  private let watch: Watch
  private let looking = NSLock()
  private let lock = NSLock()
  /// How to release who waits, by call; `nil` once closed. Only with `lock` held.
  private nonisolated(unsafe) var callers: [UUID: @Sendable () -> Void]? = [:]

  init(ports: PasscodePorts, settings: PasscodeNative.Settings) throws(PasscodeError) {
    let board = StatusBoard()
    let native = ports.native(observer: ObserverShim { board.show($0) })
    engine = try translating { try PasscodeNative.PasscodeEngine.open(ports: native, settings: settings) }
    self.board = board
    watch = Watch(clock: ports.clock)
    look()
    watch.start { [weak self] in self?.lookInTime() }
  }

  deinit {
    close()
  }

  /// Runs a call to its end, on a thread of its own, whether or not the caller waits for it. What it answers when
  /// nobody waits any more is `unheard`.
  func run<Answer: Sendable>(
    unheard: @escaping @Sendable (Answer) -> Void = { _ in },
    _ call: @escaping @Sendable (PasscodeNative.PasscodeEngine) throws -> Answer
  ) async throws(PasscodeError) -> Answer {
    let waiting = Waiting<Answer>()
    let id = UUID()
    let isOpen = lock.withLock {
      callers?[id] = { waiting.end(.failure(.closed)) }
      return callers != nil
    }
    guard isOpen else { throw .closed }
    // A task that is cancelled already begins nothing: the end comes before the queue's turn.
    if Task.isCancelled { waiting.end(.failure(.cancelled)) }
    // A queue for each call is a thread for each: a call that blocks holds up nobody else.
    DispatchQueue(label: "org.secureapps.passcode.call").async { [self] in
      defer { lock.withLock { callers?[id] = nil } }
      if waiting.isOver { return }
      let end = Result { try call(engine) }.mapError(PasscodeError.init(native:))
      // The library tells what it saw, but not that it could see nothing.
      look()
      if !waiting.end(end), case .success(let answer) = end { unheard(answer) }
    }
    return try await waiting.wait()
  }

  /// Wipes what is open, at once; the board follows.
  func wipe() {
    engine.lock()
    DispatchQueue(label: "org.secureapps.passcode.look").async { [weak self] in self?.look() }
  }

  /// Locks, and releases whoever waits.
  func close() {
    engine.lock()
    watch.stop()
    let waiting = lock.withLock {
      let waiting = callers
      callers = nil
      return waiting
    }
    waiting?.values.forEach { $0() }
    board.close()
  }

  /// One at a time, so that what is shown was seen last. Answers whether anything could be seen.
  @discardableResult
  private func look() -> Bool {
    looking.withLock {
      let before = board.status.revision
      defer { watch.expect(board.status.changesAt) }
      do {
        board.show(PasscodeStatus(native: try engine.status()))
        return true
      } catch {
        board.showUnreadable(PasscodeError(native: error), since: before)
        return false
      }
    }
  }

  /// SECURITY: neither a clock nor a store that fails keeps a session open.
  private func lookInTime() {
    if !look() { engine.lock() }
  }
}
