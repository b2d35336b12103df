// The screens without a view: takes what the user does, asks the manager, shows what came of it. It decides
// nothing about passcodes.

import Observation
import SecureAppsPasscode

/// The one model of all screens, over one `PasscodeManager`. What is sent while something is under way does
/// nothing.
///
/// What is handed over by ``submit(_:)`` and ``signIn(userName:secret:)`` is wiped at once, whatever comes of it:
/// hand over a copy of what is to stay on the screen until ``ScreenState/entry`` changes.
@MainActor @Observable
public final class PasscodeScreenModel {
  typealias Operation = @MainActor () async throws(PasscodeError) -> PasscodeOutcome

  @ObservationIgnored let operations: any PasscodeOperations
  @ObservationIgnored let journey: Journey
  @ObservationIgnored let worker: Worker
  @ObservationIgnored let reset: ResetFlow
  @ObservationIgnored let prompt: Worker
  @ObservationIgnored private var wasPrompted = false
  @ObservationIgnored private var following: Task<Void, Never>?

  /// What to show.
  public var state: ScreenState { journey.shown }

  /// Shows the biometric prompt; `nil`: biometrics are not offered.
  @ObservationIgnored public var prompter: (any BiometricPrompter)? {
    didSet {
      journey.canPrompt = prompter != nil
      promptOnce()
    }
  }

  /// A model over a manager.
  public convenience init(manager: PasscodeManager, clock: any PasscodeClock) {
    self.init(operations: manager, clock: clock) { try? await Task.sleep(for: $0) }
  }

  init(operations: any PasscodeOperations, clock: any PasscodeClock, pause: @escaping Pause) {
    let journey = Journey(operations: operations, clock: clock, pause: pause)
    let worker = Worker(
      onWorking: { isWorking in
        journey.update {
          $0.isWorking = isWorking
          if isWorking { $0.notice = nil }
        }
      },
      onFailure: journey.tell)
    self.operations = operations
    self.journey = journey
    self.worker = worker
    reset = ResetFlow(operations: operations, journey: journey, worker: worker)
    prompt = Worker(onFailure: journey.tell)
    following = Task { [weak self] in
      await operations.follow { self?.follow() }
    }
  }

  deinit {
    following?.cancel()
  }

  /// The screens are in front. Biometrics are asked for by themselves, once.
  public func enter() {
    journey.isInFront = true
    reset.abandonStray()
    Task {
      await journey.refresh()
      promptOnce()
    }
  }

  /// The screens are not in front any more: what was typed is wiped, a reset is abandoned.
  public func leave() {
    journey.isInFront = false
    // A prompt hides the screens itself, and does not count as leaving them.
    if !prompt.isWorking { wasPrompted = false }
    if journey.visit.place == .forgot { reset.leave() } else { journey.begin(journey.visit.place) }
  }

  /// Asks for biometrics, on ``Screen/unlock(_:)``.
  public func unlockWithBiometrics() {
    guard let prompter, case .unlock(let asked) = state.screen, asked.isBiometricsReady, !worker.isWorking
    else { return }
    wasPrompted = true
    prompt.begin { [operations, journey] () throws(PasscodeError) in
      let outcome = try await operations.unlock(with: prompter)
      if !Task.isCancelled { journey.tell(outcome) }
    }
  }

  /// The forgot link.
  public func forgot() {
    guard journey.visit.place == .start, journey.status.mayForget, !worker.isWorking else { return }
    prompt.cancel()
    journey.begin(.forgot)
  }

  /// Goes to *Secure Apps > Authentication*, from ``Screen/unlocked``.
  public func openAuthentication() {
    if state.screen == .unlocked, !worker.isWorking { journey.begin(.authentication) }
  }

  /// An entry of *Secure Apps > Authentication*.
  public func choose(_ choice: SettingsChoice) {
    guard state.settings.contains(choice) else { return }
    if choice == .lock { return lock() }
    guard !worker.isWorking else { return }
    switch choice {
    case .changePasscode: journey.begin(.change)
    case .biometricsOn: journey.begin(.biometrics)
    case .biometricsOff:
      work { [operations] () throws(PasscodeError) in try await operations.disableBiometrics() }
    case .lock: break
    }
  }

  /// Locks at once, whatever is under way.
  public func lock() {
    // Who has just locked does not want a prompt that opens again.
    wasPrompted = true
    operations.lock()
    prompt.cancel()
    worker.cancel()
    journey.begin(.start)
  }

  /// Asks the portal whether anything changed, on ``Screen/blocked(_:canSetUpAgain:)`` and
  /// ``Screen/lockedOut(waitSeconds:_:)``.
  public func checkIn() {
    switch state.screen {
    case .blocked, .lockedOut:
      work { [operations] () throws(PasscodeError) in try await operations.checkIn() }
    default: return
    }
  }

  /// Reads the records again, on ``Screen/unreadable(_:canSetUpAgain:)``.
  public func tryAgain() {
    guard case .unreadable = state.screen else { return }
    worker.begin { [journey] in await journey.refresh() }
  }

  /// Sets the secure apps up again: asks first, on ``Screen/blocked(_:canSetUpAgain:)`` and
  /// ``Screen/unreadable(_:canSetUpAgain:)``; destroys the keys, on ``Screen/confirmSetUpAgain``; goes to the
  /// credentials, on ``Screen/retired(_:)``.
  public func setUpAgain() {
    guard !worker.isWorking else { return }
    switch state.screen {
    case .blocked(_, canSetUpAgain: true), .unreadable(_, canSetUpAgain: true): journey.begin(.setUpAgain)
    case .confirmSetUpAgain:
      work { [operations] () throws(PasscodeError) in try await operations.retire() }
    case .retired: journey.begin(.signIn)
    default: return
    }
  }

  /// One screen back, if ``ScreenState/canGoBack``.
  public func back() {
    // What takes a moment is waited for; what waits for the network or a prompt is not.
    guard state.canGoBack, !worker.isWorking || state.screen.mayWaitLong else { return }
    if journey.visit.place == .forgot, journey.visit.step != .repeated { return reset.leave() }
    worker.cancel()
    if journey.visit.step == .repeated {
      journey.next(.new)
    } else {
      journey.begin(journey.visit.place.former)
    }
  }

  func work(wiping secrets: [PasscodeInput] = [], _ operation: @escaping Operation) {
    worker.begin(wiping: secrets) { [journey] () throws(PasscodeError) in
      let outcome = try await operation()
      if !Task.isCancelled { journey.tell(outcome) }
    }
  }

  private func follow() {
    journey.settle()
    if journey.isInFront { reset.abandonStray() }
  }

  private func promptOnce() {
    if journey.isInFront, !wasPrompted { unlockWithBiometrics() }
  }
}

extension Screen {
  /// Whether what is under way here may wait for the network or a prompt.
  fileprivate var mayWaitLong: Bool {
    switch self {
    case .credentials, .currentPasscode: true
    default: false
    }
  }
}
