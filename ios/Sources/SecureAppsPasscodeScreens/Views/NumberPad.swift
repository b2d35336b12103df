// Ten digits, one key to take back and one that is done. What is pressed goes straight into the input.

#if canImport(UIKit)
  import SecureAppsPasscode
  import SwiftUI

  struct NumberPad: View {
    let secret: TypedSecret
    let done: Phrase
    let submit: @MainActor () -> Void

    var body: some View {
      VStack(spacing: 8) {
        ForEach(["123", "456", "789"], id: \.self) { row in
          HStack(spacing: 8) {
            ForEach(Array(row), id: \.self) { digitKey($0) }
          }
        }
        HStack(spacing: 8) {
          Button(action: secret.removeLast) { Image(systemName: "delete.backward").font(.title2) }
            .buttonStyle(KeyStyle())
            .accessibilityLabel(Phrase.text(.deleteKey).words)
            .accessibilityAddTraits(.isKeyboardKey)
          digitKey("0")
          DoneKey(label: done, submit: submit)
        }
      }
      // The digits are in the same places in every language.
      .environment(\.layoutDirection, .leftToRight)
      // The keys stay in sight; the digits are as large as fits.
      .dynamicTypeSize(...DynamicTypeSize.accessibility1)
    }

    private func digitKey(_ digit: Character) -> some View {
      Button {
        secret.append(digit)
      } label: {
        Text(verbatim: String(digit)).font(.title.monospacedDigit()).minimumScaleFactor(0.5)
      }
      .buttonStyle(KeyStyle())
      .accessibilityAddTraits(.isKeyboardKey)
    }
  }

  /// The key that is done.
  struct DoneKey: View {
    let label: Phrase
    let submit: @MainActor () -> Void

    var body: some View {
      Button(action: submit) { Image(systemName: "checkmark").font(.title2.bold()) }
        .buttonStyle(KeyStyle(isProminent: true))
        .accessibilityLabel(label.words)
    }
  }

  private struct KeyStyle: ButtonStyle {
    var isProminent = false

    func makeBody(configuration: Configuration) -> some View {
      Key(configuration: configuration, isProminent: isProminent)
    }
  }

  private struct Key: View {
    let configuration: ButtonStyleConfiguration
    let isProminent: Bool
    @Environment(\.isEnabled) private var isEnabled

    var body: some View {
      configuration.label
        .foregroundStyle(isProminent ? Color.white : Color.primary)
        .frame(maxWidth: .infinity, minHeight: 44, maxHeight: 60)
        .background(
          isProminent ? Color.accentColor : Color(uiColor: .secondarySystemBackground),
          in: RoundedRectangle(cornerRadius: 12)
        )
        .contentShape(Rectangle())
        .opacity(isEnabled ? (configuration.isPressed ? 0.5 : 1) : 0.4)
    }
  }

  /// As many dots as digits were typed. It knows how many, not which. A keyboard that is plugged in types here, too.
  struct PasscodeDots: View {
    let secret: TypedSecret
    let isEnabled: Bool
    let submit: @MainActor () -> Void
    private static let most = 16

    var body: some View {
      HStack(spacing: 10) {
        ForEach(0..<min(secret.count, Self.most), id: \.self) { _ in
          Circle().fill(Color.primary).frame(maxWidth: 12, maxHeight: 12)
        }
        if secret.count > Self.most { Text(verbatim: "+\(secret.count - Self.most)").font(.caption) }
      }
      .frame(maxWidth: .infinity, minHeight: 44)
      .background {
        SecretField(
          secret: secret, keyboard: .numberPad, label: .text(.passcodeField), isEnabled: isEnabled,
          isFocused: .constant(true), onReturn: submit
        )
        .frame(width: 1, height: 1)
        .accessibilityHidden(true)
      }
      .onChange(of: secret.count) { _, count in
        if count > 0 { AccessibilityNotification.Announcement(Phrase.typed(count).words).post() }
      }
      .accessibilityElement(children: .ignore)
      .accessibilityLabel(Phrase.text(.passcodeField).words)
      .accessibilityValue(Phrase.typed(secret.count).words)
      .privacySensitive()
    }
  }
#endif
