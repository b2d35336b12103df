// A phone for tests: all that PasscodeManager needs, in software, with handles to turn.

import SecureAppsPasscode

/// A phone. Its records and keys outlive its managers, as those of a real one do.
public final class SimulatedPhone: Sendable {
  /// Its clock: turn it, restart it.
  public let clock = ManualClock()
  /// Its records.
  public let records = MemoryRecords()
  /// Its keys.
  public let keys = SoftwareKeys()
  /// Its way to the portal.
  public let transport: any PortalTransport

  /// A new phone, which talks through `transport`.
  public init(transport: any PortalTransport) {
    self.transport = transport
  }

  /// All that a manager needs.
  public var ports: PasscodePorts {
    PasscodePorts(clock: clock, records: records, keys: keys, transport: transport)
  }

  /// The right finger, at once; without the key, what the system says after its fingers were changed.
  public var finger: any BiometricPrompter { Finger(keys: keys) }

  /// Starts the manager's process. Derivations cost the least that is accepted.
  public func start() async throws(PasscodeError) -> PasscodeManager {
    try await PasscodeManager.open(ports, settings: Self.settings)
  }

  /// The settings of this phone.
  public static let settings = PasscodeSettings(
    appVersion: "3.1.0", deviceName: "a simulated phone", derivationCost: .floor)
}

private struct Finger: BiometricPrompter {
  let keys: SoftwareKeys

  func ask(_ input: PrfInput) async -> BiometricAnswer {
    do throws(HardwareKeyFailure) {
      return .answered(try keys.prf(PasscodeManager.biometricKey, input))
    } catch {
      return .invalidated
    }
  }
}
