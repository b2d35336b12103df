// What is used of SwiftUI: what can be done to a view.

extension View {
  public nonisolated func background<S: ShapeStyle>(_ style: S) -> some View { Modified() }
  public nonisolated func background<S: ShapeStyle, T: Shape>(_ style: S, in shape: T) -> some View {
    Modified()
  }
  public nonisolated func background<V: View>(
    alignment: Alignment = .center, @ViewBuilder content: () -> V
  ) -> some View { Modified() }
  public nonisolated func contentShape<S: Shape>(_ shape: S, eoFill: Bool = false) -> some View { Modified() }
  public nonisolated func font(_ font: Font?) -> some View { Modified() }
  public nonisolated func foregroundStyle<S: ShapeStyle>(_ style: S) -> some View { Modified() }
  public nonisolated func frame(
    width: CGFloat? = nil, height: CGFloat? = nil, alignment: Alignment = .center
  ) -> some View { Modified() }
  public nonisolated func frame(
    minWidth: CGFloat? = nil, idealWidth: CGFloat? = nil, maxWidth: CGFloat? = nil, minHeight: CGFloat? = nil,
    idealHeight: CGFloat? = nil, maxHeight: CGFloat? = nil, alignment: Alignment = .center
  ) -> some View { Modified() }
  public nonisolated func id<ID: Hashable>(_ id: ID) -> some View { Modified() }
  public nonisolated func listRowInsets(_ insets: EdgeInsets?) -> some View { Modified() }
  public nonisolated func minimumScaleFactor(_ factor: CGFloat) -> some View { Modified() }
  public nonisolated func modifier<T: ViewModifier>(_ modifier: T) -> some View { Modified() }
  public nonisolated func multilineTextAlignment(_ alignment: TextAlignment) -> some View { Modified() }
  public nonisolated func opacity(_ opacity: Double) -> some View { Modified() }
  public nonisolated func overlay<V: View>(_ overlay: V, alignment: Alignment = .center) -> some View {
    Modified()
  }
  public nonisolated func padding(_ edges: Edge.Set = .all, _ length: CGFloat? = nil) -> some View {
    Modified()
  }
  public nonisolated func padding(_ length: CGFloat) -> some View { Modified() }
  public nonisolated func privacySensitive(_ sensitive: Bool = true) -> some View { Modified() }
  public nonisolated func scrollBounceBehavior(
    _ behavior: ScrollBounceBehavior, axes: Edge.Set = .vertical
  ) -> some View { Modified() }
  public nonisolated func tint(_ tint: Color?) -> some View { Modified() }
}

extension View {
  public nonisolated func buttonStyle<S: ButtonStyle>(_ style: S) -> some View { Modified() }
  public nonisolated func buttonStyle<S: PrimitiveButtonStyle>(_ style: S) -> some View { Modified() }
  public nonisolated func disabled(_ disabled: Bool) -> some View { Modified() }
  public nonisolated func keyboardShortcut(_ shortcut: KeyboardShortcut) -> some View { Modified() }
  public nonisolated func environment<V>(_ keyPath: WritableKeyPath<EnvironmentValues, V>, _ value: V)
    -> some View
  { Modified() }
  public nonisolated func dynamicTypeSize<T: RangeExpression>(_ range: T) -> some View
  where T.Bound == DynamicTypeSize { Modified() }
  @_disfavoredOverload public nonisolated func navigationTitle<S: StringProtocol>(_ title: S) -> some View {
    Modified()
  }
  public nonisolated func navigationTitle(_ titleKey: LocalizedStringKey) -> some View { Modified() }
  public nonisolated func navigationBarTitleDisplayMode(_ mode: NavigationBarItem.TitleDisplayMode)
    -> some View
  {
    Modified()
  }
  public nonisolated func toolbar<Content: ToolbarContent>(
    @ToolbarContentBuilder content: () -> Content
  ) -> some View { Modified() }
}

extension View {
  public nonisolated func onAppear(perform action: (() -> Void)? = nil) -> some View { Modified() }
  public nonisolated func onDisappear(perform action: (() -> Void)? = nil) -> some View { Modified() }
  public nonisolated func onChange<V: Equatable>(
    of value: V, initial: Bool = false, _ action: @escaping (_ oldValue: V, _ newValue: V) -> Void
  ) -> some View { Modified() }
  public nonisolated func onChange<V: Equatable>(
    of value: V, initial: Bool = false, _ action: @escaping () -> Void
  ) -> some View { Modified() }
  public nonisolated func onReceive(
    _ publisher: NotificationCenter.Publisher, perform action: @escaping (Notification) -> Void
  ) -> some View { Modified() }
  public nonisolated func onOpenURL(perform action: @escaping (URL) -> Void) -> some View { Modified() }
  public nonisolated func task(
    priority: TaskPriority = .userInitiated,
    @_inheritActorContext _ action: @escaping @Sendable () async -> Void
  ) -> some View { Modified() }
}

extension View {
  public nonisolated func autocorrectionDisabled(_ disable: Bool = true) -> some View { Modified() }
  public nonisolated func focused(_ condition: FocusState<Bool>.Binding) -> some View { Modified() }
  public nonisolated func keyboardType(_ type: UIKeyboardType) -> some View { Modified() }
  public nonisolated func onSubmit(_ action: @escaping () -> Void) -> some View { Modified() }
  public nonisolated func submitLabel(_ submitLabel: SubmitLabel) -> some View { Modified() }
  public nonisolated func textContentType(_ textContentType: UITextContentType?) -> some View { Modified() }
  public nonisolated func textInputAutocapitalization(_ autocapitalization: TextInputAutocapitalization?)
    -> some View
  { Modified() }
}

extension View {
  public nonisolated func accessibilityAddTraits(_ traits: AccessibilityTraits) -> some View { Modified() }
  public nonisolated func accessibilityElement(children: AccessibilityChildBehavior = .ignore) -> some View {
    Modified()
  }
  public nonisolated func accessibilityHidden(_ hidden: Bool) -> some View { Modified() }
  @_disfavoredOverload public nonisolated func accessibilityLabel<S: StringProtocol>(_ label: S) -> some View
  {
    Modified()
  }
  @_disfavoredOverload public nonisolated func accessibilityValue<S: StringProtocol>(_ value: S) -> some View
  {
    Modified()
  }
}

public struct KeyboardShortcut: Sendable {
  public static let cancelAction = KeyboardShortcut()
  public static let defaultAction = KeyboardShortcut()
}

public struct SubmitLabel: Sendable {
  public static var go: SubmitLabel { fatalError() }
  public static var next: SubmitLabel { fatalError() }
}

public struct TextInputAutocapitalization: Sendable {
  public static var never: TextInputAutocapitalization { fatalError() }
}

public struct NavigationBarItem: Sendable {
  public enum TitleDisplayMode: Sendable { case automatic, inline, large }
}

public struct AccessibilityTraits: SetAlgebra, Sendable {
  public typealias Element = AccessibilityTraits
  public static let isHeader = AccessibilityTraits()
  public static let isKeyboardKey = AccessibilityTraits()
  public static let updatesFrequently = AccessibilityTraits()
  public init() {}
  public func contains(_ member: AccessibilityTraits) -> Bool { fatalError() }
  public func union(_ other: AccessibilityTraits) -> AccessibilityTraits { fatalError() }
  public func intersection(_ other: AccessibilityTraits) -> AccessibilityTraits { fatalError() }
  public func symmetricDifference(_ other: AccessibilityTraits) -> AccessibilityTraits { fatalError() }
  public mutating func insert(_ newMember: AccessibilityTraits) -> (
    inserted: Bool, memberAfterInsert: AccessibilityTraits
  ) { fatalError() }
  public mutating func remove(_ member: AccessibilityTraits) -> AccessibilityTraits? { fatalError() }
  public mutating func update(with newMember: AccessibilityTraits) -> AccessibilityTraits? { fatalError() }
  public mutating func formUnion(_ other: AccessibilityTraits) {}
  public mutating func formIntersection(_ other: AccessibilityTraits) {}
  public mutating func formSymmetricDifference(_ other: AccessibilityTraits) {}
}

public struct AccessibilityChildBehavior: Hashable {
  public static var ignore: AccessibilityChildBehavior { fatalError() }
  public static var combine: AccessibilityChildBehavior { fatalError() }
  public static var contain: AccessibilityChildBehavior { fatalError() }
}

public enum AccessibilityNotification {
  public struct Announcement {
    public init(_ announcement: AttributedString) {}
    public init(_ announcement: String) {}
    public func post() {}
  }

  public struct ScreenChanged {
    public init(_ element: Any? = nil) {}
    public func post() {}
  }
}

public enum AccessibilityAnnouncementPriority: Sendable { case low, `default`, high }

extension AttributedString {
  /// A dynamic member in Foundation.
  public var accessibilitySpeechAnnouncementPriority: AccessibilityAnnouncementPriority? {
    get { fatalError() }
    set {}
  }
}
