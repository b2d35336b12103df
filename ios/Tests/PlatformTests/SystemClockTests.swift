import Foundation
import Testing

@testable import SecureAppsPasscode

@Suite struct SystemClockTests {
  @Test func itGoesForwardWithinOneStart() throws {
    let first = try #require(SystemClock().now())
    let second = try #require(SystemClock().now())
    #expect(second.sinceBoot >= first.sinceBoot && first.sinceBoot > .zero)
    #expect(first.bootID.count == 16 && first.bootID == second.bootID)
    #expect(abs(first.wall.timeIntervalSinceNow) < 60)
  }

  #if os(Linux)
    @Test func itCountsFromTheStartSleepIncluded() throws {
      let reading = try #require(SystemClock().now())
      // The wall clock's moment of the start, as the kernel has it.
      let statistics = try String(contentsOfFile: "/proc/stat", encoding: .utf8)
      let started = try #require(statistics.split(separator: "\n").first { $0.hasPrefix("btime ") })
      let seconds = try #require(Double(started.dropFirst("btime ".count)))
      let counted = reading.wall.timeIntervalSince1970 - reading.sinceBoot / .seconds(1)
      #expect(abs(counted - seconds) < 60)
    }
  #endif

  @Test func aStartIsNamedByTheBytesOfItsUUID() {
    let name = "00112233-4455-6677-8899-AABBCCDDEEFF"
    let bytes = Data((0..<16).map { UInt8($0 * 0x11) })
    #expect(bootID(named: name) == bytes)
    #expect(bootID(named: name.lowercased() + "\n") == bytes)
  }

  @Test(arguments: ["", "1", "00112233445566778899aabbccddeeff", "00000000-0000-0000-0000-000000000000"])
  func whatNamesNoStartIsRefused(name: String) {
    #expect(bootID(named: name) == nil)
  }
}
