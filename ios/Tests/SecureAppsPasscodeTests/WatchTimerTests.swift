// The watch itself, with naps that are over at once.

import SecureAppsPasscodeTesting
import Testing

@testable import SecureAppsPasscode

@Suite(.timeLimit(.minutes(3))) struct WatchTimerTests {
  private static let aWhile = Duration.seconds(15 * 60)

  private let clock = ManualClock()
  private let looks = Looks()

  @Test func aPhoneThatSleptIsNoticedSoonAfterItWoke() async {
    let watch = watch()
    watch.expect(now + Self.aWhile)
    watch.start { looks.add() }
    await otherWatchesNap()
    #expect(looks.count == 0)
    // Asleep: the phone's clock goes on, and nothing else does.
    clock.advance(by: Self.aWhile)
    await looks.reach(1)
  }

  @Test func itLooksAgainAndAgainUntilAnotherTimeIsTold() async {
    let watch = watch()
    watch.start { looks.add() }
    watch.expect(now)
    await looks.reach(5)
    watch.expect(nil)
    // One may be under way.
    let count = looks.count + 1
    await otherWatchesNap()
    #expect(looks.count <= count)
  }

  @Test func aLaterTimeTakesThePlaceOfAnEarlierOne() async {
    let watch = watch()
    watch.start { looks.add() }
    watch.expect(now + Self.aWhile)
    watch.expect(now + Self.aWhile * 2)
    clock.advance(by: Self.aWhile)
    await otherWatchesNap()
    #expect(looks.count == 0)
    clock.advance(by: Self.aWhile)
    await looks.reach(1)
  }

  @Test func aClockThatDoesNotAnswerIsAReasonToLook() async {
    let watch = Watch(clock: NoClock(), longestNap: .milliseconds(1))
    watch.start { looks.add() }
    watch.expect(now + Self.aWhile)
    await looks.reach(1)
  }

  @Test func itStopsFromWithinALookToo() async {
    let watch = watch()
    watch.start {
      looks.add()
      watch.stop()
    }
    watch.expect(now)
    await looks.reach(1)
    watch.expect(now + .milliseconds(1))
    clock.advance(by: Self.aWhile)
    await otherWatchesNap()
    #expect(looks.count == 1)
  }

  @Test func nobodyIsKeptByIt() async {
    var watch: Watch? = watch()
    weak var gone = watch
    watch?.start { looks.add() }
    watch?.expect(now + Self.aWhile)
    watch = nil
    while gone != nil { await Task.yield() }
  }

  private var now: Duration { clock.now()?.sinceBoot ?? .zero }

  private func watch() -> Watch { Watch(clock: clock, longestNap: .milliseconds(1)) }

  /// Long enough for another one to look many times.
  private func otherWatchesNap() async {
    let (other, naps) = (watch(), Looks())
    other.start { naps.add() }
    other.expect(.zero)
    await naps.reach(20)
    other.stop()
  }
}

private struct NoClock: PasscodeClock {
  func now() -> ClockReading? { nil }
}

private final class Looks: Sendable {
  private let looks = Shared(0)

  var count: Int { looks.value }

  func add() { looks.change { $0 += 1 } }

  func reach(_ count: Int) async {
    while looks.value < count { await Task.yield() }
  }
}
