// What tests of the inside need from the generated types.

import PasscodeNative

@testable import SecureAppsPasscode

extension PasscodeNative.Settings {
  static let tests = PasscodeNative.Settings(
    platform: .ios, appVersion: "3.1.0", deviceName: "phone",
    derivationCost: PasscodeNative.DerivationCost(memoryKib: 19 * 1024, passes: 2))
}
