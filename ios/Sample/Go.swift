// The one manager of the process, what binds it to the phone, and the one model of its screens.

import Foundation
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
  /// A secure app that asked while Go was locked.
  @ObservationIgnored private var waitingApp: String?
  @ObservationIgnored private var desk: HandOffDesk?
  @ObservationIgnored private var lifecycle: PasscodeLifecycle?
  @ObservationIgnored private let cover = AppSwitcherCover()
  @ObservationIgnored private let company = Company()

  /// Opens the manager over what the phone gives it.
  func open() {
    phase = .opening
    Task { phase = await opened() }
  }

  /// A secure app brought Go to the front by this URL.
  func asked(by url: URL) {
    guard let appID = company?.address.appID(in: url) else { return }
    waitingApp = appID
    answer()
  }

  private func opened() async -> Phase {
    guard let company else { return .failed(.settingsInvalid) }
    do throws(PasscodeError) {
      let transport = try URLSessionTransport(portal: company.portal)
      let settings = PasscodeSettings(
        appVersion: company.version, deviceName: UIDevice.current.name, derivationCost: try await .kept())
      let ports = PasscodePorts.phone(transport: transport)
      let manager = try await PasscodeManager.open(ports, settings: settings)
      let desk = try HandOffDesk(manager: manager, apps: company.apps, clock: ports.clock)
      lifecycle = PasscodeLifecycle(desk: desk)
      self.desk = desk
      let model = PasscodeScreenModel(manager: manager, clock: ports.clock)
      if SystemBiometricPrompter.isPossible {
        model.prompter = SystemBiometricPrompter(reason: BiometricPromptWords.reason)
      }
      answerWhenOpen(manager)
      return .open(model)
    } catch {
      return .failed(error)
    }
  }

  private func answerWhenOpen(_ manager: PasscodeManager) {
    Task {
      for await state in manager.states() where state == .unlocked { answer() }
    }
  }

  private func answer() {
    guard let desk, let appID = waitingApp else { return }
    Task {
      switch await desk.answer(appID) {
      case .locked: break
      case .open(let returnURL):
        waitingApp = nil
        await UIApplication.shared.open(returnURL)
      case .noRequest, .refused: waitingApp = nil
      }
    }
  }
}
