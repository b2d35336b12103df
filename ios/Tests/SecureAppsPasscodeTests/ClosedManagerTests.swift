// A closed manager: whoever waits is released, whoever comes is told, and what still runs ends without harm.

import Foundation
import PasscodeNative
import Testing

@testable import SecureAppsPasscode

@Suite(.timeLimit(.minutes(3))) struct ClosedManagerTests {
  private let phone = Phone()
  private let gate = Gate()

  @Test func everyOperationTellsThatTheManagerIsClosed() async throws {
    let manager = try await phone.startLocked()
    manager.close()
    let asked = Notes<Port>()
    phone.hook = {
      asked.add($0)
      return nil
    }
    for (name, call) in operations {
      #expect(await failure { try await call(manager) } == .closed, "\(name)")
    }
    let input = typed()
    #expect(await failure { try await manager.unlock(input) } == .closed)
    #expect(input.isEmpty)
    manager.lock()
    manager.close()
    #expect(asked.all == [])
    #expect(manager.state == .unreadable(.closed))
  }

  @Test func streamsEndWithIt() async throws {
    let manager = try await phone.startUnlocked()
    var statuses = manager.statuses().makeAsyncIterator()
    var states = manager.states().makeAsyncIterator()
    #expect(await statuses.next() == manager.status)
    #expect(await states.next() == .unlocked)
    manager.close()
    #expect(await statuses.next() == manager.status)
    #expect(await statuses.next() == nil)
    #expect(await states.next() == .unreadable(.closed))
    #expect(await states.next() == nil)
    // For whoever comes later too.
    var late = manager.states().makeAsyncIterator()
    #expect(await late.next() == .unreadable(.closed))
    #expect(await late.next() == nil)
  }

  @Test(arguments: [Port.enter, .read, .replace, .prf])
  func whoeverWaitsIsReleasedAtOnceAndWhatRunsOpensNothing(_ port: Port) async throws {
    let manager = try await phone.startLocked()
    phone.block(port, at: gate)
    let unlocking = Task { await failure { try await manager.unlock(typed()) } }
    await gate.somebodyCame()
    manager.close()
    // The gate is still closed.
    #expect(await unlocking.value == .closed)
    phone.work()
    gate.open()
    // Waits for what still runs: it holds the store.
    let restarted = try await phone.start()
    #expect(restarted.state == .locked)
    #expect(try await restarted.unlock(typed()) == .unlocked)
  }

  /// The manager is closed after a call looked whether it is, and before the engine is told.
  @Test func whatBeginsWhileItIsClosedLeavesNothingOpen() async throws {
    try await phone.startLocked().close()
    let runner = try EngineRunner(ports: phone.ports, settings: .tests)
    let (held, opened) = (Shared<PasscodeEngine?>(nil), Gate())
    let error = await failure {
      try await runner.run { engine in
        held.value = engine
        runner.close()
        let told = try engine.handle(event: .unlock(passcode: typed().take()))
        #expect(told == .unlocked)
        opened.pass()
      }
    }
    #expect(error == .closed)
    await opened.somebodyCame()
    #expect(try held.value?.status().state == .unlocked)
    opened.open()
    while try held.value?.status().state != .locked { await Task.yield() }
    // It is not closed by being let go.
    withExtendedLifetime(runner) {}
  }

  @Test func closingAnOpenSessionLeavesNothingOpen() async throws {
    try await phone.startLocked().close()
    let runner = try EngineRunner(ports: phone.ports, settings: .tests)
    let engine = try await runner.run { engine in
      let told = try engine.handle(event: .unlock(passcode: typed().take()))
      #expect(told == .unlocked)
      return engine
    }
    runner.close()
    #expect(try engine.status().state == .locked)
    // It is not closed by being let go.
    withExtendedLifetime(runner) {}
  }

  @Test func aManagerThatNobodyHoldsIsGoneAndItsStreamsEnd() async throws {
    var manager: PasscodeManager? = try await phone.startUnlocked()
    weak var gone = manager
    let states = try #require(manager?.states())
    manager = nil
    #expect(await states.first { $0 == .unreadable(.closed) } != nil)
    #expect(gone == nil)
  }

  @Test func looksUnderWayEndQuietly() async throws {
    for _ in 0..<50 {
      let manager = try await phone.start()
      manager.lock()
      manager.close()
    }
  }
}
