// Where Go answers secure apps. Who asks is whose access group the request lies in; nothing that the request or a URL
// says can change that. What it writes is sealed to one request, and goes when the session does.

import Foundation

/// Go's side of the hand-off. One per process, beside its one ``PasscodeManager``.
///
/// ```swift
/// // A scene was asked to open `url`:
/// guard let appID = address.appID(in: url) else { return }
/// switch await desk.answer(appID) {
/// case .open(let returnURL): await UIApplication.shared.open(returnURL)
/// case .locked: waiting = appID  // Show the passcode screen, and answer again once it is unlocked.
/// case .noRequest, .refused: break  // Go's own screen shows why.
/// }
/// ```
@MainActor public final class HandOffDesk {
  let manager: PasscodeManager
  let clock: any PasscodeClock
  let front: FrontWatch
  private let apps: [SecureAppAddress]
  private var following: Task<Void, Never>?

  /// A desk for these apps. `clock` is the manager's.
  ///
  /// - Throws: ``PasscodeError/settingsInvalid`` if two of them have the same id or the same access group: one would
  ///   get the other's key.
  public init(
    manager: PasscodeManager, apps: [SecureAppAddress], clock: any PasscodeClock
  ) throws(PasscodeError) {
    guard Set(apps.map(\.appID)).count == apps.count, Set(apps.map(\.accessGroup)).count == apps.count else {
      throw .settingsInvalid
    }
    self.manager = manager
    self.apps = apps
    self.clock = clock
    front = FrontWatch(manager: manager, apps: apps, clock: clock)
    let statuses = manager.statuses()
    following = Task { [weak self] in
      for await status in statuses where status.state != .unlocked { self?.sweep(isLocked: true) }
    }
  }

  deinit {
    following?.cancel()
  }

  /// Answers the app that a URL of ``HandOffURL`` names, with Go in front. Until it is ``HandOffResult/open(_:)`` the
  /// app has nothing.
  public func answer(_ appID: String) async -> HandOffResult {
    guard let app = apps.first(where: { $0.appID == appID }) else { return .refused(.appUnknown) }
    // The URL may come before the system says that Go is in front.
    front.enter()
    guard let now = clock.moment() else { return .refused(.unavailable) }
    do {
      guard let bytes = try app.items.read(.request) else { return .noRequest }
      let request: KeyRequest
      do throws(MessageFlaw) {
        request = try KeyRequest(bytes)
      } catch {
        try app.items.remove(.request)
        return .refused(error == .anotherVersion ? .anotherVersion : .notUnderstood)
      }
      guard request.isFresh(at: now) else {
        try app.items.remove(.request)
        return .refused(.tooOld)
      }
      return try await answer(request, of: app)
    } catch {
      return .refused(.unavailable)
    }
  }

  /// Takes away what nobody may use any more.
  func sweep(isLocked: Bool) {
    let now = clock.moment()
    for app in apps {
      let isOver = isLocked || now.map { app.holdsOldAnswer(at: $0) } ?? true
      if isOver { try? app.items.remove(.answer) }
      if now.map({ app.holdsOldRequest(at: $0) }) ?? false { try? app.items.remove(.request) }
    }
  }

  private func answer(_ request: KeyRequest, of app: SecureAppAddress) async throws -> HandOffResult {
    let outcome: PasscodeOutcome
    do throws(PasscodeError) {
      outcome = try await manager.handOff(to: app.appID, publicKey: request.publicKey)
    } catch {
      switch error {
      case .eventNotAllowed: return try await manager.refresh().state.handOffResult
      case .handOffInvalid:
        try app.items.remove(.request)
        return .refused(.notUnderstood)
      default: return .refused(.unavailable)
      }
    }
    guard case .handedOff(let handOff) = outcome, let rules = manager.status.rules else {
      return outcome == .locked ? .locked : .refused(.unavailable)
    }
    let answer = KeyAnswer(
      publicKey: request.publicKey, handOff: handOff, graceMinutes: rules.graceMinutes,
      locksOnScreenOff: rules.locksOnScreenOff)
    try app.items.write(.answer, answer.bytes)
    try app.items.remove(.request)
    // SECURITY: a lock that came between the two has looked for answers too early.
    guard (try? await manager.refresh().state) == .unlocked else {
      try app.items.remove(.answer)
      return .locked
    }
    return .open(app.returnURL)
  }
}

extension SecureAppAddress {
  fileprivate func holdsOldRequest(at now: Moment) -> Bool {
    guard let bytes = try? items.read(.request) else { return false }
    return (try? KeyRequest(bytes)).map { !$0.isFresh(at: now) } ?? true
  }

  fileprivate func holdsOldAnswer(at now: Moment) -> Bool {
    guard let bytes = try? items.read(.answer) else { return false }
    return (try? KeyAnswer(bytes)).map { $0.isOver(at: now) } ?? true
  }
}
