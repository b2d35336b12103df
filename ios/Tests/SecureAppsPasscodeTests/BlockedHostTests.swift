// A host that does not answer holds up the operation that needs it, and nobody else: locking and closing are at
// once, all other tasks go on, and an answer that comes late is as good as one in time.

import Foundation
import SecureAppsPasscode
import Testing

@Suite(.timeLimit(.minutes(3))) struct BlockedHostTests {
  private let phone = Phone()
  private let gate = Gate()

  @Test(arguments: [Port.enter, .read, .replace, .prf, .leave])
  func lockingWaitsForNoStoreAndTheOperationUnderWayOpensNothing(_ port: Port) async throws {
    let manager = try await phone.startLocked()
    phone.block(port, at: gate)
    let unlocking = Task { try await manager.unlock(typed()) }
    await gate.somebodyCame()
    // It would wait for ever: only this test opens the gate.
    manager.lock()
    #expect(manager.state == .locked)
    gate.open()
    #expect(try await unlocking.value == .locked)
    #expect(try await manager.refresh().state == .locked)
    #expect(manager.status.attemptsRemaining == 10)
    #expect(try await manager.unlock(typed()) == .unlocked)
  }

  @Test func lockingAnOpenSessionWaitsForNoStoreAndTheStateFollows() async throws {
    let manager = try await phone.startUnlocked()
    phone.block(.enter, at: gate)
    let refreshing = Task { try await manager.refresh() }
    await gate.somebodyCame()
    manager.lock()
    gate.open()
    #expect(try await refreshing.value.state == .locked)
  }

  /// Many locks are one look at a time, and no more than one thread.
  @Test func lockingAgainAndAgainTakesNoThreads() async throws {
    let manager = try await phone.startUnlocked()
    phone.block(.enter, at: gate)
    for _ in 0..<600 { manager.lock() }
    let other = Phone()
    #expect(try await other.start().state == .notEnrolled)
    gate.open()
    #expect(await manager.states().first { $0 == .locked } == .locked)
  }

  @Test func statusAndStreamsAnswerMeanwhile() async throws {
    let manager = try await phone.startUnlocked()
    phone.block(.enter, at: gate)
    let refreshing = Task { try await manager.refresh() }
    await gate.somebodyCame()
    #expect(manager.state == .unlocked)
    var statuses = manager.statuses().makeAsyncIterator()
    #expect(await statuses.next() == manager.status)
    manager.close()
    #expect(await statuses.next()?.state == .unreadable(.closed))
    #expect(await statuses.next() == nil)
    #expect(await failure { try await refreshing.value } == .closed)
    gate.open()
  }

  /// What is typed is shown while the checklist for what was typed before is not there yet.
  @Test func typingGoesOnMeanwhile() async throws {
    let manager = try await phone.startLocked()
    phone.block(.enter, at: gate)
    let typing = typed("84")
    let checking = Task { try await manager.checkList(typing) }
    await gate.somebodyCame()
    typing.append("7")
    #expect(typing.count == 3)
    typing.removeAll()
    gate.open()
    let unmet = try await checking.value.filter { !$0.isMet }.map(\.rule)
    #expect(unmet == [.minimumLength(6)])
  }

  @Test(arguments: [Port.enter, .read, .replace, .prf, .leave, .now, .write])
  func anAnswerThatComesLateIsAsGoodAsOneInTime(_ port: Port) async throws {
    let manager = try await phone.startLocked()
    phone.block(port, at: gate)
    let right = Task { try await manager.unlock(typed()) }
    await gate.somebodyCame()
    gate.open()
    #expect(try await right.value == .unlocked)
    manager.lock()
    #expect(
      try await manager.unlock(typed(wrongPasscode)) == .wrongPasscode(attemptsRemaining: 9, nextAttempt: nil)
    )
  }

  /// More calls wait for their hosts than Swift has threads: if one of them held one, nothing below would end.
  @Test func swiftsOwnThreadsAreFreeHoweverManyCallsAreBlocked() async throws {
    let many = ProcessInfo.processInfo.activeProcessorCount + 6
    var managers: [PasscodeManager] = []
    for _ in 0..<many {
      let phone = Phone()
      managers.append(try await phone.start())
      phone.block(.enter, at: gate)
    }
    let blocked = managers.map { manager in Task { try await manager.refresh() } }
    await gate.somebodyCame(many)
    #expect(await work(of: many) == many)
    #expect(await MainActor.run { managers.allSatisfy { $0.state == .notEnrolled } })
    gate.open()
    for call in blocked { #expect(try await call.value.state == .notEnrolled) }
  }

  @Test func neitherDoTheCallsOfOneManagerHoldThem() async throws {
    let manager = try await phone.startLocked()
    let many = ProcessInfo.processInfo.activeProcessorCount + 6
    phone.block(.enter, .now, at: gate)
    let blocked = (0..<many).flatMap { _ in
      operations.map { operation in Task { await failure { try await operation.call(manager) } } }
    }
    await gate.somebodyCame(2)
    #expect(await work(of: many) == many)
    manager.lock()
    blocked.forEach { $0.cancel() }
    for call in blocked { #expect(await call.value == .cancelled) }
    manager.close()
    gate.open()
  }

  /// So many tasks at once, each of which has to wait for the others again and again.
  private func work(of many: Int) async -> Int {
    await withTaskGroup(of: Int.self) { group in
      for _ in 0..<many {
        group.addTask {
          for _ in 0..<20 { await Task.yield() }
          return 1
        }
      }
      return await group.reduce(0, +)
    }
  }
}
