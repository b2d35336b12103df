// An opaque window over every scene that cannot be used, so that the app switcher's picture shows nothing. When a
// scene is covered is decided in Covers.

#if canImport(UIKit)
  import UIKit

  /// Covers what an app shows while it is not active: in the app switcher, and also behind prompts of the system. For
  /// Go and for secure apps. Make it when the app has started, and keep it.
  @MainActor public final class AppSwitcherCover {
    private let state = CoverWindows()
    private let signals = SystemSignals()

    /// Begins to cover. Of a scene without windows there is nothing to see.
    public init() {
      let state = state
      signals.on(UIScene.willDeactivateNotification) { scene in
        scene.map { state.change($0) { $0.deactivate($1) } }
      }
      signals.on(UIScene.didActivateNotification) { scene in
        scene.map { state.change($0) { $0.activate($1) } }
      }
      signals.on(UIScene.didDisconnectNotification) { scene in
        scene.map { state.change($0) { $0.disconnect($1) } }
      }
    }
  }

  @MainActor private final class CoverWindows {
    private var covers = Covers<ObjectIdentifier>()
    private var windows: [ObjectIdentifier: UIWindow] = [:]

    func change(_ scene: UIWindowScene, _ change: (inout Covers<ObjectIdentifier>, ObjectIdentifier) -> Void)
    {
      let id = ObjectIdentifier(scene)
      change(&covers, id)
      if covers.covered.contains(id) {
        if windows[id] == nil { windows[id] = UIWindow.cover(over: scene) }
      } else {
        windows.removeValue(forKey: id)?.isHidden = true
      }
    }
  }

  extension UIWindow {
    /// It never becomes the key window: the keyboard and the focus stay where they are.
    fileprivate static func cover(over scene: UIWindowScene) -> UIWindow {
      let window = UIWindow(windowScene: scene)
      let controller = UIViewController()
      controller.view.backgroundColor = .systemBackground
      window.rootViewController = controller
      window.windowLevel = UIWindow.Level(rawValue: UIWindow.Level.alert.rawValue + 1)
      window.isHidden = false
      return window
    }
  }
#endif
