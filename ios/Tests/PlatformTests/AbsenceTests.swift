import Foundation
import Testing

@testable import SecureAppsPasscode

@Suite struct AbsenceTests {
  private let boot = Data(repeating: 7, count: Moment.bootIDBytes)

  @Test func theLongestTimeWithoutAnybodyCounts() {
    // Go left at 100; it looks at 1000; no more than 60 are allowed.
    for (stays, isOver) in [
      ([], true),
      ([(100, nil)], false),
      ([(159, nil)], false),
      ([(160, nil)], true),
      ([(100, 940)], true),
      ([(100, 941)], false),
      ([(0, nil)], false),
      ([(0, 99)], true),
      ([(100, 500), (559, nil)], false),
      ([(100, 500), (560, nil)], true),
      // In any order, one within the other.
      ([(559, nil), (100, 500)], false),
      ([(100, 990), (200, 300)], false),
      ([(100, 300), (200, 990)], false),
    ] as [([(Int, Int?)], Bool)] {
      #expect(absence(stays, grace: 60).isOver == isOver, "\(stays)")
    }
  }

  @Test func whoeverSaysItIsInFrontMayBeAnyApp() {
    var two = absence([(100, 500)], grace: 60)
    two.presences += absence([(500, nil)], grace: 60).presences
    #expect(!two.isOver)
    #expect(two.isEnding)
    #expect(!absence([(100, 999)], grace: 60).isEnding)
  }

  @Test func withoutGraceADirectSwitchIsAllowed() {
    #expect(!absence([(100, 500), (504, nil)], grace: 0).isOver)
    #expect(absence([(100, 500), (505, nil)], grace: 0).isOver)
  }

  @Test func anotherStartOfThePhoneAndAClockThatGoesBackEndIt() {
    var absence = absence([(0, nil)], grace: 60)
    absence.left.bootID = Data(count: Moment.bootIDBytes)
    #expect(absence.isOver)
    absence.left = Moment(sinceBoot: .seconds(1001), bootID: boot)
    #expect(absence.isOver)
  }

  @Test func aScreenThatWentOffSinceThenEndsItWhereTheRulesSaySo() {
    for (at, locks, isOver) in [(99, true, false), (100, true, true), (900, true, true), (900, false, false)]
    {
      var absence = absence([(0, nil)], grace: 60)
      absence.presences[0].noteScreenOff(at: .seconds(at))
      absence.locksOnScreenOff = locks
      #expect(absence.isOver == isOver)
    }
  }

  private func absence(_ stays: [(Int, Int?)], grace: Int) -> Absence {
    var presence = Presence(bootID: boot)
    for (since, until) in stays {
      presence.come(at: .seconds(since))
      if let until { presence.leave(at: .seconds(until)) }
    }
    // One that is still there is told as a second app's.
    let open = stays.filter { $0.1 == nil }.map { since, _ in
      var presence = Presence(bootID: boot)
      presence.come(at: .seconds(since))
      return presence
    }
    return Absence(
      left: Moment(sinceBoot: .seconds(100), bootID: boot),
      now: Moment(sinceBoot: .seconds(1000), bootID: boot),
      presences: [presence] + open, grace: .seconds(grace), locksOnScreenOff: false)
  }
}
