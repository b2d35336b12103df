// A passcode is typed. What is typed into stays in sight, whatever the size of the text: only what is above it
// scrolls.

#if canImport(UIKit)
  import SecureAppsPasscode
  import SwiftUI

  struct PasscodeEntryView: View {
    let model: PasscodeScreenModel
    let state: ScreenState
    let page: PasscodePage
    @State private var secret = TypedSecret()
    @Environment(\.verticalSizeClass) private var height
    @Environment(\.dynamicTypeSize) private var textSize

    var body: some View {
      layout {
        ScrollingPage(state: state) {
          Heading(title: page.title, text: page.text)
          NoticeView(state: state)
          ForEach(page.advice, id: \.self) { Text($0.words).font(.footnote).foregroundStyle(.secondary) }
          if let attempts = page.attempts { Text(attempts.words).font(.callout).privacySensitive() }
          if !page.checks.isEmpty { CheckList(checks: page.checks) }
          if let other = page.otherKeyboard {
            LinkButton(label: other, act: model.switchKeyboard).disabled(state.isWorking)
          }
          if isLarge { ways }
        }
        VStack(spacing: 12) {
          entry
          if !isLarge { ways }
        }
        .padding(.horizontal, 20)
        .padding(.bottom, 12)
        .frame(maxWidth: 440)
      }
      .onChange(of: state.entry) { secret.wipe() }
      .onChange(of: secret.revision) { model.typing(secret.copy()) }
      .onDisappear { secret.wipe() }
    }

    @ViewBuilder private var entry: some View {
      switch page.keyboard {
      case .numberPad:
        PasscodeDots(secret: secret, isEnabled: !state.isWorking, submit: submit)
        NumberPad(secret: secret, done: page.done, submit: submit).disabled(state.isWorking)
      case .full:
        HStack(spacing: 8) {
          SecretField(
            secret: secret, label: .text(.passcodeField), isEnabled: !state.isWorking,
            isFocused: .constant(true),
            onReturn: submit
          )
          .modifier(FieldFrame())
          DoneKey(label: page.done, submit: submit).frame(width: 64, height: 50).disabled(state.isWorking)
        }
      }
    }

    /// Ways other than typing.
    @ViewBuilder private var ways: some View {
      if page.offersBiometrics {
        LinkButton(label: .text(.useBiometrics), symbol: .biometrics, act: model.unlockWithBiometrics)
          .disabled(state.isWorking)
      }
      if page.offersForgot {
        LinkButton(label: .text(.forgotLink), act: model.forgot).disabled(state.isWorking)
      }
    }

    /// Side by side on a low screen, otherwise one above the other.
    private var layout: AnyLayout {
      height == .compact && page.keyboard == .numberPad
        ? AnyLayout(HStackLayout(spacing: 0)) : AnyLayout(VStackLayout(spacing: 0))
    }

    /// Then nothing but what is typed with may take room from what is read.
    private var isLarge: Bool { textSize.isAccessibilitySize || height == .compact }

    private func submit() {
      model.submit(secret.copy())
    }
  }

  /// The live checklist.
  private struct CheckList: View {
    let checks: [CheckLine]

    var body: some View {
      VStack(alignment: .leading, spacing: 8) {
        Text(Phrase.text(.rules).words).font(.subheadline.bold()).accessibilityAddTraits(.isHeader)
        ForEach(checks, id: \.rule) { line in
          Label {
            Text(line.rule.words)
          } icon: {
            Image(systemName: line.isMet ? "checkmark.circle.fill" : "circle")
              .foregroundStyle(line.isMet ? Color.green : Color.secondary)
          }
          .font(.subheadline)
          .accessibilityElement(children: .ignore)
          .accessibilityLabel(line.spoken.words)
        }
      }
      .privacySensitive()
    }
  }
#endif
