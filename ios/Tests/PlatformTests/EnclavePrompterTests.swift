import Foundation
import Testing

@testable import SecureAppsPasscode

@Suite struct EnclavePrompterTests {
  private let chip = FakeChip()
  private let keychain = MemoryKeychain()
  private let input = anyInput()
  private let keys: SecureEnclaveKeys
  private let prompter: EnclavePrompter

  init() {
    keys = SecureEnclaveKeys(chip: chip, items: keychain)
    prompter = EnclavePrompter(keys: keys, reason: "to open the secure apps")
  }

  @Test func theUserIsThereAndTheKeyAnswers() async throws {
    _ = try keys.create("biometric", for: .biometricPrf)
    let shown = Flag()
    chip.meet { _ in shown.raise() }
    guard case .answered(let answer) = await prompter.ask(input) else {
      Issue.record("no answer")
      return
    }
    let kept = try keys.kept("biometric", for: .biometricPrf)
    #expect(try answer.data == chip.agree(kept.wrapped, with: input.point).data)
    #expect(shown.isRaised && chip.reasons == ["to open the secure apps"])
  }

  @Test func withoutAKeyThereIsNoPrompt() async {
    let shown = Flag()
    chip.meet { _ in shown.raise() }
    #expect(await said() == "invalidated")
    #expect(!shown.isRaised)
  }

  @Test func aKeychainThatDoesNotAnswerLeavesBiometricsOn() async throws {
    _ = try keys.create("biometric", for: .biometricPrf)
    keychain.fail()
    #expect(await said() == "cancelled")
  }

  /// Whatever is enrolled by then: the user, or the system, said no.
  @Test(arguments: [-2, -3, -4, -6, -8, -9, -10, -1004])
  func aPromptThatWasPutAwayIsCancelled(code: Int) async throws {
    _ = try keys.create("biometric", for: .biometricPrf)
    chip.meet { (_) throws(EnclaveFailure) in throw .authentication(code) }
    for now in [EnrolledBiometrics.some(Data("another".utf8)), .none, .unknown] {
      chip.enroll(now)
      #expect(await said() == "cancelled")
    }
  }

  @Test(arguments: [-5, -7]) func aPhoneWithoutPasscodeOrFingersHasNoKeyForThem(code: Int) async throws {
    _ = try keys.create("biometric", for: .biometricPrf)
    chip.meet { (_) throws(EnclaveFailure) in throw .authentication(code) }
    #expect(await said() == "invalidated")
  }

  @Test(arguments: [EnclaveFailure.refused, .authentication(-1), .authentication(-4711)])
  func aKeyThatDoesNotAnswerIsGoneIfTheFingersAreOthers(failure: EnclaveFailure) async throws {
    _ = try keys.create("biometric", for: .biometricPrf)
    chip.meet { (_) throws(EnclaveFailure) in throw failure }
    #expect(await said() == "cancelled", "the fingers are the same")
    chip.enroll(.unknown)
    #expect(await said() == "cancelled", "nobody can tell")
    chip.enroll(.some(Data("another finger".utf8)))
    #expect(await said() == "invalidated")
    chip.enroll(.none)
    #expect(await said() == "invalidated")
  }

  @Test func aKeyOfUnknownFingersIsNotGivenUp() async throws {
    chip.enroll(.unknown)
    _ = try keys.create("biometric", for: .biometricPrf)
    chip.enroll(.some(Data("a finger".utf8)))
    chip.meet { (_) throws(EnclaveFailure) in throw .refused }
    #expect(await said() == "cancelled")
  }

  @Test func otherFingersAloneDoNotGiveUpAKeyThatAnswers() async throws {
    _ = try keys.create("biometric", for: .biometricPrf)
    chip.enroll(.some(Data("the same, to a new version of the system".utf8)))
    #expect(await said() == "answered")
  }

  @Test func aCallerThatIsCancelledTakesThePromptAway() async throws {
    _ = try keys.create("biometric", for: .biometricPrf)
    let (shown, show) = AsyncStream<Void>.makeStream()
    let (gone, takeAway) = AsyncStream<Void>.makeStream()
    chip.meet { (prompt) throws(EnclaveFailure) in
      show.yield()
      prompt.cancelled.wait()
      takeAway.yield()
      throw .authentication(AuthenticationCode.appCancel)
    }
    let asking = Task { await said() }
    for await _ in shown { break }
    asking.cancel()
    #expect(await asking.value == "cancelled")
    for await _ in gone { break }
  }

  @Test func aCallerThatIsCancelledAlreadySeesNoPrompt() async throws {
    _ = try keys.create("biometric", for: .biometricPrf)
    let asking = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return await said()
    }
    #expect(await asking.value == "cancelled")
    #expect(chip.reasons.isEmpty)
  }

  @Test func whatLocalAuthenticationSaysIsFoundInsideOtherErrors() {
    let cancelled = NSError(domain: "com.apple.LocalAuthentication", code: -2)
    let wrapped = NSError(domain: "CryptoTokenKit", code: -3, userInfo: [NSUnderlyingErrorKey: cancelled])
    #expect(EnclaveFailure(cancelled) == .authentication(-2))
    #expect(EnclaveFailure(wrapped) == .authentication(-2))
    #expect(EnclaveFailure(NSError(domain: "CryptoTokenKit", code: -2)) == .refused)
    #expect(EnclaveFailure(CocoaError(.fileNoSuchFile)) == .refused)
  }

  private func said() async -> String {
    switch await prompter.ask(input) {
    case .answered: "answered"
    case .cancelled: "cancelled"
    case .invalidated: "invalidated"
    }
  }
}

/// Something that happened.
private final class Flag: Sendable {
  private let lock = NSLock()
  /// Only with `lock` held.
  private nonisolated(unsafe) var isUp = false

  var isRaised: Bool { lock.withLock { isUp } }

  func raise() { lock.withLock { isUp = true } }
}
