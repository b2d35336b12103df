// The way of one user through the screens: where they are, what they typed that is needed again, what is shown.
// It follows the phone's state: what a state does not allow is left by itself.

import Observation
import SecureAppsPasscode

@MainActor @Observable final class Journey {
  private(set) var shown = ScreenState(screen: .opening)

  @ObservationIgnored private(set) var visit = Visit()
  @ObservationIgnored var draft = Draft()
  @ObservationIgnored var canPrompt = false {
    didSet { show() }
  }
  @ObservationIgnored var isInFront = false {
    didSet { isInFront ? tick() : countdown.stop() }
  }

  @ObservationIgnored private let operations: any PasscodeOperations
  @ObservationIgnored private let clock: any PasscodeClock
  @ObservationIgnored private let countdown: Countdown
  @ObservationIgnored private var seen: PasscodeState
  @ObservationIgnored private var checking: Task<Void, Never>?

  init(operations: any PasscodeOperations, clock: any PasscodeClock, pause: @escaping Pause) {
    self.operations = operations
    self.clock = clock
    countdown = Countdown(pause: pause)
    seen = operations.status.state
    begin(.start)
  }

  var status: PasscodeStatus { operations.status }
  var state: PasscodeState { status.state }

  /// Changes the visit, and what is shown with it.
  func update(_ change: (inout Visit) -> Void) {
    change(&visit)
    show()
  }

  /// To the first step of a place. Everything typed is wiped.
  func begin(_ place: Place, _ notice: Notice? = nil) {
    draft.wipe()
    update { $0 = $0.next(at: place, notice) }
    listRules()
  }

  /// To another step of the same place. What was typed on this one is wiped, unless it is in the draft.
  func next(_ step: Step, _ notice: Notice? = nil) {
    if step != .repeated { draft.first = nil }
    update {
      $0.step = step
      $0.notice = notice
      $0.checks = []
      $0.entry += 1
    }
    listRules()
  }

  /// Follows the phone's state.
  func settle() {
    let before = seen
    seen = state
    if !visit.place.isPossible(in: seen) {
      begin(.start)
    } else if before == .resetInProgress, seen.isLocked, visit.isProving {
      begin(.forgot, .resetOver)
    } else if !seen.isLike(before), !(visit.place == .forgot && seen.isLocked && before.isLocked) {
      begin(visit.place)
    } else {
      show()
    }
    if seen != before, isInFront { tick() }
  }

  /// Looks at the records. What cannot be read is a state, too.
  func refresh() async {
    do throws(PasscodeError) {
      _ = try await operations.refresh()
    } catch {
      // Nobody waits any more, or the host has closed the manager.
    }
    settle()
  }

  /// Checks what was typed so far. What was asked before and is not answered yet is forgotten.
  func check(_ typed: PasscodeInput) {
    checking?.cancel()
    checking = Task {
      defer { typed.removeAll() }
      do throws(PasscodeError) {
        let checks = try await operations.checkList(typed)
        if !Task.isCancelled { update { $0.checks = checks } }
      } catch {
        // The list stays as it was: setting the passcode will say what is wrong.
      }
    }
  }

  /// Seconds until the phone has been running for so long.
  func seconds(until time: Duration) -> Int { left(until: time).secondsToShow }

  private func show() {
    var wait: Int?
    if case .lockedOut(let until?) = state { wait = seconds(until: until) }
    let next = visit.show(status, waitSeconds: wait, canPrompt: canPrompt)
    if next != shown { shown = next }
  }

  private func listRules() {
    checking?.cancel()
    if case .newPasscode(let new) = shown.screen, !new.isRepeated { check(PasscodeInput()) }
  }

  /// Looks every second while the user has to wait. A wait that is over is left by looking.
  private func tick() {
    countdown.start { [weak self] in
      guard let self, case .lockedOut(let until?) = state else { return nil }
      let left = left(until: until)
      if left <= .zero { await refresh() }
      show()
      return left.untilNextSecond
    }
  }

  /// A clock that does not answer is the clock of a phone that has just been started.
  private func left(until time: Duration) -> Duration { time - (clock.now()?.sinceBoot ?? .zero) }
}
