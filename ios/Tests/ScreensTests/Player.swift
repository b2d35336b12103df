// What the tests of the model share: a fake manager, the test's time, and short words for what a user does.

import Foundation
import SecureAppsPasscode
import SecureAppsPasscodeTesting
import Testing

@testable import SecureAppsPasscodeScreens

@MainActor final class Player {
  let operations: FakeOperations
  let clock = ManualClock()
  let model: PasscodeScreenModel
  private let pauses: Pauses
  private var handed: [PasscodeInput] = []

  init(_ operations: FakeOperations) {
    self.operations = operations
    let pauses = Pauses(clock: clock)
    self.pauses = pauses
    model = PasscodeScreenModel(operations: operations, clock: clock, pause: pauses.pause)
  }

  var state: ScreenState { model.state }
  var screen: Screen { state.screen }

  /// When the phone will have been running for so long from now on.
  func since(_ time: Duration) -> Duration { (clock.now()?.sinceBoot ?? .zero) + time }

  /// Until nothing moves any more: everything happens on the main queue, a few turns after what caused it. Work that
  /// nothing holds up is waited for longer; what never ends is left to the test.
  func settle() async {
    var rounds = 0
    repeat {
      await turnMainQueue(20)
      rounds += 1
    } while rounds < 100 && state.isWorking && screen != .opening && operations.waiting == 0
  }

  func doing(_ what: (PasscodeScreenModel) -> Void) async {
    what(model)
    await settle()
  }

  func submit(_ passcode: String) async { await doing { $0.submit(hand(passcode)) } }

  func type(_ passcode: String) async {
    let typed = hand(passcode)
    await doing { $0.typing(typed) }
    #expect(typed.count == passcode.count)
    typed.removeAll()
  }

  func signIn(_ name: String, _ secret: String) async {
    await doing { $0.signIn(userName: name, secret: hand(secret)) }
  }

  func choose(_ choice: SettingsChoice) async { await doing { $0.choose(choice) } }

  func answer(_ outcome: PasscodeOutcome, _ state: PasscodeState? = nil) async {
    operations.answer(outcome, state)
    await settle()
  }

  func fail(_ error: PasscodeError) async {
    operations.fail(error)
    await settle()
  }

  func tell(_ state: PasscodeState) async {
    operations.tell(state)
    await settle()
  }

  /// Time passes, and whoever waits for that moment wakes.
  func wait(_ time: Duration) async {
    clock.advance(by: time)
    pauses.wake()
    await settle()
  }

  func wait(seconds: Int) async {
    for _ in 0..<seconds { await wait(.seconds(1)) }
  }

  /// Nobody waits any more.
  func end() async {
    await doing { $0.leave() }
    pauses.wake(everybody: true)
    await settle()
  }

  /// Everything that was ever handed over or given is gone, but for what operations under way still read.
  func expectWiped(sparing inUse: Int = 0, _ location: SourceLocation = #_sourceLocation) {
    let isHandedWiped = handed.allSatisfy { $0.isEmpty }
    #expect(isHandedWiped, "something is left in the view's hands", sourceLocation: location)
    let left = operations.given.count { !$0.isEmpty }
    #expect(left <= inUse, "something is left", sourceLocation: location)
  }

  private func hand(_ secret: String) -> PasscodeInput {
    let input = PasscodeInput(secret)
    handed.append(input)
    return input
  }
}

/// Pauses on a manual clock.
@MainActor final class Pauses {
  private let clock: ManualClock
  private var waiting: [(end: Duration, continuation: CheckedContinuation<Void, Never>)] = []

  init(clock: ManualClock) { self.clock = clock }

  private var now: Duration { clock.now()?.sinceBoot ?? .zero }

  func pause(_ time: Duration) async {
    await withCheckedContinuation { waiting.append((now + time, $0)) }
  }

  /// Wakes those whose time has come.
  func wake(everybody: Bool = false) {
    let due = waiting.filter { everybody || $0.end <= now }
    waiting.removeAll { everybody || $0.end <= now }
    due.forEach { $0.continuation.resume() }
  }
}

@MainActor func turnMainQueue(_ times: Int) async {
  for _ in 0..<times {
    await withCheckedContinuation { continuation in
      DispatchQueue.main.async { continuation.resume() }
    }
  }
}

/// Plays with a phone in this status, in front.
@MainActor func playing(
  _ status: PasscodeStatus, _ prompter: (any BiometricPrompter)? = nil,
  _ play: @MainActor (Player) async throws -> Void
) async rethrows {
  let player = Player(FakeOperations(status))
  player.model.prompter = prompter
  await player.doing { $0.enter() }
  try await play(player)
  await player.end()
  player.expectWiped()
}

struct NobodyTouches: BiometricPrompter {
  func ask(_ input: PrfInput) async -> BiometricAnswer { .cancelled }
}

func status(
  _ state: PasscodeState, rules: PasscodeRules? = .test, biometrics: Biometrics = .off,
  attemptsRemaining: Int? = 10, grant: AppConnectGrant? = nil
) -> PasscodeStatus {
  PasscodeStatus(
    revision: 1, state: state, keyboard: .numberPad, attemptsRemaining: attemptsRemaining, rules: rules,
    biometrics: biometrics, grant: grant)
}

func grant(isPasswordAsked: Bool) -> AppConnectGrant {
  AppConnectGrant(expiresAt: Date(timeIntervalSince1970: 1_767_600_000), isPasswordAsked: isPasswordAsked)
}

extension PasscodeRules {
  static let test: PasscodeRules = PasscodeRules().with { $0.allowsBiometricUnlock = true }

  func with(_ change: (inout PasscodeRules) -> Void) -> PasscodeRules {
    var changed = self
    change(&changed)
    return changed
  }
}

extension Screen {
  var unlock: UnlockScreen? {
    if case .unlock(let screen) = self { screen } else { nil }
  }

  var newPasscode: NewPasscodeScreen? {
    if case .newPasscode(let screen) = self { screen } else { nil }
  }

  var credentials: CredentialsScreen? {
    if case .credentials(let screen) = self { screen } else { nil }
  }
}
