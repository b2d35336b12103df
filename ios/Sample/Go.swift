// The one manager of the process, and the one model of its screens.

import Observation
import SecureAppsPasscode
import SecureAppsPasscodeScreens
import UIKit

@MainActor @Observable
final class Go {
  enum Phase {
    case opening
    case open(PasscodeScreenModel)
    case failed(PasscodeError)
  }

  private(set) var phase = Phase.opening
  private var ports: PasscodePorts?

  /// Opens the manager over what the phone gives it.
  func open(_ ports: PasscodePorts) {
    self.ports = ports
    Task { phase = await opened(ports) }
  }

  func tryAgain() {
    if let ports { open(ports) }
  }

  private func opened(_ ports: PasscodePorts) async -> Phase {
    do throws(PasscodeError) {
      let settings = PasscodeSettings(appVersion: "3.1.0", deviceName: UIDevice.current.name)
      let manager = try await PasscodeManager.open(ports, settings: settings)
      return .open(PasscodeScreenModel(manager: manager, clock: ports.clock))
    } catch {
      return .failed(error)
    }
  }
}
