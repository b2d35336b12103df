// The text field itself: it shows dots, keeps the caret at their end, and keeps what is typed from everybody else.

#if canImport(UIKit)
  import SecureAppsPasscode
  import UIKit

  final class SecretTextField: UITextField {
    /// Whether what is typed is to come here. It is taken as soon as that is possible.
    var wantsFocus = false {
      didSet {
        if wantsFocus { takeFocus() }
      }
    }

    private let isUnseen: Bool
    private var taking: Task<Void, Never>?
    private var watching: Task<Void, Never>?

    init(keyboard: Keyboard) {
      isUnseen = keyboard == .numberPad
      super.init(frame: .zero)
      // SECURITY: no keyboard of somebody else, no screen recording, no suggestions, nothing learnt. A content type
      // would have the passcode offered to password managers.
      isSecureTextEntry = true
      autocorrectionType = .no
      autocapitalizationType = .none
      spellCheckingType = .no
      smartQuotesType = .no
      smartDashesType = .no
      smartInsertDeleteType = .no
      inlinePredictionType = .no
      inputAssistantItem.leadingBarButtonGroups = []
      inputAssistantItem.trailingBarButtonGroups = []
      textDragInteraction?.isEnabled = false
      returnKeyType = .go
      font = .preferredFont(forTextStyle: .body)
      adjustsFontForContentSizeCategory = true
      if isUnseen { hide() }
    }

    required init?(coder: NSCoder) { nil }

    /// As many dots as characters.
    func show(_ count: Int) {
      if text?.count != count { text = String(repeating: "•", count: count) }
    }

    override func didMoveToWindow() {
      super.didMoveToWindow()
      takeFocus()
      watching?.cancel()
      guard window != nil else { return }
      let comings = NotificationCenter.default.notifications(named: UIApplication.didBecomeActiveNotification)
      watching = Task { [weak self] in
        for await _ in comings.map({ _ in }) { self?.takeFocus() }
      }
    }

    override func canPerformAction(_ action: Selector, withSender sender: Any?) -> Bool {
      NSStringFromSelector(action) == "paste:" && super.canPerformAction(action, withSender: sender)
    }

    override var undoManager: UndoManager? { nil }

    /// Always at the end: nobody sees what they would change in the middle.
    override var selectedTextRange: UITextRange? {
      get { super.selectedTextRange }
      set { super.selectedTextRange = textRange(from: endOfDocument, to: endOfDocument) }
    }

    override func closestPosition(to point: CGPoint) -> UITextPosition? { endOfDocument }

    /// A window that is still coming in, or that is under another one, refuses: asked again until it does not.
    private func takeFocus() {
      taking?.cancel()
      guard wantsFocus, window != nil, !isFirstResponder else { return }
      taking = Task { [weak self] in
        for _ in 0..<50 {
          guard let self, !Task.isCancelled, wantsFocus, window != nil, !becomeFirstResponder() else {
            return
          }
          try? await Task.sleep(for: .milliseconds(100))
        }
      }
    }

    private func hide() {
      inputView = UIView(frame: .zero)
      textColor = .clear
      tintColor = .clear
      isAccessibilityElement = false
    }
  }
#endif
