// What is used of UIKit: what everything else there is made of.

@_exported import Foundation

@MainActor open class UIResponder: NSObject {
  open var isFirstResponder: Bool { fatalError() }
  open var undoManager: UndoManager? { fatalError() }
  open var inputAssistantItem: UITextInputAssistantItem { fatalError() }
  open func becomeFirstResponder() -> Bool { fatalError() }
  open func canPerformAction(_ action: Selector, withSender sender: Any?) -> Bool { fatalError() }
}

@MainActor open class UIView: UIResponder {
  open var backgroundColor: UIColor?
  open var isHidden: Bool {
    get { fatalError() }
    set {}
  }
  open var tintColor: UIColor! {
    get { fatalError() }
    set {}
  }
  open var window: UIWindow? { fatalError() }
  public override init() { fatalError() }
  public init(frame: CGRect) { fatalError() }
  public init?(coder: NSCoder) { fatalError() }
  open func didMoveToWindow() {}
}

@MainActor open class UIControl: UIView {}

@MainActor open class UIViewController: UIResponder {
  open var view: UIView! {
    get { fatalError() }
    set {}
  }
}

@MainActor open class UIDevice: NSObject {
  open class var current: UIDevice { fatalError() }
  open var name: String { fatalError() }
}

open class UIColor: NSObject, @unchecked Sendable {
  open class var clear: UIColor { fatalError() }
  open class var secondarySystemBackground: UIColor { fatalError() }
  open class var separator: UIColor { fatalError() }
  open class var systemBackground: UIColor { fatalError() }
}

open class UIFont: NSObject, @unchecked Sendable {
  public struct TextStyle: Hashable, RawRepresentable, Sendable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
    public static let body = TextStyle(rawValue: "")
  }
  open class func preferredFont(forTextStyle style: UIFont.TextStyle) -> UIFont { fatalError() }
}

extension NSObject {
  @MainActor public var isAccessibilityElement: Bool {
    get { fatalError() }
    set {}
  }
  @MainActor public var accessibilityLabel: String? {
    get { fatalError() }
    set {}
  }
  @MainActor public var accessibilityValue: String? {
    get { fatalError() }
    set {}
  }
}

/// Part of the Objective-C runtime, which Linux lacks.
public struct Selector: Sendable {}

public func NSStringFromSelector(_ aSelector: Selector) -> String { fatalError() }

/// Foundation's, which Linux lacks.
@MainActor open class UndoManager: NSObject {}
