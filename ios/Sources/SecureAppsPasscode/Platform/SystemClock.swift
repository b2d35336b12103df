// The phone's clocks. The one that counts is the time since the phone started, which nobody can turn; if one start
// cannot be told from another, there is no reading at all.

import Foundation

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#endif

/// The clocks of this phone, or this computer. Manager and secure apps of a phone read the same.
public struct SystemClock: PasscodeClock {
  /// The system's clocks.
  public init() {}

  /// Reads all clocks; `nil` if the system does not tell how long it runs, or which start this is.
  public func now() -> ClockReading? {
    var time = timespec()
    guard clock_gettime(sleepIncluded, &time) == 0, let bootID = nameOfThisStart().flatMap(bootID(named:))
    else { return nil }
    let sinceBoot = Duration.seconds(Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
    return ClockReading(wall: Date(), sinceBoot: sinceBoot, bootID: bootID)
  }
}

/// The 16 bytes of a UUID. SECURITY: all zeros name no start: they would be the same after the next one.
func bootID(named name: String) -> Data? {
  guard let uuid = UUID(uuidString: name.trimmingCharacters(in: .whitespacesAndNewlines))?.uuid else {
    return nil
  }
  let bytes = withUnsafeBytes(of: uuid) { Data($0) }
  return bytes.contains { $0 != 0 } ? bytes : nil
}

#if canImport(Darwin)
  /// By Apple's manual the same as `mach_continuous_time`: it goes on while the system is asleep.
  private let sleepIncluded = CLOCK_MONOTONIC_RAW

  /// Drawn by the kernel at every start. `kern.boottime` would be another one whenever the wall clock is set.
  private func nameOfThisStart() -> String? {
    var name = [UInt8](repeating: 0, count: 64)
    var count = name.count
    guard sysctlbyname("kern.bootsessionuuid", &name, &count, nil, 0) == 0 else { return nil }
    return String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
  }
#else
  private let sleepIncluded = CLOCK_BOOTTIME

  private func nameOfThisStart() -> String? {
    try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
  }
#endif
