// What is used of SwiftUI: stacks, scrolling, shapes, colours and fonts.

public enum HorizontalAlignment: Sendable { case leading, center, trailing }

public enum VerticalAlignment: Sendable { case top, center, bottom, firstTextBaseline }

public enum TextAlignment: Hashable, Sendable { case leading, center, trailing }

public struct Alignment: Equatable, Sendable {
  public static let center = Alignment()
  public static let leading = Alignment()
}

public struct UnitPoint: Hashable, Sendable {
  public static let top = UnitPoint()
}

public struct EdgeInsets: Equatable, Sendable {
  public init() {}
}

public enum Edge: Int8, Sendable {
  case top, leading, bottom, trailing

  public struct Set: OptionSet, Sendable {
    public let rawValue: Int8
    public init(rawValue: Int8) { self.rawValue = rawValue }
    public static let all = Set(rawValue: 15)
    public static let bottom = Set(rawValue: 4)
    public static let horizontal = Set(rawValue: 10)
    public static let top = Set(rawValue: 1)
    public static let vertical = Set(rawValue: 5)
  }
}

public struct VStack<Content: View>: View {
  public nonisolated init(
    alignment: HorizontalAlignment = .center, spacing: CGFloat? = nil, @ViewBuilder content: () -> Content
  ) {}
  public var body: Never { fatalError() }
}

public struct HStack<Content: View>: View {
  public nonisolated init(
    alignment: VerticalAlignment = .center, spacing: CGFloat? = nil, @ViewBuilder content: () -> Content
  ) {}
  public var body: Never { fatalError() }
}

public protocol Layout: Sendable {}

public struct HStackLayout: Layout {
  public nonisolated init(alignment: VerticalAlignment = .center, spacing: CGFloat? = nil) {}
}

public struct VStackLayout: Layout {
  public nonisolated init(alignment: HorizontalAlignment = .center, spacing: CGFloat? = nil) {}
}

public struct AnyLayout: Layout {
  public init(_ layout: some Layout) {}
  @MainActor public func callAsFunction<V: View>(@ViewBuilder _ content: () -> V) -> some View { Modified() }
}

public struct ScrollView<Content: View>: View {
  public nonisolated init(@ViewBuilder content: () -> Content) {}
  public var body: Never { fatalError() }
}

public struct ScrollViewProxy {
  public func scrollTo<ID: Hashable>(_ id: ID, anchor: UnitPoint? = nil) {}
}

public struct ScrollViewReader<Content: View>: View {
  public nonisolated init(@ViewBuilder content: @escaping (ScrollViewProxy) -> Content) {}
  public var body: Never { fatalError() }
}

public struct ScrollBounceBehavior: Sendable {
  public static var basedOnSize: ScrollBounceBehavior { fatalError() }
}

public protocol ShapeStyle: Sendable {}

public struct HierarchicalShapeStyle: ShapeStyle {}

extension ShapeStyle where Self == HierarchicalShapeStyle {
  public static var secondary: HierarchicalShapeStyle { fatalError() }
}

public struct Color: Hashable, ShapeStyle {
  public init(uiColor: UIColor) {}
  public static let accentColor = Color(uiColor: .clear)
  public static let green = Color(uiColor: .clear)
  public static let primary = Color(uiColor: .clear)
  public static let red = Color(uiColor: .clear)
  public static let secondary = Color(uiColor: .clear)
  public static let white = Color(uiColor: .clear)
}

extension Color: View {
  public var body: Never { fatalError() }
}

@MainActor @preconcurrency public protocol Shape: Sendable, View {}

extension Shape {
  public nonisolated func fill<S: ShapeStyle>(_ content: S) -> some View { Modified() }
  public nonisolated func stroke<S: ShapeStyle>(_ content: S, lineWidth: CGFloat = 1) -> some View {
    Modified()
  }
}

public struct Circle: Shape {
  public nonisolated init() {}
  public nonisolated var body: Never { fatalError() }
}

public struct Rectangle: Shape {
  public nonisolated init() {}
  public nonisolated var body: Never { fatalError() }
}

public struct RoundedRectangle: Shape {
  public nonisolated init(cornerRadius: CGFloat) {}
  public nonisolated var body: Never { fatalError() }
}

public struct Font: Hashable, Sendable {
  public static let body = Font()
  public static let callout = Font()
  public static let caption = Font()
  public static let footnote = Font()
  public static let largeTitle = Font()
  public static let subheadline = Font()
  public static let title = Font()
  public static let title2 = Font()
  public func bold() -> Font { self }
  public func monospacedDigit() -> Font { self }
}
