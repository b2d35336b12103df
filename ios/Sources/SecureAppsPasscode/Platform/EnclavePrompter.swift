// Asks the key behind the biometric prompt. The prompt opens the key; it decides nothing: a success without the
// key's answer is none, and whatever is not a success leaves the passcode.

import Foundation

/// A prompt of the chip's own, on a thread of its own: whoever asks may be the main thread.
struct EnclavePrompter: BiometricPrompter {
  let keys: SecureEnclaveKeys
  /// What the user is told.
  let reason: String

  func ask(_ input: PrfInput) async -> BiometricAnswer {
    if Task.isCancelled { return .cancelled }
    let waiting = Waiting<BiometricAnswer>()
    let prompt = keys.chip.prompt(reason)
    DispatchQueue(label: "org.secureapps.passcode.prompt").async {
      waiting.end(.success(answer(to: input, by: prompt)))
    }
    return await withTaskCancellationHandler {
      do throws(PasscodeError) { return try await waiting.wait() } catch { return .cancelled }
    } onCancel: {
      prompt.cancel()
    }
  }

  private func answer(to input: PrfInput, by prompt: any EnclavePrompt) -> BiometricAnswer {
    let key: KeptKey
    do throws(HardwareKeyFailure) {
      key = try keys.kept(PasscodeManager.biometricKey, for: .biometricPrf)
    } catch {
      return error == .missing ? .invalidated : .cancelled
    }
    do throws(EnclaveFailure) {
      let answer = try prompt.agree(key.wrapped, with: input.point)
      return answer.count == 32 ? .answered(answer) : .cancelled
    } catch {
      return isGone(key, after: error) ? .invalidated : .cancelled
    }
  }

  /// Whether a key that did not answer never will: fingers or faces are not those that it was made for. What the
  /// user or the system put away says nothing, and neither does a lockout.
  private func isGone(_ key: KeptKey, after failure: EnclaveFailure) -> Bool {
    switch failure {
    case .authentication(AuthenticationCode.passcodeNotSet),
      .authentication(AuthenticationCode.biometryNotEnrolled):
      return true
    case .authentication(let code) where putAway.contains(code):
      return false
    case .absent, .authentication, .refused:
      switch (keys.chip.biometrics(), key.biometrics) {
      case (.none, _): return true
      case (.some(let now), .some(let then)): return now != then
      case (.some, .none), (.some, .unknown), (.unknown, _): return false
      }
    }
  }
}

private let putAway: Set<Int> = [
  AuthenticationCode.userCancel, AuthenticationCode.userFallback, AuthenticationCode.systemCancel,
  AuthenticationCode.appCancel, AuthenticationCode.biometryLockout, AuthenticationCode.biometryNotAvailable,
  AuthenticationCode.invalidContext, AuthenticationCode.notInteractive,
]
