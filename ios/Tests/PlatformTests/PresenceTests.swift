import Foundation
import Testing

@testable import SecureAppsPasscode

@Suite struct PresenceTests {
  private let boot = Data(repeating: 7, count: Moment.bootIDBytes)
  private var now: Moment { Moment(sinceBoot: .seconds(100), bootID: boot) }

  @Test func itIsReadAsItWasWritten() throws {
    var presence = Presence(bootID: boot)
    #expect(try Presence(presence.bytes) == presence)
    presence.come(at: .seconds(1))
    presence.leave(at: .seconds(2))
    presence.come(at: .milliseconds(2500))
    presence.noteScreenOff(at: .seconds(3))
    #expect(try Presence(presence.bytes) == presence)
    #expect(Presence(presence.bytes, at: now) == presence)
    #expect(
      presence.stays
        == [Stay(since: .seconds(1), until: .seconds(2)), Stay(since: .milliseconds(2500), until: nil)])
  }

  @Test func whatMakesNoSenseIsNotThere() {
    let none = Presence(bootID: boot)
    #expect(Presence(nil, at: now) == none)
    for stays in [
      // In the future, backwards, one over the other.
      [(101, nil)], [(50, 101)], [(50, 40)], [(50, 60), (55, 70)], [(50, nil), (60, 70)],
    ] as [[(Int, Int?)]] {
      #expect(Presence(written(of: stays), at: now) == none)
    }
    #expect(Presence(written(of: [(50, 60), (60, nil)]), at: now).stays.count == 2)
    #expect(Presence(written(of: [(50, 60)], screenOff: 101), at: now) == none)
    #expect(Presence(written(of: [(50, 60)], boot: Data(count: 16)), at: now) == none)
  }

  @Test func onlyTheExactFormatIsRead() {
    let bytes = written(of: [(50, 60)])
    for other in [
      Data(), bytes + [0], bytes.dropLast(), written(of: [(50, 60)], count: 2),
      written(of: [(50, 60)], count: 0),
    ] {
      #expect(throws: MessageFlaw.notUnderstood) { try Presence(other) }
    }
    let many = Array(repeating: (50, 50 as Int?), count: Presence.mostStays + 1)
    #expect(throws: MessageFlaw.notUnderstood) { try Presence(written(of: many)) }
    #expect(throws: Never.self) { try Presence(written(of: many.dropLast())) }
    #expect(throws: MessageFlaw.anotherVersion) { try Presence(Data([2]) + bytes.dropFirst()) }
  }

  @Test func whoEndedInFrontLeftNobodyKnowsWhen() {
    var presence = Presence(bootID: boot)
    presence.come(at: .seconds(1))
    presence.come(at: .seconds(50))
    #expect(presence.stays == [Stay(since: .seconds(50), until: nil)])
    presence.leave(at: .seconds(60))
    presence.leave(at: .seconds(70))
    #expect(presence.stays == [Stay(since: .seconds(50), until: .seconds(60))])
  }

  @Test func onlyTheLastStaysAreKept() {
    var presence = Presence(bootID: boot)
    for time in 1...100 {
      presence.come(at: .seconds(time))
      presence.leave(at: .seconds(time))
    }
    #expect(presence.stays.count == Presence.mostStays)
    #expect(presence.stays.last?.since == .seconds(100))
  }

  private func written(
    of stays: [(Int, Int?)], screenOff: Int? = nil, boot: Data? = nil, count: Int? = nil
  ) -> Data {
    var writer = MessageWriter(.presence)
    writer.put(boot ?? self.boot)
    writer.put(screenOff.map { Duration.seconds($0) })
    writer.put(UInt8(count ?? stays.count))
    for (since, until) in stays {
      writer.put(.seconds(since))
      writer.put(until.map { Duration.seconds($0) })
    }
    return writer.bytes
  }
}
