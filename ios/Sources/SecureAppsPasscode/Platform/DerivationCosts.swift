// What a derivation costs on this phone, measured once and kept beside the records. A file that says something else
// than a possible cost is measured anew: it never makes a derivation cheaper than the library accepts.

import Foundation

extension DerivationCost {
  /// The cost that was measured at the first call on this phone, by ``calibrate(clock:target:)``: about a second
  /// then, a file's reading later. A phone that cannot keep it measures again the next time.
  ///
  /// - Throws: ``PasscodeError/memoryUnavailable`` if not even the least can be had.
  public static func kept(in storage: PhoneStorage = PhoneStorage()) async throws(PasscodeError)
    -> DerivationCost
  {
    try await kept(in: storage.folder) { () async throws(PasscodeError) in
      try await calibrate(clock: SystemClock())
    }
  }

  static func kept(
    in folder: URL, measure: () async throws(PasscodeError) -> DerivationCost
  ) async throws(PasscodeError) -> DerivationCost {
    let folder = DurableFolder(path: folder.path)
    if let kept = try? folder.content(of: file), let cost = DerivationCost(kept: kept) { return cost }
    let measured = try await measure()
    do throws(RecordStoreFailure) {
      try folder.make()
      try folder.replace(file, with: Data("\(measured.memoryKiB) \(measured.passes)\n".utf8))
    } catch {
      // Measured again the next time.
    }
    return measured
  }

  private init?(kept: Data) {
    let numbers = String(decoding: kept, as: UTF8.self).split(whereSeparator: \.isWhitespace).map {
      UInt32($0)
    }
    guard numbers.count == 2, let memoryKiB = numbers[0], let passes = numbers[1],
      DerivationCost.floor.memoryKiB...mostKiB ~= memoryKiB,
      DerivationCost.floor.passes...mostPasses ~= passes
    else { return nil }
    self.init(memoryKiB: memoryKiB, passes: passes)
  }
}

private let file = "derivation-cost"

/// What the library accepts at most: 1 GiB and 16 passes.
private let mostKiB: UInt32 = 1024 * 1024
private let mostPasses: UInt32 = 16
