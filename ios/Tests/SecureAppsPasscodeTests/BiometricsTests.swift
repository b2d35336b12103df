// A prompt that is cancelled, locked or closed midway is put away, whatever the one who shows it does, and the
// next one works.

import Foundation
import PasscodeNative
import Testing

@testable import SecureAppsPasscode

@Suite(.timeLimit(.minutes(3))) struct BiometricsTests {
  private let phone = Phone(EnrollingPortal(rules: #"{"biometric_unlock": true}"#))
  private let gate = Gate()

  private var finger: Prompter {
    let keys = phone.keys
    return Prompter { input in
      (try? keys.prf(PasscodeManager.biometricKey, input)).map { .answered($0) } ?? .invalidated
    }
  }

  @Test func theFingerOpensAndTheSystemMayTakeItAway() async throws {
    let manager = try await phone.startUnlocked()
    #expect(manager.status.biometrics == .off)
    #expect(try await manager.enableBiometrics(typed(), prompter: finger) == .biometricsOn)
    manager.lock()
    #expect(try await manager.unlock(with: finger) == .unlocked)
    manager.lock()
    #expect(try await manager.unlock(with: Prompter { _ in .cancelled }) == .biometricsCancelled)
    phone.keys.delete(PasscodeManager.biometricKey)
    #expect(try await manager.unlock(with: finger) == .biometricsOff)
    #expect(try await manager.unlock(with: finger) == .refused(.biometricsOff))
    #expect(manager.status.attemptsRemaining == 10)
  }

  @Test func whatIsAskedIsASecretThatIsGoneAfterwards() async throws {
    let manager = try await phone.startUnlocked()
    let asked = Shared<(weak: WeakBytes?, sizes: [Int])>((nil, []))
    let outcome = try await manager.enableBiometrics(
      typed(),
      prompter: Prompter { input in
        asked.value = (WeakBytes(bytes: input.bytes), [input.bytes.count, input.point.count])
        return .cancelled
      })
    #expect(outcome == .biometricsCancelled)
    #expect(asked.value.sizes == [32, 65])
    while asked.value.weak?.bytes != nil { await Task.yield() }
  }

  @Test func aCallerThatIsCancelledDuringThePromptIsReleasedAndThePromptIsPutAway() async throws {
    let manager = try await phone.startUnlocked()
    let isPutAway = Shared(false)
    let asking = Task {
      await failure {
        try await manager.enableBiometrics(typed(), prompter: patient { isPutAway.value = true })
      }
    }
    await gate.somebodyCame()
    asking.cancel()
    #expect(await asking.value == .cancelled)
    while !isPutAway.value { await Task.yield() }
    while phone.log.all.last?.operation != "finish-biometrics" { await Task.yield() }
    #expect(phone.log.all.last?.result == "biometrics-cancelled")
    #expect(try await manager.enableBiometrics(typed(), prompter: finger) == .biometricsOn)
  }

  /// Who shows it hears nothing of cancellation: the caller is released all the same.
  @Test func neitherCancellingNorClosingWaitsForADeafPrompter() async throws {
    let manager = try await phone.startUnlocked()
    let deaf = Prompter { [gate] _ in
      await gate.passLater()
      return .cancelled
    }
    let cancelled = Task { await failure { try await manager.enableBiometrics(typed(), prompter: deaf) } }
    await gate.somebodyCame()
    cancelled.cancel()
    #expect(await cancelled.value == .cancelled)
    let closed = Task { await failure { try await manager.enableBiometrics(typed(), prompter: deaf) } }
    await gate.somebodyCame(2)
    manager.close()
    #expect(await closed.value == .closed)
    gate.open()
  }

  @Test func aPromptThatIsPutAwayLateDoesNotEndTheNextOne() async throws {
    let manager = try await phone.startUnlocked()
    let second = Gate()
    let cancelled = Task {
      await failure { try await manager.enableBiometrics(typed(), prompter: patient()) }
    }
    await gate.somebodyCame()
    // Putting it away waits for the store; the next prompt does not wait for that.
    phone.block(.enter, at: second)
    cancelled.cancel()
    #expect(await cancelled.value == .cancelled)
    await second.somebodyCame()
    let next = Task { [finger] in try await manager.enableBiometrics(typed(), prompter: finger) }
    phone.work()
    second.open()
    #expect(try await next.value == .biometricsOn)
  }

  @Test func anEarlierPromptIsNotToldAnyMore() async throws {
    let prompts = Prompts()
    let prompt = PasscodeNative.Outcome.biometricPrompt(
      input: PasscodeNative.PrfInput(
        bytes: Data(repeating: 1, count: 32), point: Data(repeating: 1, count: 65)))
    let first = try prompts.begin { prompt }
    let second = try prompts.begin { prompt }
    #expect(throws: PasscodeNative.PasscodeError.Superseded) { try prompts.finish(first) { .noted } }
    #expect(try prompts.finish(second) { .noted } == .noted)
    #expect(throws: PasscodeNative.PasscodeError.Superseded) { try prompts.finish(second) { .noted } }
  }

  /// The phone was locked while the prompt stood: that puts it away, and wins over any answer.
  @Test func aLockDuringThePromptWins() async throws {
    let manager = try await phone.startUnlocked()
    #expect(try await manager.enableBiometrics(typed(), prompter: finger) == .biometricsOn)
    manager.lock()
    let finger = finger
    for prompter in [finger, Prompter { _ in .cancelled }, Prompter { _ in .invalidated }] {
      let outcome = try await manager.unlock(
        with: Prompter {
          manager.lock()
          return await prompter.ask($0)
        })
      #expect(outcome == .locked)
      #expect(manager.state == .locked)
    }
    #expect(try await manager.unlock(with: finger) == .unlocked)
  }

  @Test func anAnswerOfTheWrongLengthIsNoneAndNothingStaysHalfOpen() async throws {
    let manager = try await phone.startUnlocked()
    for count in [0, 31, 33] {
      let nonsense = Prompter { _ in .answered(SecretBytes(count: count) { _ in }) }
      let error = await failure { try await manager.enableBiometrics(typed(), prompter: nonsense) }
      #expect(error == .hardwareKeyUnavailable)
    }
    #expect(try await manager.refresh().biometrics == .off)
    #expect(try await manager.enableBiometrics(typed(), prompter: finger) == .biometricsOn)
  }

  @Test func aPromptThatNobodyHeardOfIsPutAwayToo() async throws {
    let manager = try await phone.startUnlocked()
    phone.block(.prf, at: gate)
    let enabling = Task { [finger] in
      await failure { try await manager.enableBiometrics(typed(), prompter: finger) }
    }
    await gate.somebodyCame()
    enabling.cancel()
    #expect(await enabling.value == .cancelled)
    gate.open()
    while phone.log.all.last?.operation != "finish-biometrics" { await Task.yield() }
    #expect(try await manager.refresh().biometrics == .off)
  }

  /// Asks until it is put away.
  private func patient(_ putAway: @escaping @Sendable () -> Void = {}) -> Prompter {
    Prompter { [gate] _ in
      let (never, continuation) = AsyncStream<Void>.makeStream()
      Thread { gate.pass() }.start()
      for await _ in never {}
      continuation.finish()
      putAway()
      return .cancelled
    }
  }
}

private struct WeakBytes: @unchecked Sendable {
  weak var bytes: SecretBytes?
}
