// Every operation of the manager, by its name, with inputs that make sense somewhere; and what came of a call.

import Foundation
import SecureAppsPasscode

let operations: [(name: String, call: @Sendable (PasscodeManager) async throws(PasscodeError) -> Void)] = [
  ("enroll", { m throws(PasscodeError) in _ = try await m.enroll(userName: "alice", password: typed()) }),
  ("create", { m throws(PasscodeError) in _ = try await m.create(typed(), repeated: typed(), on: .full) }),
  ("unlock", { m throws(PasscodeError) in _ = try await m.unlock(typed()) }),
  (
    "change",
    { m throws(PasscodeError) in
      _ = try await m.change(from: typed(), to: typed(), repeated: typed(), on: .full)
    }
  ),
  (
    "beginReset",
    { m throws(PasscodeError) in _ = try await m.beginReset(userName: "alice", passwordOrPin: typed()) }
  ),
  (
    "redeemGrant",
    { m throws(PasscodeError) in _ = try await m.redeemGrant(userName: "alice", password: typed()) }
  ),
  (
    "finishReset",
    { m throws(PasscodeError) in _ = try await m.finishReset(typed(), repeated: typed(), on: .full) }
  ),
  ("abandonReset", { m throws(PasscodeError) in _ = try await m.abandonReset() }),
  (
    "enableBiometrics",
    { m throws(PasscodeError) in
      _ = try await m.enableBiometrics(typed(), prompter: Prompter { _ in .cancelled })
    }
  ),
  ("disableBiometrics", { m throws(PasscodeError) in _ = try await m.disableBiometrics() }),
  ("unlockWith", { m throws(PasscodeError) in _ = try await m.unlock(with: Prompter { _ in .cancelled }) }),
  ("checkIn", { m throws(PasscodeError) in _ = try await m.checkIn() }),
  (
    "handOff",
    { m throws(PasscodeError) in _ = try await m.handOff(to: "mail", publicKey: Data(repeating: 9, count: 32))
    }
  ),
  ("noteActivity", { m throws(PasscodeError) in _ = try await m.noteActivity() }),
  ("noteScreenOff", { m throws(PasscodeError) in _ = try await m.noteScreenOff() }),
  ("noteBackground", { m throws(PasscodeError) in _ = try await m.noteBackground() }),
  ("checkList", { m throws(PasscodeError) in _ = try await m.checkList(typed()) }),
  ("refresh", { m throws(PasscodeError) in _ = try await m.refresh() }),
  ("retire", { m throws(PasscodeError) in _ = try await m.retire() }),
]

func typed(_ text: String = rightPasscode) -> PasscodeInput { PasscodeInput(text) }

/// The error of a call; `nil` if it worked.
func failure<Answer>(_ call: () async throws -> Answer) async -> PasscodeError? {
  do {
    _ = try await call()
    return nil
  } catch {
    return error as? PasscodeError
  }
}

struct Prompter: BiometricPrompter {
  let answer: @Sendable (PrfInput) async -> BiometricAnswer

  func ask(_ input: PrfInput) async -> BiometricAnswer { await answer(input) }
}

extension AsyncStream where Element: Sendable {
  /// The first element for which it holds; `nil` if the stream ends before.
  func first(_ isWanted: (Element) -> Bool) async -> Element? {
    for await element in self where isWanted(element) { return element }
    return nil
  }
}
