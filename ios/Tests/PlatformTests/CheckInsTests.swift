import Foundation
import Testing

@testable import SecureAppsPasscode

@Suite struct CheckInsTests {
  private let hour = Duration.seconds(3600)
  private let minute = Duration.seconds(60)

  @Test func theFirstComesAtOnceAndTheNextWhenItIsDue() {
    let go = Go()
    #expect(go.checksIn(.arrival, every: hour, at: minute))
    #expect(!go.checksIn(.arrival, every: hour, at: hour))
    #expect(!go.checksIn(.use, every: hour, at: hour + minute - .milliseconds(1)))
    #expect(go.checksIn(.use, every: hour, at: hour + minute))
  }

  @Test func oneIsUnderWayAtATime() {
    let go = Go()
    #expect(go.begins(.arrival, every: hour, at: .zero))
    #expect(!go.begins(.arrival, every: hour, at: hour * 2))
    go.checkIns.end(isAnswered: true)
    #expect(go.begins(.arrival, every: hour, at: hour * 2))
  }

  @Test func aPortalThatIsNotThereIsAskedAgainAtTheNextArrivalOrSoon() {
    let go = Go()
    #expect(go.checksIn(.arrival, every: hour, at: .zero, isAnswered: false))
    #expect(!go.checksIn(.use, every: hour, at: CheckIns.soon - .milliseconds(1)))
    #expect(go.checksIn(.use, every: hour, at: CheckIns.soon, isAnswered: false))
    #expect(go.checksIn(.arrival, every: hour, at: CheckIns.soon + .milliseconds(1)))
    #expect(!go.checksIn(.arrival, every: hour, at: CheckIns.soon + minute))
  }

  @Test func withoutAnAccountNothingIsSentAndOnceThereIsOneItIs() {
    let go = Go()
    #expect(!go.checksIn(.arrival, every: nil, at: .zero))
    #expect(go.checksIn(.use, every: hour, at: .seconds(1)))
  }
}

private final class Go {
  var checkIns = CheckIns()

  func begins(_ occasion: CheckInOccasion, every: Duration?, at now: Duration) -> Bool {
    checkIns.begin(occasion, every: every, at: now)
  }

  func checksIn(
    _ occasion: CheckInOccasion, every: Duration?, at now: Duration, isAnswered: Bool = true
  ) -> Bool {
    guard begins(occasion, every: every, at: now) else { return false }
    checkIns.end(isAnswered: isAnswered)
    return true
  }
}
