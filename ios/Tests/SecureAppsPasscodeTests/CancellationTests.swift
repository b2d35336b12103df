// A caller that is cancelled is released at once; what was begun is finished, what was charged stays charged, and
// the state is the truth.

import SecureAppsPasscode
import SecureAppsPasscodeTesting
import Testing

@Suite(.timeLimit(.minutes(3))) struct CancellationTests {
  private let phone = Phone()
  private let gate = Gate()

  @Test func aWrongUnlockThatNobodyWaitsForStaysCharged() async throws {
    let manager = try await phone.startLocked()
    let input = typed(wrongPasscode)
    await cancelInTheMiddle { _ = try await manager.unlock(input) }
    gate.open()
    // It waits for the store, which the unlock holds until it is done.
    #expect(try await manager.refresh().attemptsRemaining == 9)
    #expect(manager.state == .locked)
    #expect(input.isEmpty)
    #expect(await failure { try await manager.unlock(input) } == .inputUsed)
    #expect(try await manager.unlock(typed()) == .unlocked)
    #expect(manager.status.attemptsRemaining == 10)
  }

  @Test func aRightUnlockThatNobodyWaitsForOpensAllTheSame() async throws {
    let manager = try await phone.startLocked()
    await cancelInTheMiddle { _ = try await manager.unlock(typed()) }
    gate.open()
    #expect(try await manager.refresh().state == .unlocked)
  }

  @Test func theAttemptIsChargedBeforeTheKeyIsAskedWhateverBecomesOfTheCaller() async throws {
    let manager = try await phone.startLocked()
    await cancelInTheMiddle { _ = try await manager.unlock(typed()) }
    // The process dies here: the records are all that is left, and nobody holds their lock.
    let left = MemoryRecords()
    for name in RecordName.allCases {
      if let record = phone.records.read(name) {
        _ = try left.replace(name, expected: nil, with: record.bytes)
      }
    }
    let ports = PasscodePorts(clock: phone.clock, records: left, keys: phone.keys, transport: phone.portal)
    let restarted = try await PasscodeManager.open(ports, settings: SimulatedPhone.settings)
    #expect(restarted.status.attemptsRemaining == 9)
    #expect(try await restarted.unlock(typed()) == .unlocked)
    gate.open()
  }

  @Test func aCallerThatIsCancelledAlreadyBeginsNothing() async throws {
    let states = try await unlockCancelled()
    // The manager is let go, and gone when all that was begun is done.
    #expect(await states.first { $0 == .unreadable(.closed) } != nil)
    #expect(phone.log.all == [])
    #expect(try await phone.start().status.attemptsRemaining == 10)
  }

  private func unlockCancelled() async throws -> AsyncStream<PasscodeState> {
    let manager = try await phone.startLocked()
    phone.log.clear()
    let input = typed(wrongPasscode)
    let cancelled = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return await failure { try await manager.unlock(input) }
    }
    #expect(await cancelled.value == .cancelled)
    #expect(input.isEmpty)
    return manager.states()
  }

  @Test func aManagerThatIsOpenedForNobodyIsClosed() async throws {
    let phone = Phone(EnrollingPortal(rules: #"{"passcode_required": false}"#))
    _ = try await phone.start().enroll(userName: "alice", password: typed(password))
    phone.block(.enter, at: gate)
    let opening = Task { await failure { try await phone.start() } }
    await gate.somebodyCame()
    opening.cancel()
    #expect(await opening.value == .cancelled)
    gate.open()
    // The next one waits until nobody else is inside.
    #expect(try await phone.start().state == .unlocked)
  }

  @Test func whoeverIsCancelledBeforeOpeningOpensNothing() async {
    let asked = Notes<Port>()
    phone.hook = {
      asked.add($0)
      return nil
    }
    let opening = Task { [phone] in
      withUnsafeCurrentTask { $0?.cancel() }
      return await failure { try await phone.start() }
    }
    #expect(await opening.value == .cancelled)
    #expect(asked.all == [])
  }

  /// The hardware key does not answer; the caller does not wait for it.
  private func cancelInTheMiddle(_ call: @escaping @Sendable () async throws -> Void) async {
    phone.block(.prf, at: gate)
    let calling = Task { await failure(call) }
    await gate.somebodyCame()
    calling.cancel()
    // It would wait for ever: only the test opens the gate.
    #expect(await calling.value == .cancelled)
  }
}
