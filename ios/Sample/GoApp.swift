// A Go app in its whole: one manager, one model, and the screens of the library over everything else while the secure
// apps are not open.

import SecureAppsPasscode
import SecureAppsPasscodeScreens
import SwiftUI

@main
struct GoApp: App {
  @State private var go = Go()

  var body: some Scene {
    WindowGroup {
      Group {
        switch go.phase {
        case .opening: ProgressView()
        case .open(let model): OpenView(model: model)
        case .failed(let error): FailedView(error: error) { go.open() }
        }
      }
      .onOpenURL { go.asked(by: $0) }
      .task { go.open() }
    }
  }
}

/// SECURITY: what the secure apps show is not there, rather than hidden, while they are not open.
private struct OpenView: View {
  let model: PasscodeScreenModel

  var body: some View {
    if model.state.screen == .unlocked {
      HomeView(model: model)
    } else {
      PasscodeView(model: model)
    }
  }
}

/// The records could not be opened at all.
private struct FailedView: View {
  let error: PasscodeError
  let tryAgain: @MainActor () -> Void

  var body: some View {
    VStack(spacing: 16) {
      Text(error.localizedDescription).multilineTextAlignment(.center)
      Button("tryAgain", action: tryAgain).buttonStyle(.borderedProminent)
    }
    .padding()
  }
}
