// What Go shows while the secure apps are open: they themselves, and the way to Secure Apps > Authentication.

import SecureAppsPasscodeScreens
import SwiftUI

struct HomeView: View {
  let model: PasscodeScreenModel

  var body: some View {
    NavigationStack {
      List {
        PasscodeNotice(model: model)
        Section("work") {
          Entry(title: "mail", text: "mailText", symbol: "envelope.fill")
          Entry(title: "files", text: "filesText", symbol: "folder.fill")
        }
        if !model.state.settings.isEmpty {
          Section("settings") {
            Button("secureApps") { model.openAuthentication() }
          }
        }
      }
      .navigationTitle("sampleTitle")
    }
  }
}

/// A secure app.
private struct Entry: View {
  let title: LocalizedStringKey
  let text: LocalizedStringKey
  let symbol: String

  var body: some View {
    Label {
      VStack(alignment: .leading) {
        Text(title)
        Text(text).font(.footnote).foregroundStyle(.secondary)
      }
    } icon: {
      Image(systemName: symbol)
    }
    .privacySensitive()
  }
}
