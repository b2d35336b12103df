// The root of all screens: the page of the moment, the way back, progress, and what is read out. It decides
// nothing.

#if canImport(UIKit)
  import SecureAppsPasscode
  import SwiftUI
  import UIKit

  /// All screens of the secure apps passcode. Show it over everything else while the secure apps are not open, and
  /// for *Secure Apps > Authentication*.
  ///
  /// It tells the model when it is in front and when it is not. Set ``PasscodeScreenModel/prompter`` before.
  public struct PasscodeView: View {
    @State private var isShown = false
    @State private var isInFront = false
    private let model: PasscodeScreenModel

    /// The screens of a model.
    public init(model: PasscodeScreenModel) {
      self.model = model
    }

    /// The page of the moment.
    public var body: some View {
      let state = model.state
      NavigationStack {
        PageView(model: model, state: state)
          .frame(maxWidth: .infinity, maxHeight: .infinity)
          .background(Color(uiColor: .systemBackground))
          .navigationBarTitleDisplayMode(.inline)
          .toolbar { PageBar(model: model, state: state) }
      }
      .onAppear {
        isShown = true
        follow(isActive: UIApplication.shared.applicationState != .background)
      }
      .onDisappear {
        isShown = false
        follow(isActive: false)
      }
      .onReceive(UIApplication.didBecomeActiveNotification) { follow(isActive: true) }
      .onReceive(UIApplication.didEnterBackgroundNotification) { follow(isActive: false) }
      .onChange(of: Page(state).title) { AccessibilityNotification.ScreenChanged().post() }
      .onChange(of: state.notice) { _, notice in
        if let notice { announce(notice.spoken(on: state.screen).words) }
      }
      .onChange(of: state.isWorking) { _, isWorking in
        if isWorking { AccessibilityNotification.Announcement(Phrase.text(.working).words).post() }
      }
    }

    /// By the app's notifications: the scene phase is not known in apps that are not made with SwiftUI. A prompt of
    /// the system over the screens is not leaving them.
    private func follow(isActive: Bool) {
      let isInFront = isShown && isActive
      guard isInFront != self.isInFront else { return }
      self.isInFront = isInFront
      isInFront ? model.enter() : model.leave()
    }

    /// Over whatever is being read out: otherwise it is lost when the page changes with it.
    private func announce(_ words: String) {
      var announcement = AttributedString(words)
      announcement.accessibilitySpeechAnnouncementPriority = .high
      AccessibilityNotification.Announcement(announcement).post()
    }
  }

  /// The page of the moment.
  private struct PageView: View {
    let model: PasscodeScreenModel
    let state: ScreenState

    var body: some View {
      switch Page(state) {
      case .credentials(let page): CredentialsView(model: model, state: state, page: page)
      case .passcode(let page): PasscodeEntryView(model: model, state: state, page: page)
      case .authentication(let choices): AuthenticationView(model: model, state: state, choices: choices)
      case .message(let page): MessageView(model: model, state: state, page: page)
      }
    }
  }

  /// The way back, and whether something is under way.
  private struct PageBar: ToolbarContent {
    let model: PasscodeScreenModel
    let state: ScreenState

    var body: some ToolbarContent {
      if state.canGoBack {
        ToolbarItem(placement: .topBarLeading) {
          Button(action: model.back) {
            Label(Phrase.text(.back).words, systemImage: "chevron.backward")
          }
          .keyboardShortcut(.cancelAction)
        }
      }
      if state.isWorking {
        ToolbarItem(placement: .topBarTrailing) {
          ProgressView().accessibilityLabel(Phrase.text(.working).words)
        }
      }
    }
  }

  extension View {
    fileprivate func onReceive(_ name: Notification.Name, perform action: @escaping () -> Void) -> some View {
      onReceive(NotificationCenter.default.publisher(for: name)) { _ in action() }
    }
  }
#endif
