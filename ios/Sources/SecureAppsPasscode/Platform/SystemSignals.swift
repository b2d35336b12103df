// From UIKit's notifications, which come on the main thread, to code on the main actor; and time in background to do
// it. It only forwards.

#if canImport(UIKit)
  import UIKit

  /// Listens as long as it lives.
  final class SystemSignals {
    /// Only touched by its one owner, on the main actor, and by `deinit`.
    private var tokens: [any NSObjectProtocol] = []

    deinit {
      tokens.forEach { NotificationCenter.default.removeObserver($0) }
    }

    /// `act` runs before the poster goes on: what must be locked or covered is, when this is over.
    @MainActor func on(_ name: Notification.Name, act: @escaping @MainActor @Sendable () -> Void) {
      on(name) { _ in act() }
    }

    /// The same for notifications about one scene.
    @MainActor func on(
      _ name: Notification.Name, act: @escaping @MainActor @Sendable (UIWindowScene?) -> Void
    ) {
      tokens.append(
        NotificationCenter.default.addObserver(forName: name, object: nil, queue: nil) { notification in
          let scene = notification.object as? UIWindowScene
          MainActor.assumeIsolated { act(scene) }
        })
    }
  }

  extension UIApplication {
    /// Does `work` although the app may be in background. When the system wants to put the app to sleep, the work is
    /// cancelled.
    func keepAwake(for work: @escaping @MainActor @Sendable () async -> Void) {
      let working = Task { await work() }
      let time = beginBackgroundTask(withName: nil) { working.cancel() }
      Task {
        await working.value
        endBackgroundTask(time)
      }
    }
  }

  /// Waits so long, or until the task is cancelled.
  @Sendable func nap(_ time: Duration) async {
    try? await Task.sleep(for: time)
  }
#endif
