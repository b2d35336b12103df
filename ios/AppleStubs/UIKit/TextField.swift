// What is used of UIKit: the text field and how it is set up.

@_exported import Foundation

@MainActor public protocol UITextFieldDelegate: AnyObject {
  func textField(
    _ textField: UITextField, shouldChangeCharactersIn range: NSRange, replacementString string: String
  ) -> Bool
  func textFieldShouldReturn(_ textField: UITextField) -> Bool
  func textFieldDidBeginEditing(_ textField: UITextField)
  func textFieldDidEndEditing(_ textField: UITextField)
}

@MainActor open class UITextPosition: NSObject {}

@MainActor open class UITextRange: NSObject {}

@MainActor open class UITextField: UIControl {
  open weak var delegate: (any UITextFieldDelegate)?
  open var text: String?
  open var font: UIFont?
  open var textColor: UIColor?
  open var inputView: UIView?
  open var adjustsFontForContentSizeCategory = false
  open var isSecureTextEntry = false
  open var keyboardType = UIKeyboardType.default
  open var returnKeyType = UIReturnKeyType.default
  open var autocapitalizationType = UITextAutocapitalizationType.sentences
  open var autocorrectionType = UITextAutocorrectionType.default
  open var spellCheckingType = UITextSpellCheckingType.default
  open var smartQuotesType = UITextSmartQuotesType.default
  open var smartDashesType = UITextSmartDashesType.default
  open var smartInsertDeleteType = UITextSmartInsertDeleteType.default
  open var inlinePredictionType = UITextInlinePredictionType.default
  open var textDragInteraction: UIDragInteraction? { fatalError() }
  open var endOfDocument: UITextPosition { fatalError() }
  open var selectedTextRange: UITextRange?
  open func textRange(from fromPosition: UITextPosition, to toPosition: UITextPosition) -> UITextRange? {
    fatalError()
  }
  open func closestPosition(to point: CGPoint) -> UITextPosition? { fatalError() }

  public override init(frame: CGRect) { fatalError() }
  public required override init?(coder: NSCoder) { fatalError() }
}

@MainActor open class UIDragInteraction: NSObject {
  open var isEnabled = false
}

@MainActor open class UITextInputAssistantItem: NSObject {
  open var leadingBarButtonGroups: [UIBarButtonItemGroup] = []
  open var trailingBarButtonGroups: [UIBarButtonItemGroup] = []
}

@MainActor open class UIBarButtonItemGroup: NSObject {}

public enum UIKeyboardType: Int, Sendable { case `default`, emailAddress = 7 }
public enum UIReturnKeyType: Int, Sendable { case `default`, go }
public enum UITextAutocapitalizationType: Int, Sendable { case none, words, sentences, allCharacters }
public enum UITextAutocorrectionType: Int, Sendable { case `default`, no, yes }
public enum UITextSpellCheckingType: Int, Sendable { case `default`, no, yes }
public enum UITextSmartQuotesType: Int, Sendable { case `default`, no, yes }
public enum UITextSmartDashesType: Int, Sendable { case `default`, no, yes }
public enum UITextSmartInsertDeleteType: Int, Sendable { case `default`, no, yes }
public enum UITextInlinePredictionType: Int, Sendable { case `default`, no, yes }

public struct UITextContentType: Hashable, RawRepresentable, Sendable {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
  public static let username = UITextContentType(rawValue: "")
}

extension NotificationCenter {
  /// Foundation's, which Linux lacks.
  public final class Notifications: AsyncSequence, @unchecked Sendable {
    public struct Iterator: AsyncIteratorProtocol {
      public mutating func next() async -> Notification? { nil }
    }
    public func makeAsyncIterator() -> Iterator { Iterator() }
  }

  public func notifications(named name: Notification.Name, object: AnyObject? = nil) -> Notifications {
    fatalError()
  }
}
