// What is used of UIKit: the app, its scenes and its windows.

@_exported import Foundation

@MainActor open class UIApplication: UIResponder {
  public enum State: Int, Sendable {
    case active = 0
    case inactive = 1
    case background = 2
  }

  open class var shared: UIApplication { fatalError() }
  open var applicationState: UIApplication.State { fatalError() }

  public struct OpenExternalURLOptionsKey: Hashable, Sendable {}

  @discardableResult
  open func open(_ url: URL, options: [UIApplication.OpenExternalURLOptionsKey: Any] = [:]) async -> Bool {
    fatalError()
  }

  nonisolated open func beginBackgroundTask(
    withName taskName: String?, expirationHandler handler: (@MainActor @Sendable () -> Void)? = nil
  ) -> UIBackgroundTaskIdentifier { fatalError() }
  nonisolated open func endBackgroundTask(_ identifier: UIBackgroundTaskIdentifier) {}
}

extension UIApplication {
  nonisolated public class var didEnterBackgroundNotification: NSNotification.Name { fatalError() }
  nonisolated public class var willEnterForegroundNotification: NSNotification.Name { fatalError() }
  nonisolated public class var didBecomeActiveNotification: NSNotification.Name { fatalError() }
  nonisolated public class var protectedDataWillBecomeUnavailableNotification: NSNotification.Name {
    fatalError()
  }
}

public struct UIBackgroundTaskIdentifier: Hashable, RawRepresentable, Sendable {
  public let rawValue: Int
  public init(rawValue: Int) { self.rawValue = rawValue }
}

@MainActor open class UIScene: UIResponder {}

extension UIScene {
  nonisolated public class var didDisconnectNotification: NSNotification.Name { fatalError() }
  nonisolated public class var didActivateNotification: NSNotification.Name { fatalError() }
  nonisolated public class var willDeactivateNotification: NSNotification.Name { fatalError() }
}

@MainActor open class UIWindowScene: UIScene {}

@MainActor open class UIWindow: UIView {
  public struct Level: Hashable, RawRepresentable, Sendable {
    public let rawValue: CGFloat
    public init(rawValue: CGFloat) { self.rawValue = rawValue }
    public init(_ rawValue: CGFloat) { self.rawValue = rawValue }
  }

  public init(windowScene: UIWindowScene) { fatalError() }

  open var rootViewController: UIViewController?
  open var windowLevel: UIWindow.Level {
    get { fatalError() }
    set {}
  }
}

extension UIWindow.Level {
  public static let alert = UIWindow.Level(rawValue: 2000)
}
