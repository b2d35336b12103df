// Buttons whose words may need several lines, and that a finger can hit whatever the words are.

#if canImport(UIKit)
  import SwiftUI

  /// A button as wide as the page.
  struct WideButton: View {
    let label: Phrase
    var role: ButtonRole?
    var isProminent = false
    let act: @MainActor () -> Void

    var body: some View {
      if isProminent {
        button.buttonStyle(.borderedProminent).tint(role == .destructive ? Color.red : nil)
      } else {
        button.buttonStyle(.bordered)
      }
    }

    private var button: some View {
      Button(role: role, action: act) {
        Text(label.words).multilineTextAlignment(.center).frame(maxWidth: .infinity, minHeight: 44)
      }
    }
  }

  /// A button that is only words.
  struct LinkButton: View {
    let label: Phrase
    var symbol: Symbol?
    let act: @MainActor () -> Void

    var body: some View {
      Button(action: act) {
        Group {
          if let symbol {
            Label(label.words, systemImage: symbol.rawValue)
          } else {
            Text(label.words)
          }
        }
        .multilineTextAlignment(.leading)
        .frame(minHeight: 44)
        .contentShape(Rectangle())
      }
    }
  }
#endif
