// The biometric prompt between its two ends: begun by the engine, shown by the host, finished by the engine. It
// decides nothing but which prompt is the last one.

internal import PasscodeNative
import Foundation

extension PasscodeManager {
  /// Begins, asks and finishes; a prompt that nobody waits for any more is put away.
  func prompt(
    by prompter: any BiometricPrompter, _ inputs: [PasscodeInput] = [],
    _ event: @escaping @Sendable ([PasscodeNative.PasscodeInput]) -> PasscodeNative.Event
  ) async throws(PasscodeError) -> PasscodeOutcome {
    let (prompts, taken) = (prompts, try TakenInputs(inputs))
    let begun = try await runner.run(unheard: { prompts.putAway($1, $0) }) { engine in
      try prompts.begin { try engine.handle(event: event(taken.give())) }
    }
    guard case .biometricPrompt(let native) = begun.outcome else {
      guard let outcome = PasscodeOutcome(native: begun.outcome) else { throw .defect }
      return outcome
    }
    let input = PrfInput(native: native)
    do throws(PasscodeError) {
      let answer = try await runner.hear { await prompter.ask(input) }
      return try await finish(begun, answer)
    } catch {
      // A lock puts the prompt away, and wins.
      if error == .eventNotAllowed { return .locked }
      runner.tell { prompts.putAway(begun, $0) }
      throw error
    }
  }

  private func finish(
    _ begun: Prompts.Begun, _ answer: BiometricAnswer
  ) async throws(PasscodeError) -> PasscodeOutcome {
    let prompts = prompts
    let told = try await runner.run { engine in
      let given: PasscodeNative.BiometricAnswer =
        switch answer {
        case .answered(let secret): .answered(answer: try secret.nativeAnswer())
        case .cancelled: .cancelled
        case .invalidated: .invalidated
        }
      return try prompts.finish(begun) { try engine.handle(event: .finishBiometrics(answer: given)) }
    }
    guard let outcome = PasscodeOutcome(native: told) else { throw .defect }
    return outcome
  }
}

/// The engine knows one prompt, the last one: what comes of an earlier one is not told it any more.
final class Prompts: Sendable {
  struct Begun: Sendable {
    let outcome: PasscodeNative.Outcome
    fileprivate let number: Int
  }

  private let lock = NSLock()
  /// Of the prompt that stands. Only with `lock` held.
  private nonisolated(unsafe) var last = 0

  func begin(_ call: () throws -> PasscodeNative.Outcome) throws -> Begun {
    try lock.withLock {
      last += 1
      return Begun(outcome: try call(), number: last)
    }
  }

  func finish(_ begun: Begun, _ call: () throws -> PasscodeNative.Outcome) throws -> PasscodeNative.Outcome {
    try lock.withLock {
      guard begun.number == last else { throw PasscodeNative.PasscodeError.Superseded }
      let outcome = try call()
      last += 1
      return outcome
    }
  }

  /// If it still stands. SECURITY: what it asks, or would have sealed, is a secret.
  func putAway(_ begun: Begun, _ engine: PasscodeNative.PasscodeEngine) {
    guard case .biometricPrompt(let input) = begun.outcome else { return }
    input.bytes.wipe()
    input.point.wipe()
    _ = try? finish(begun) { try engine.handle(event: .finishBiometrics(answer: .cancelled)) }
  }
}
