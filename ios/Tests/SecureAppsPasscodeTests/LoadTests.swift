// Many at once, in any order: nothing but typed results, a counter that counts every attempt once, and at the end
// exactly one passcode that opens.

import Foundation
import SecureAppsPasscode
import Testing

@Suite(.timeLimit(.minutes(3))) struct LoadTests {
  private let phone = Phone()

  /// Five may try before they have to wait; the others are told so, and are not charged.
  @Test func everyWrongAttemptOfEightAtOnceIsChargedOnce() async throws {
    let manager = try await phone.startLocked()
    let outcomes = try await withThrowingTaskGroup(of: PasscodeOutcome.self) { group in
      for number in 0..<8 { group.addTask { try await manager.unlock(typed("50918\(number)")) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    var remaining: [Int] = []
    var waits = 0
    for outcome in outcomes {
      switch outcome {
      case .wrongPasscode(let left, _): remaining.append(left)
      case .lockedOut(until: .some): waits += 1
      default: Issue.record("\(outcome)")
      }
    }
    #expect(remaining.sorted() == [5, 6, 7, 8, 9])
    #expect(waits == 3)
    #expect(try await manager.refresh().attemptsRemaining == 5)
  }

  @Test func theSameWrongPasscodeOfEightAtOnceIsChargedOnce() async throws {
    let manager = try await phone.startLocked()
    try await withThrowingTaskGroup(of: PasscodeOutcome.self) { group in
      for _ in 0..<8 { group.addTask { try await manager.unlock(typed(wrongPasscode)) } }
      for try await outcome in group {
        guard case .wrongPasscode(let left, _) = outcome else {
          Issue.record("\(outcome)")
          continue
        }
        #expect((1...9).contains(left))
      }
    }
    // Whoever began before the first was charged was charged too, but nobody more than once.
    let left = try #require(try await manager.refresh().attemptsRemaining)
    #expect((2...9).contains(left))
    let again = try await manager.unlock(typed(wrongPasscode))
    #expect(
      [
        .wrongPasscode(attemptsRemaining: left, nextAttempt: nil),
        .lockedOut(until: manager.status.changesAt),
      ]
      .contains(again))
  }

  @Test(arguments: [false, true])
  func everybodyAtOnce(_ isFailing: Bool) async throws {
    let manager = try await phone.startLocked()
    let crowd = Crowd(manager: manager, phone: phone, changes: !isFailing)
    if isFailing { failNowAndThen() }
    let following = Task {
      var told: [PasscodeStatus] = []
      for await status in manager.statuses() { told.append(status) }
      return told
    }
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<8 {
        group.addTask {
          var random = SplitMix(state: UInt64(number))
          for _ in 0..<25 { crowd.count(await crowd.one(&random)) }
        }
      }
    }
    phone.work()
    let truth = try await manager.refresh()
    let seen = Set(crowd.results.value.keys)
    #expect(seen.isSuperset(of: ["unlocked", "noted"]))
    #expect(seen.contains(isFailing ? "store.unavailable" : "changed"))
    #expect(!seen.contains("library.defect"))
    try await expectCounts(crowd, manager)
    var opening: [String] = []
    for passcode in Crowd.passcodes where try await opens(passcode, manager) { opening.append(passcode) }
    #expect(opening == [crowd.latest.value])
    manager.close()
    let told = await following.value.dropLast().map(\.revision)
    #expect(told == told.sorted())
    #expect((told.last ?? 0) >= truth.revision)
  }

  private func failNowAndThen() {
    let calls = Shared(0)
    phone.hook = { port in
      guard [.enter, .read, .replace, .leave, .prf, .write].contains(port) else { return nil }
      let count = calls.change { calls in
        calls += 1
        return calls
      }
      return count % 23 == 0 ? .unavailable : nil
    }
  }

  /// Every wrong one counts once.
  private func expectCounts(_ crowd: Crowd, _ manager: PasscodeManager) async throws {
    manager.lock()
    phone.clock.advance(by: .seconds(2 * 60 * 60))
    let before = try #require(try await manager.refresh().attemptsRemaining)
    let outcome = try await manager.unlock(typed(crowd.nextWrong()))
    switch outcome {
    case .wrongPasscode(let left, _): #expect(left == before - 1)
    case .lockedOut(until: nil): #expect(before == 1)
    default: Issue.record("\(outcome)")
    }
  }

  private func opens(_ passcode: String, _ manager: PasscodeManager) async throws -> Bool {
    manager.lock()
    phone.clock.advance(by: .seconds(2 * 60 * 60))
    return try await manager.unlock(typed(passcode)) == .unlocked
  }
}

/// People who do anything at any time.
private struct Crowd: Sendable {
  static let passcodes = [rightPasscode, otherPasscode, "639174", "508826"]

  let manager: PasscodeManager
  let phone: Phone
  let changes: Bool
  /// The one that was set last, as far as anybody was told.
  let latest = Shared(rightPasscode)
  let results = Shared<[String: Int]>([:])
  private let wrong = Shared(100_000)

  func count(_ result: String) { results.change { $0[result, default: 0] += 1 } }

  func nextWrong() -> String {
    wrong.change { wrong in
      wrong += 1
      return "\(wrong)"
    }
  }

  func one(_ random: inout SplitMix) async -> String {
    let choice = random.next() % 40
    let passcode = Self.passcodes[Int(random.next() % 4)]
    return await told {
      switch choice {
      case 0..<12: return try await manager.unlock(typed(latest.value))
      case 12: return try await manager.unlock(typed(nextWrong()))
      case 13:
        manager.lock()
        return .locked
      case 14..<18:
        _ = try await manager.checkList(typed())
        return .noted
      case 18..<22:
        _ = try await manager.refresh()
        return .noted
      case 22..<27: return try await change(to: passcode)
      case 27:
        // Waits are over soon.
        phone.clock.advance(by: .seconds(10 * 60))
        return .noted
      case 28..<31: return try await manager.handOff(to: "mail", publicKey: Data(repeating: 9, count: 32))
      default: return try await manager.noteActivity()
      }
    }
  }

  private func change(to new: String) async throws -> PasscodeOutcome {
    guard changes else { return .noted }
    let outcome = try await manager.change(
      from: typed(latest.value), to: typed(new), repeated: typed(new), on: .numberPad)
    // Locked: when it was changed already. Nobody else can have changed from the same one meanwhile.
    if outcome == .changed || outcome == .locked { latest.value = new }
    return outcome
  }

  private func told(_ call: () async throws -> PasscodeOutcome) async -> String {
    do {
      return String("\(try await call())".prefix { $0 != "(" })
    } catch {
      return (error as? PasscodeError)?.code ?? "\(error)"
    }
  }
}

private struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
