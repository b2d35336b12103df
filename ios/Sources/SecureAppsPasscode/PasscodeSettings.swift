// What the app knows about itself and the phone.

internal import PasscodeNative
import Foundation

/// What the app knows about itself and the phone.
public struct PasscodeSettings: Sendable, Equatable {
  /// The app's version, like `3.1.0`: 1 to 32 characters.
  public var appVersion: String
  /// What the user calls the phone: 1 to 64 characters.
  public var deviceName: String
  /// What a derivation costs in new vaults.
  public var derivationCost: DerivationCost

  /// Settings. Measure the cost once for an installation: ``DerivationCost/calibrate(clock:target:)``.
  public init(appVersion: String, deviceName: String, derivationCost: DerivationCost = .recommended) {
    self.appVersion = appVersion
    self.deviceName = deviceName
    self.derivationCost = derivationCost
  }
}

/// The cost of one derivation with Argon2id in one lane. Accepted: 19 MiB and two passes (the least of OWASP's
/// password storage cheat sheet) to 1 GiB and 16 passes.
public struct DerivationCost: Sendable, Equatable {
  /// Memory in KiB.
  public var memoryKiB: UInt32
  /// Passes over the memory.
  public var passes: UInt32

  /// A cost. What makes no sense is refused when the manager is opened.
  public init(memoryKiB: UInt32, passes: UInt32) {
    self.memoryKiB = memoryKiB
    self.passes = passes
  }

  /// 64 MiB and three passes: RFC 9106, second recommended option, in one lane.
  public static let recommended = DerivationCost(memoryKiB: 64 * 1024, passes: 3)

  /// 19 MiB and two passes: the least that is accepted.
  public static let floor = DerivationCost(memoryKiB: 19 * 1024, passes: 2)

  /// The most costly derivation that takes no longer than `target` on this phone, but never less than
  /// ``floor``. It takes about four derivations: call it once for an installation and keep the answer.
  ///
  /// - Throws: ``PasscodeError/memoryUnavailable`` if not even the least can be had.
  public static func calibrate(
    clock: any PasscodeClock, target: Duration = .milliseconds(250)
  ) async throws(PasscodeError) -> DerivationCost {
    let found = await withCheckedContinuation { continuation in
      DispatchQueue(label: "org.secureapps.passcode.calibration", qos: .userInitiated).async {
        let found = Result {
          try PasscodeNative.calibrate(clock: ClockShim(clock), targetMs: target.milliseconds ?? 1)
        }
        continuation.resume(returning: found.mapError(PasscodeError.init(native:)))
      }
    }
    let cost = try found.get()
    return DerivationCost(memoryKiB: cost.memoryKib, passes: cost.passes)
  }
}
