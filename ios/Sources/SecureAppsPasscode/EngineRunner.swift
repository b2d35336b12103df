// The one engine at work: runs calls to their end away from the caller, and keeps the board true. It knows no
// event and decides nothing.

internal import PasscodeNative
import Foundation

final class EngineRunner: Sendable {
  let board: StatusBoard
  private let engine: PasscodeNative.PasscodeEngine
  private let watch: Watch
  private let looking = NSLock()
  /// Who locks again and again while the records do not answer waits here, on one thread.
  private let looks = DispatchQueue(label: "org.secureapps.passcode.look", qos: .userInitiated)
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
    unheard: @escaping @Sendable (PasscodeNative.PasscodeEngine, Answer) -> Void = { _, _ in },
    _ call: @escaping @Sendable (PasscodeNative.PasscodeEngine) throws -> Answer
  ) async throws(PasscodeError) -> Answer {
    let waiting = Waiting<Answer>()
    let id = try enter(waiting)
    // A task that is cancelled already begins nothing: the end comes before the queue's turn.
    if Task.isCancelled { waiting.end(.failure(.cancelled)) }
    tell { [self] engine in
      defer { leave(id) }
      if waiting.isOver { return }
      let end = Result { try call(engine) }.mapError(PasscodeError.init(native:))
      // The library tells what it saw, but not that it could see nothing.
      look()
      if !waiting.end(end), case .success(let answer) = end { unheard(engine, answer) }
    }
    return try await waiting.wait()
  }

  /// Tells the engine something that nobody waits for. A queue for each call is a thread for each: a call that
  /// blocks holds up nobody else. Somebody looks at the screen meanwhile: on a slow core a derivation takes long.
  func tell(_ call: @escaping @Sendable (PasscodeNative.PasscodeEngine) -> Void) {
    DispatchQueue(label: "org.secureapps.passcode.call", qos: .userInitiated).async { [self] in
      if isClosed { return }
      call(engine)
      // SECURITY: what began before the manager was closed, and ended after, leaves nothing open.
      if isClosed { engine.lock() }
    }
  }

  /// Waits for somebody outside, who is cancelled as soon as nobody waits any more.
  func hear<Answer: Sendable>(
    _ ask: @escaping @Sendable () async -> Answer
  ) async throws(PasscodeError) -> Answer {
    let waiting = Waiting<Answer>()
    let id = try enter(waiting)
    defer { leave(id) }
    let asking = Task { _ = waiting.end(.success(await ask())) }
    defer { asking.cancel() }
    return try await waiting.wait()
  }

  /// Wipes what is open, at once; the board follows.
  func wipe() {
    engine.lock()
    looks.async { [weak self] in self?.look() }
  }

  /// Locks, and releases whoever waits.
  func close() {
    // In this order: a call that ends now either finds the manager closed, or is locked by what follows.
    let waiting = lock.withLock {
      let waiting = callers
      callers = nil
      return waiting
    }
    engine.lock()
    watch.stop()
    waiting?.values.forEach { $0() }
    board.close()
  }

  private var isClosed: Bool { lock.withLock { callers == nil } }

  private func enter<Answer>(_ waiting: Waiting<Answer>) throws(PasscodeError) -> UUID {
    let id = UUID()
    let isOpen = lock.withLock {
      callers?[id] = { waiting.end(.failure(.closed)) }
      return callers != nil
    }
    guard isOpen else { throw .closed }
    return id
  }

  private func leave(_ id: UUID) {
    lock.withLock { callers?[id] = nil }
  }

  /// One at a time, so that what is shown was seen last. Answers whether anything could be seen.
  @discardableResult
  private func look() -> Bool {
    looking.withLock {
      // Whoever closed the manager may have put its records away.
      if isClosed { return false }
      let before = board.status.revision
      do {
        board.show(PasscodeStatus(native: try engine.status()))
        watch.expect(board.status.changesAt)
        return true
      } catch {
        // Time goes on meanwhile: what was expected still is.
        board.showUnreadable(PasscodeError(native: error), since: before)
        return false
      }
    }
  }

  /// SECURITY: neither a clock nor a store that fails, or does not answer, keeps open what is past its time.
  private func lookInTime() {
    switch board.status.state {
    case .unlocked, .changeNeeded, .resetInProgress: engine.lock()
    default: break
    }
    if !look() { engine.lock() }
  }
}
