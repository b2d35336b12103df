// The manager role: an actor over the one engine, and the state as a stream. It decides nothing.

internal import PasscodeNative
import Foundation

/// The passcode of all secure apps of this phone. One per process.
///
/// Every operation runs on a thread of its own, to its end: a task that is cancelled does not wait any more
/// (``PasscodeError/cancelled``), but what was begun is finished, and an attempt that was charged stays
/// charged. After a cancellation the ``state`` is the truth. A ``PasscodeInput`` is wiped by the operation that
/// takes it.
///
/// A lock always wins: an operation that is locked while under way ends with ``PasscodeOutcome/locked``. What it
/// proved or changed until then, like a passcode that was right or that is set, stays so.
public actor PasscodeManager {
  /// The name of the key that was made for ``KeyPurpose/biometricPrf``.
  public static let biometricKey = "biometric"

  let runner: EngineRunner
  let prompts = Prompts()
  private let executor: QueueExecutor

  private init(runner: EngineRunner, executor: QueueExecutor) {
    self.runner = runner
    self.executor = executor
  }

  /// Takes up where the records are, and finishes what an interruption left half done. Anything wrong with the
  /// records is ``PasscodeState/unreadable(_:)``.
  ///
  /// - Throws: ``PasscodeError/settingsInvalid``; ``PasscodeError/storeUnavailable`` and other failures of the
  ///   ports, if an interruption left something half done that cannot be finished now.
  public static func open(
    _ ports: PasscodePorts, settings: PasscodeSettings
  ) async throws(PasscodeError) -> PasscodeManager {
    try await open(ports, settings: settings, isAndroid: false)
  }

  package static func open(
    _ ports: PasscodePorts, settings: PasscodeSettings, isAndroid: Bool
  ) async throws(PasscodeError) -> PasscodeManager {
    let native = PasscodeNative.Settings(
      platform: isAndroid ? .android : .ios, appVersion: settings.appVersion, deviceName: settings.deviceName,
      derivationCost: PasscodeNative.DerivationCost(
        memoryKib: settings.derivationCost.memoryKiB, passes: settings.derivationCost.passes))
    let executor = QueueExecutor()
    let opening = Waiting<EngineRunner>()
    if Task.isCancelled { throw .cancelled }
    executor.queue.async {
      let opened: Result<EngineRunner, PasscodeError>
      do throws(PasscodeError) {
        opened = .success(try EngineRunner(ports: ports, settings: native))
      } catch {
        opened = .failure(error)
      }
      // A task that was cancelled meanwhile does not get it.
      if !opening.end(opened), case .success(let runner) = opened { runner.close() }
    }
    return PasscodeManager(runner: try await opening.wait(), executor: executor)
  }

  /// A queue of its own: nothing here ever waits on, or holds up, the threads of other tasks.
  public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// What a screen needs to know; always the newest.
  public nonisolated var status: PasscodeStatus { runner.board.status }

  /// Where the phone is: the ``status``'s state alone.
  public nonisolated var state: PasscodeState { status.state }

  /// The status now, and whenever it changes. Each caller has a stream of its own; who is slow gets the newest.
  /// It ends when the manager is closed.
  public nonisolated func statuses() -> AsyncStream<PasscodeStatus> { runner.board.statuses() }

  /// The state now, and whenever it changes. Each caller has a stream of its own; who is slow gets the newest.
  /// It ends when the manager is closed.
  public nonisolated func states() -> AsyncStream<PasscodeState> { runner.board.states() }

  /// Locks at once: wipes the session and any opened reset. It waits for nothing, not even for an operation under
  /// way, which then opens nothing. The ``state`` follows a moment later.
  public nonisolated func lock() { runner.wipe() }

  /// Locks, and releases whoever waits: they and all later calls get ``PasscodeError/closed``, and so does the
  /// ``state``, as ``PasscodeState/unreadable(_:)``. What is under way ends as soon as it can, and leaves nothing
  /// open.
  public nonisolated func close() { runner.close() }

  /// Looks again, and answers what it saw.
  public func refresh() async throws(PasscodeError) -> PasscodeStatus {
    try await runner.run { _ in }
    return status
  }

  /// The live checklist for what is typed so far, in the order of the screen. The input stays as it is.
  public func checkList(_ typed: PasscodeInput) async throws(PasscodeError) -> [RuleCheck] {
    // Typing goes on meanwhile.
    let typed = typed.snapshot()
    return try await runner.run { engine in
      try typed.withUnsafeBytes { try engine.checkList(typed: $0) }.map {
        RuleCheck(PasscodeRule(native: $0.rule), isMet: $0.met)
      }
    }
  }

  /// Tells the engine, with inputs that are wiped before the answer is told.
  func tell(
    _ inputs: [PasscodeInput] = [],
    _ event: @escaping @Sendable ([PasscodeNative.PasscodeInput]) -> PasscodeNative.Event
  ) async throws(PasscodeError) -> PasscodeOutcome {
    let taken = try TakenInputs(inputs)
    let told = try await runner.run { try $0.handle(event: event(taken.give())) }
    guard let outcome = PasscodeOutcome(native: told) else { throw .defect }
    return outcome
  }
}

/// Runs an actor on a dispatch queue of its own.
private final class QueueExecutor: SerialExecutor {
  let queue = DispatchQueue(label: "org.secureapps.passcode.manager", qos: .userInitiated)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}
