// What was typed can be used once, is counted as people count, says nothing of itself, and is wiped when it is
// used or let go.

import Foundation
import Testing

@testable import SecureAppsPasscode

@Suite(.timeLimit(.minutes(3))) struct InputTests {
  private let phone = Phone()

  @Test func anInputIsUsedOnce() async throws {
    let manager = try await phone.startLocked()
    let wrong = typed(wrongPasscode)
    #expect(try await manager.unlock(wrong) == .wrongPasscode(attemptsRemaining: 9, nextAttempt: nil))
    #expect(await failure { try await manager.unlock(wrong) } == .inputUsed)
    // The others are wiped too: an operation takes all it is given.
    let fresh = typed()
    let error = await failure { try await manager.change(from: fresh, to: wrong, repeated: wrong, on: .full) }
    #expect(error == .inputUsed)
    #expect(await failure { try await manager.unlock(fresh) } == .inputUsed)
    #expect(try await manager.refresh().attemptsRemaining == 9)
  }

  @Test func oneInputMayStandForBothTimesItWasToBeTyped() async throws {
    let manager = try await phone.start()
    _ = try await manager.enroll(userName: "alice", password: typed(password))
    let passcode = typed()
    #expect(try await manager.create(passcode, repeated: passcode, on: .numberPad) == .created)
    #expect(passcode.isEmpty)
  }

  @Test func inputsAreWipedWhateverComesOfTheOperation() async throws {
    let manager = try await phone.startLocked()
    let (right, notAllowed, failed, late) = (typed(), typed(), typed(), typed())
    let (current, first, second) = (typed(), typed("1"), typed("2"))
    #expect(try await manager.unlock(right) == .unlocked)
    #expect(await failure { try await manager.unlock(notAllowed) } == .eventNotAllowed)
    let rejected = try await manager.change(from: current, to: first, repeated: second, on: .full)
    #expect(rejected == .rejected([.minimumLength(6)]) || rejected == .notTheSame)
    manager.lock()
    phone.fail(.enter)
    #expect(await failure { try await manager.unlock(failed) } == .storeUnavailable)
    manager.close()
    #expect(await failure { try await manager.unlock(late) } == .closed)
    for input in [right, notAllowed, failed, late, current, first, second] {
      #expect(input.isEmpty && input.snapshot().count == 0)
    }
  }

  @Test func charactersAreCountedAndTakenBackAsPeopleSeeThem() {
    let texts = ["", "8", "é", "e\u{301}", "👩‍👩‍👧‍👦🇫🇷", "a👍🏽\u{0}\r\nß", "ｱ漢字"]
    for text in texts {
      let input = PasscodeInput(text)
      #expect(input.count == text.count)
      #expect(bytes(of: input) == Array(text.utf8))
      var rest = text
      while !rest.isEmpty {
        rest.removeLast()
        input.removeLast()
        #expect(bytes(of: input) == Array(rest.utf8))
      }
      #expect(input.isEmpty)
      input.removeLast()
      #expect(input.isEmpty)
    }
  }

  @Test func whatIsTypedAnewIsAllThereIs() async throws {
    let manager = try await phone.startLocked()
    let input = typed("999999")
    input.removeAll()
    #expect(input.isEmpty)
    for digit in "8473X" { input.append(digit) }
    input.removeLast()
    for digit in "19" { input.append(digit) }
    #expect(try await manager.unlock(input) == .unlocked)
    input.append("8")
    input.removeAll()
    #expect(input.isEmpty)
    #expect(await failure { try await manager.unlock(input) } == .inputUsed)
  }

  @Test func whatIsTooLongStaysTooLongAndCanBeTakenBack() async throws {
    let manager = try await phone.startLocked()
    let tooLong = String(repeating: "é", count: 600)
    #expect(try await manager.unlock(typed(tooLong)) == .rejected([.allowedCharacters]))
    let family = typed(String(repeating: "a", count: 1027) + "👩‍👩‍👧‍👦" + "bc")
    #expect(family.count == 1030)
    #expect(try await manager.unlock(family) == .rejected([.allowedCharacters]))
    let input = typed(rightPasscode + tooLong)
    for _ in 0..<600 { input.removeLast() }
    #expect(try await manager.unlock(input) == .unlocked)
    #expect(manager.status.attemptsRemaining == 10)
    manager.lock()
    let error = await failure {
      try await manager.beginReset(
        userName: "alice", passwordOrPin: typed(String(repeating: "x", count: 1025)))
    }
    #expect(error == .credentialsInvalid)
  }

  @Test func theChecklistLeavesWhatIsTypedAsItIs() async throws {
    let manager = try await phone.startLocked()
    let typing = typed("84")
    #expect(try await manager.checkList(typing).filter { !$0.isMet }.map(\.rule) == [.minimumLength(6)])
    for digit in "7319" { typing.append(digit) }
    #expect(try await manager.checkList(typing).filter { !$0.isMet } == [])
    #expect(try await manager.unlock(typing) == .unlocked)
  }

  @Test func nothingIsSaidOfASecret() {
    let secret = SecretBytes(copying: UnsafeRawBufferPointer(start: nil, count: 0))
    let word = "geheimnis"
    let body = Data(#"{"password": "\#(word)"}"#.utf8)
    let input = PasscodeInput(word)
    let values: [Any] = [
      input, secret, PrfInput(bytes: input.snapshot(), point: input.snapshot()),
      BiometricAnswer.answered(input.snapshot()),
      PortalRequest(path: "/enroll", headers: [], body: body),
    ]
    let secrets = [word, "\(Array(word.utf8))", "\(Data(word.utf8))"] + word.utf8.map { "- \($0)\n" }
    for value in values {
      var dumped = ""
      dump(value, to: &dumped)
      for said in ["\(value)", String(describing: value), String(reflecting: value), dumped] {
        #expect(!secrets.contains { said.contains($0) }, "\(said)")
      }
    }
  }

  /// Twice at once: exactly one gets it.
  @Test func anInputThatManyWantIsTakenOnce() async {
    for _ in 0..<50 {
      let input = typed()
      let taken = await withTaskGroup(of: Bool.self) { group in
        for _ in 0..<8 { group.addTask { (try? input.take()) != nil } }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(taken == 1)
    }
  }

  private func bytes(of input: PasscodeInput) -> [UInt8] { input.snapshot().withUnsafeBytes { Array($0) } }
}
