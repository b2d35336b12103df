// Nothing to type: how things stand, and what can be done about it.

#if canImport(UIKit)
  import SecureAppsPasscode
  import SwiftUI

  struct MessageView: View {
    let model: PasscodeScreenModel
    let state: ScreenState
    let page: MessagePage

    var body: some View {
      ScrollingPage(state: state) {
        Image(systemName: page.symbol.rawValue)
          .font(.largeTitle)
          .foregroundStyle(page.tone.color)
          .accessibilityHidden(true)
        Text(page.title.words).font(.title2.bold()).accessibilityAddTraits(.isHeader)
        ForEach(page.texts, id: \.self) { Text($0.words) }
        if let seconds = page.waitSeconds { WaitView(seconds: seconds) }
        if page.isWorking { ProgressView().frame(maxWidth: .infinity) }
        NoticeView(state: state)
        VStack(spacing: 12) {
          ForEach(page.actions, id: \.self) { action in
            ActionButton(action: action, isFirst: action == page.actions.first) { send(action) }
              .disabled(state.isWorking && !action.isAlwaysPossible)
          }
        }
        .padding(.top, 8)
      }
    }

    private func send(_ action: Action) {
      switch action {
      case .authentication: model.openAuthentication()
      case .lock: model.lock()
      case .forgot: model.forgot()
      case .checkIn: model.checkIn()
      case .tryAgain: model.tryAgain()
      case .setUpAgain, .delete: model.setUpAgain()
      case .keep: model.back()
      }
    }
  }

  /// How long still: the words change once a minute, the digits every second.
  private struct WaitView: View {
    let seconds: Int

    var body: some View {
      VStack(alignment: .leading, spacing: 8) {
        Text(Phrase.waiting(seconds: seconds).words)
        Text(Duration.seconds(seconds).formatted(.time(pattern: pattern)))
          .font(.largeTitle.monospacedDigit())
          .accessibilityHidden(true)
      }
      .accessibilityElement(children: .combine)
      .accessibilityAddTraits(.updatesFrequently)
      .onChange(of: Phrase.waiting(seconds: seconds)) { _, wait in
        AccessibilityNotification.Announcement(wait.words).post()
      }
    }

    private var pattern: Duration.TimeFormatStyle.Pattern {
      seconds < 3600 ? .minuteSecond : .hourMinuteSecond
    }
  }

  private struct ActionButton: View {
    let action: Action
    let isFirst: Bool
    let send: @MainActor () -> Void

    var body: some View {
      if action == .delete {
        WideButton(label: action.label, role: .destructive, isProminent: true, act: send)
      } else if isFirst {
        WideButton(label: action.label, isProminent: true, act: send).keyboardShortcut(.defaultAction)
      } else {
        WideButton(label: action.label, act: send)
      }
    }
  }

  extension Tone {
    fileprivate var color: Color {
      switch self {
      case .calm: .accentColor
      case .good: .green
      case .bad: .red
      }
    }
  }
#endif
