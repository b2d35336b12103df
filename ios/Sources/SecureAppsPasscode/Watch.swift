// Looks when the time comes at which the state changes by itself: looking is what wipes a session that is over.

import Foundation

final class Watch: Sendable {
  private struct Plan {
    var look: (@Sendable () -> Void)?
    var expected: Duration?
    /// Makes timers that were set before do nothing.
    var generation = 0
  }

  private let clock: any PasscodeClock
  /// How late it may be noticed that time passed while the phone slept: no timer counts that.
  private let longestNap: Duration
  private let queue = DispatchQueue(label: "org.secureapps.passcode.watch")
  private let lock = NSLock()
  /// Only with `lock` held.
  private nonisolated(unsafe) var plan = Plan()

  init(clock: any PasscodeClock, longestNap: Duration = .seconds(10)) {
    self.clock = clock
    self.longestNap = longestNap
  }

  func start(_ look: @escaping @Sendable () -> Void) {
    lock.withLock { plan.look = look }
    nap()
  }

  func stop() {
    lock.withLock {
      plan.look = nil
      plan.generation += 1
    }
  }

  /// When the state changes next, by the clock; `nil`: never.
  func expect(_ time: Duration?) {
    let isNew = lock.withLock {
      defer { plan.expected = time }
      return plan.expected != time
    }
    if isNew { nap() }
  }

  private func nap() {
    let (expected, generation): (Duration?, Int) = lock.withLock {
      plan.generation += 1
      return (plan.look == nil ? nil : plan.expected, plan.generation)
    }
    guard let expected else { return }
    // The host's clock may take its time, or fail: then looking does.
    queue.async { [weak self] in
      guard let self else { return }
      wake(generation, after: max(.zero, expected - (clock.sinceBoot ?? expected)))
    }
  }

  private func wake(_ generation: Int, after left: Duration) {
    // Rounded up: whoever wakes too early only naps again.
    let milliseconds = Int((min(left, longestNap) / .milliseconds(1)).rounded(.up))
    queue.asyncAfter(deadline: .now() + .milliseconds(milliseconds)) { [weak self] in self?.wake(generation) }
  }

  private func wake(_ generation: Int) {
    let (look, expected) = lock.withLock {
      plan.generation == generation ? (plan.look, plan.expected) : (nil, nil)
    }
    guard let look, let expected else { return }
    let isDue = (clock.sinceBoot ?? expected) >= expected
    if isDue { look() }
    // What looking found may be a new time, which has its own timer by now.
    if lock.withLock({ plan.generation == generation }) {
      isDue ? wake(generation, after: longestNap) : nap()
    }
  }
}

extension PasscodeClock {
  /// `nil` if the clocks do not answer, or make no sense.
  fileprivate var sinceBoot: Duration? {
    now()?.sinceBoot.milliseconds.map(Duration.init(milliseconds:))
  }
}
