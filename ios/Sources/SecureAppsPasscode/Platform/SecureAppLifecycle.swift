// From UIKit's notifications to a secure app's client. It only forwards.

#if canImport(UIKit)
  import UIKit

  /// Tells a secure app's client that the app comes and goes, and that the screen goes off. Make it when the app has
  /// started, and keep it.
  @MainActor public final class SecureAppLifecycle {
    private let signals = SystemSignals()

    /// Begins to listen. `cameToFront` is told, whenever the app came to the front, whether it has its key.
    public init(
      client: SecureAppClient,
      cameToFront: @escaping @MainActor @Sendable (Result<KeyOutcome, SecureAppFailure>) -> Void
    ) {
      let come: @MainActor @Sendable () -> Void = { client.arrive().map(cameToFront) }
      signals.on(UIApplication.willEnterForegroundNotification, act: come)
      signals.on(UIApplication.didEnterBackgroundNotification) {
        client.leaveFront()
        guard client.listensToScreen else { return }
        UIApplication.shared.keepAwake { await nap(LifecycleDesk.untilScreenIsHeard) }
      }
      signals.on(UIApplication.protectedDataWillBecomeUnavailableNotification) { client.noteScreenOff() }
      if UIApplication.shared.applicationState != .background { come() }
    }
  }
#endif
