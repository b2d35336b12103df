// A clock that a test turns.

import Foundation
import SecureAppsPasscode

/// A phone's clocks, which stand still until they are turned. They start on 2026-01-05 at 08:00 UTC, an hour after
/// the phone.
public final class ManualClock: PasscodeClock {
  private let lock = NSLock()
  /// Only with `lock` held.
  private nonisolated(unsafe) var reading = ClockReading(
    wall: Date(timeIntervalSince1970: 1_767_600_000), sinceBoot: .seconds(3600), bootID: newBootID())

  /// A clock of a phone that runs for an hour.
  public init() {}

  /// All clocks.
  public func now() -> ClockReading? { lock.withLock { reading } }

  /// Time passes.
  public func advance(by time: Duration) {
    lock.withLock {
      reading.wall += time / .seconds(1)
      reading.sinceBoot += time
    }
  }

  /// Somebody sets the wall clock.
  public func setWall(forwardBy time: Duration) {
    lock.withLock { reading.wall += time / .seconds(1) }
  }

  /// The phone is restarted, which takes no time.
  public func restart() {
    lock.withLock {
      reading.sinceBoot = .zero
      reading.bootID = newBootID()
    }
  }
}

private func newBootID() -> Data {
  withUnsafeBytes(of: UUID().uuid) { Data($0) }
}
