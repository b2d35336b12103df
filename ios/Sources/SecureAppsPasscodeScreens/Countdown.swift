// Ticks while somebody looks on and has to wait. What a tick does, and when the next one is, others decide.

import SecureAppsPasscode

/// Lets time pass.
typealias Pause = @MainActor (Duration) async -> Void

@MainActor final class Countdown {
  private let pause: Pause
  private var ticking: Task<Void, Never>?

  init(pause: @escaping Pause) {
    self.pause = pause
  }

  /// Ticks now, and whenever the time is over that the tick before has answered.
  func start(_ tick: @escaping @MainActor () async -> Duration?) {
    ticking?.cancel()
    ticking = Task { [pause] in
      while !Task.isCancelled, let rest = await tick(), !Task.isCancelled {
        await pause(rest)
      }
    }
  }

  func stop() {
    ticking?.cancel()
  }
}

extension Duration {
  /// Whole seconds until it is over, as a countdown shows them; none if it is over already.
  var secondsToShow: Int {
    let (seconds, attoseconds) = components
    return max(0, Int(clamping: seconds) + (attoseconds > 0 ? 1 : 0))
  }

  /// Until a countdown shows another number, or a second if it shows none any more.
  var untilNextSecond: Duration {
    let attoseconds = components.attoseconds
    return self > .zero && attoseconds > 0
      ? Duration(secondsComponent: 0, attosecondsComponent: attoseconds) : .seconds(1)
  }
}
