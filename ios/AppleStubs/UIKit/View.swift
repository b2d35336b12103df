// What is used of UIKit: what everything else there is made of.

@_exported import Foundation

@MainActor open class UIResponder: NSObject {}

@MainActor open class UIView: UIResponder {
  open var backgroundColor: UIColor?
  open var isHidden: Bool {
    get { fatalError() }
    set {}
  }
}

@MainActor open class UIViewController: UIResponder {
  open var view: UIView! {
    get { fatalError() }
    set {}
  }
}

open class UIColor: NSObject, @unchecked Sendable {
  open class var systemBackground: UIColor { fatalError() }
}
