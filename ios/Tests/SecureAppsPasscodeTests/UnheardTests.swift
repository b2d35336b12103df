// What a call answers when nobody waits for it any more is handed back once, so that a secret in it can be wiped.

import Testing

@testable import SecureAppsPasscode

@Suite(.timeLimit(.minutes(3))) struct UnheardTests {
  private let unheard = Notes<String>()
  private let gate = Gate()
  private let runner: EngineRunner

  init() throws { runner = try EngineRunner(ports: Phone().ports, settings: .tests) }

  @Test(arguments: [false, true])
  func anAnswerAfterTheCallerWentAwayIsHandedBackOnce(_ isClosed: Bool) async throws {
    let calling = Task { [runner, gate, unheard] in
      await failure {
        try await runner.run(unheard: { unheard.add($1) }) { _ in
          gate.pass()
          return "secret"
        }
      }
    }
    await gate.somebodyCame()
    isClosed ? runner.close() : calling.cancel()
    #expect(await calling.value == (isClosed ? .closed : .cancelled))
    #expect(unheard.all == [])
    gate.open()
    while unheard.all.isEmpty { await Task.yield() }
    #expect(unheard.all == ["secret"])
  }

  @Test func anAnswerThatIsHeardIsNotHandedBack() async throws {
    let unheard = unheard
    #expect(try await runner.run(unheard: { unheard.add($1) }) { _ in "heard" } == "heard")
    try await runner.run { _ in }
    #expect(unheard.all == [])
  }

  @Test func theFirstEndCounts() async {
    let waiting = Waiting<Int>()
    #expect(!waiting.isOver)
    #expect(waiting.end(.success(1)))
    #expect(!waiting.end(.success(2)))
    #expect(!waiting.end(.failure(.closed)))
    #expect(waiting.isOver)
    let cancelled = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await waiting.wait()
    }
    let answer = try? await cancelled.value
    #expect(answer == 1)
  }

  /// Cancelled, closed and answered at the same moment: one of them, once.
  @Test func everyWaitingEndsOnceHoweverItEnds() async {
    for _ in 0..<300 {
      let waiting = Waiting<Int>()
      let caller = Task { try await waiting.wait() }
      let ended = await withTaskGroup(of: Bool.self) { group in
        group.addTask { waiting.end(.success(1)) }
        group.addTask { waiting.end(.failure(.closed)) }
        group.addTask {
          caller.cancel()
          return false
        }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(ended <= 1)
      _ = try? await caller.value
      #expect(waiting.isOver)
    }
  }
}
