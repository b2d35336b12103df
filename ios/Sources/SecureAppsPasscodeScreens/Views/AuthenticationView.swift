// Secure Apps > Authentication: what may be changed about the passcode.

#if canImport(UIKit)
  import SecureAppsPasscode
  import SwiftUI

  struct AuthenticationView: View {
    let model: PasscodeScreenModel
    let state: ScreenState
    let choices: [SettingsChoice]

    var body: some View {
      List {
        if state.notice != nil {
          Section { NoticeView(state: state).listRowInsets(EdgeInsets()) }
        }
        Section(Phrase.text(.secureApps).words) {
          ForEach(choices, id: \.self) { choice in
            LinkButton(label: choice.phrase) { model.choose(choice) }
              // Locking is always possible.
              .disabled(state.isWorking && choice != .lock)
          }
        }
      }
      .navigationTitle(Phrase.text(.authentication).words)
    }
  }
#endif
