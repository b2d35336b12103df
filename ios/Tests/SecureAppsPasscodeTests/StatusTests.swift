// The state is the truth: what is shown is what a fresh look sees, what cannot be seen is said, and who follows
// sees what is shown now first and what is shown last at the end.

import Testing

@testable import SecureAppsPasscode

@Suite(.timeLimit(.minutes(3))) struct StatusTests {
  private let phone = Phone()

  @Test func everyStepIsShownWithAHigherRevisionBeforeItIsAnswered() async throws {
    let manager = try await phone.start()
    var steps = [manager.status]
    #expect(manager.state == .notEnrolled)
    func shows(_ state: PasscodeState) async throws {
      steps.append(manager.status)
      #expect(manager.state == state)
      #expect(try await manager.refresh() == steps.last)
    }
    _ = try await manager.enroll(userName: "alice", password: typed(password))
    try await shows(.passcodeNeeded)
    _ = try await manager.create(typed(), repeated: typed(), on: .numberPad)
    try await shows(.unlocked)
    phone.clock.advance(by: .seconds(15 * 60))
    _ = try await manager.unlock(typed(wrongPasscode))
    try await shows(.locked)
    _ = try await manager.unlock(typed())
    try await shows(.unlocked)
    _ = try await manager.retire()
    try await shows(.retired(.retired))
    #expect(steps.map(\.revision) == Array(Set(steps.map(\.revision))).sorted())
    #expect(steps.map(\.attemptsRemaining) == [nil, nil, 10, 9, 10, nil])
  }

  @Test func whatCannotBeReadIsSaidAsLongAsItCannot() async throws {
    let manager = try await phone.startLocked()
    let readable = manager.status
    phone.fail(.enter)
    var unreadable = try await manager.refresh()
    #expect(unreadable.state == .unreadable(.storeUnavailable))
    #expect(manager.state == unreadable.state)
    unreadable.state = readable.state
    #expect(unreadable == readable)
    phone.work()
    #expect(try await manager.refresh() == readable)
  }

  @Test func aFailingOperationShowsItTooAndSoDoesOneThatWorked() async throws {
    let manager = try await phone.startLocked()
    phone.fail(.enter)
    #expect(await failure { try await manager.unlock(typed()) } == .storeUnavailable)
    #expect(manager.state == .unreadable(.storeUnavailable))
    phone.work()
    _ = try await manager.refresh()
    // From the moment the passcode has proved right.
    phone.hook = { [phone] in
      if $0 == .write { phone.fail(.enter) }
      return nil
    }
    #expect(try await manager.unlock(typed()) == .unlocked)
    #expect(manager.state == .unreadable(.storeUnavailable))
    phone.work()
    #expect(try await manager.refresh().state == .unlocked)
  }

  @Test func aManagerCanBeOpenedWhileNothingCanBeReadAndTellsWhenItCan() async throws {
    _ = try await phone.startLocked()
    phone.fail(.read)
    let manager = try await phone.start()
    #expect(manager.state == .unreadable(.storeUnavailable))
    #expect(manager.status.attemptsRemaining == nil)
    phone.work()
    #expect(try await manager.refresh().state == .locked)
    #expect(manager.status.attemptsRemaining == 10)
  }

  @Test func anOlderFailureDoesNotHideWhatWasToldSince() {
    let board = StatusBoard()
    board.show(PasscodeStatus(revision: 1, state: .notEnrolled))
    board.show(PasscodeStatus(revision: 2, state: .unlocked))
    board.showUnreadable(.storeUnavailable, since: 1)
    #expect(board.status.state == .unlocked)
    board.show(PasscodeStatus(revision: 1, state: .locked))
    #expect(board.status.state == .unlocked)
    board.showUnreadable(.storeUnavailable, since: 2)
    #expect(board.status.state == .unreadable(.storeUnavailable))
    board.show(PasscodeStatus(revision: 1, state: .locked))
    #expect(board.status.state == .unreadable(.storeUnavailable))
    board.show(PasscodeStatus(revision: 2, state: .unlocked))
    #expect(board.status.state == .unlocked)
  }

  @Test func whoFollowsIsToldWhatIsShownNowAndThenTheNewest() async {
    let board = StatusBoard()
    board.show(PasscodeStatus(revision: 1, state: .locked))
    var statuses = board.statuses().makeAsyncIterator()
    var states = board.states().makeAsyncIterator()
    #expect(await statuses.next()?.revision == 1)
    #expect(await states.next() == .locked)
    for revision in 2...9 { board.show(PasscodeStatus(revision: UInt64(revision), state: .unlocked)) }
    #expect(await statuses.next()?.revision == 9)
    #expect(await states.next() == .unlocked)
    // Nothing of the state changed: the next thing it is told is the next state.
    board.show(PasscodeStatus(revision: 10, state: .unlocked))
    board.show(PasscodeStatus(revision: 11, state: .passcodeNeeded))
    #expect(await states.next() == .passcodeNeeded)
    #expect(await statuses.next()?.revision == 11)
  }

  @Test func whoComesLateIsToldWhatIsShownNow() async {
    let board = StatusBoard()
    board.show(PasscodeStatus(revision: 1, state: .locked))
    let stream = board.states()
    board.show(PasscodeStatus(revision: 2, state: .unlocked))
    #expect(await stream.first { _ in true } == .unlocked)
  }

  @Test func nothingIsShownAfterTheEndAndTheLastIsNotLost() async {
    let board = StatusBoard()
    board.show(PasscodeStatus(revision: 1, state: .unlocked))
    let stream = board.statuses()
    board.close()
    board.close()
    board.show(PasscodeStatus(revision: 2, state: .unlocked))
    board.showUnreadable(.storeUnavailable, since: 1)
    var told: [PasscodeState] = []
    for await status in stream { told.append(status.state) }
    #expect(told == [.unreadable(.closed)])
    #expect(board.status.revision == 1)
  }

  @Test func whoeverGoesIsForgotten() async {
    let board = StatusBoard()
    var stream: AsyncStream<PasscodeStatus>? = board.statuses()
    #expect(followers(of: board) == 1)
    let following = Task { for await _ in board.states() {} }
    while followers(of: board) < 2 { await Task.yield() }
    following.cancel()
    await following.value
    _ = stream
    stream = nil
    #expect(followers(of: board) == 0)
  }

  @Test func everyFollowerSeesEverHigherRevisionsUpToTheTruth() async throws {
    let manager = try await phone.startLocked()
    let followers = (0..<6).map { _ in
      let stream = manager.statuses()
      return Task {
        var told: [PasscodeStatus] = []
        for await status in stream { told.append(status) }
        return told
      }
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<4 {
        group.addTask {
          for round in 0..<8 {
            if (round + number) % 3 == 0 { manager.lock() }
            _ = try? await manager.unlock(typed())
            _ = try? await manager.noteActivity()
            _ = try await manager.refresh()
          }
        }
      }
      try await group.waitForAll()
    }
    let truth = try await manager.refresh()
    manager.close()
    for follower in followers {
      var told = await follower.value
      #expect(told.popLast()?.state == .unreadable(.closed))
      #expect(told.map(\.revision) == Array(Set(told.map(\.revision))).sorted())
      #expect(told.allSatisfy { $0.revision <= truth.revision })
      for status in told where status.revision == truth.revision { #expect(status == truth) }
    }
    #expect(manager.status.revision == truth.revision)
  }

  private func followers(of board: StatusBoard) -> Int {
    Mirror(reflecting: board).descendant("board", "followers").map { Mirror(reflecting: $0).children.count }
      ?? -1
  }
}
