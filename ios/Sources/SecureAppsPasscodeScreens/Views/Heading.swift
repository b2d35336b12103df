// What stands at the top of every page: its title, what it is about, and what happened last.

#if canImport(UIKit)
  import SecureAppsPasscode
  import SwiftUI

  /// The title and the text below it.
  struct Heading: View {
    let title: Phrase
    let text: Phrase

    var body: some View {
      VStack(alignment: .leading, spacing: 8) {
        Text(title.words).font(.title2.bold()).accessibilityAddTraits(.isHeader)
        Text(text.words).foregroundStyle(.secondary)
      }
      .frame(maxWidth: .infinity, alignment: .leading)
      .accessibilityElement(children: .contain)
    }
  }

  /// What happened last, for an app that has a screen of its own for ``Screen/unlocked``.
  public struct PasscodeNotice: View {
    private let model: PasscodeScreenModel

    /// What the model has to say.
    public init(model: PasscodeScreenModel) {
      self.model = model
    }

    /// Nothing where there is nothing to say.
    public var body: some View { NoticeView(state: model.state) }
  }

  /// What happened last: not by its colour alone.
  struct NoticeView: View {
    let state: ScreenState

    var body: some View {
      if let notice = state.notice {
        Label {
          Text(notice.phrase(on: state.screen).words)
        } icon: {
          Image(systemName: notice.isError ? "exclamationmark.circle.fill" : "checkmark.circle.fill")
            .foregroundStyle(notice.isError ? Color.red : Color.green)
        }
        .font(.callout)
        .padding(12)
        .frame(maxWidth: .infinity, alignment: .leading)
        .background(Color(uiColor: .secondarySystemBackground), in: RoundedRectangle(cornerRadius: 12))
        .accessibilityElement(children: .ignore)
        .accessibilityLabel(notice.spoken(on: state.screen).words)
        .privacySensitive()
        .id(Self.place)
      }
    }

    /// Where to scroll to when there is a new one.
    static let place = "notice"
  }

  /// Scrolls what does not fit, and shows each new notice.
  struct ScrollingPage<Content: View>: View {
    let state: ScreenState
    /// What is typed into, so that the keyboard does not hide it.
    var place: String?
    @ViewBuilder let content: Content

    var body: some View {
      ScrollViewReader { scroll in
        ScrollView {
          VStack(alignment: .leading, spacing: 16) { content }
            .padding(.horizontal, 20)
            .padding(.vertical, 12)
            .frame(maxWidth: 560)
            .frame(maxWidth: .infinity)
        }
        .scrollBounceBehavior(.basedOnSize)
        .onChange(of: state.notice) { scroll.scrollTo(NoticeView.place, anchor: .top) }
        .onChange(of: place) { _, place in
          if let place { scroll.scrollTo(place) }
        }
      }
    }
  }
#endif
