// User name and password of the account, or the one-time PIN in its place. While something is under way the fields
// stay as they are: one that is disabled would lose the keyboard.

#if canImport(UIKit)
  import SecureAppsPasscode
  import SwiftUI

  struct CredentialsView: View {
    let model: PasscodeScreenModel
    let state: ScreenState
    let page: CredentialsPage
    @State private var userName = ""
    @State private var secret = TypedSecret()
    @State private var isSecretFocused = false
    @FocusState private var isNameFocused: Bool

    var body: some View {
      ScrollingPage(state: state, place: isSecretFocused ? "secret" : nil) {
        Heading(title: page.title, text: page.text)
        NoticeView(state: state)
        nameField
        if let label = page.secret { secretField(label) }
        WideButton(label: page.done, isProminent: true, act: send).disabled(state.isWorking)
        if !page.pinSteps.isEmpty { PinHelp(steps: page.pinSteps) }
      }
      .onChange(of: state.entry) { secret.wipe() }
      .onDisappear { secret.wipe() }
      .onChange(of: isNameFocused) { _, isFocused in if isFocused { isSecretFocused = false } }
      .task {
        isNameFocused = true
        // While the page is still coming in, the system may not listen.
        try? await Task.sleep(for: .milliseconds(600))
        if !isSecretFocused { isNameFocused = true }
      }
    }

    private var nameField: some View {
      VStack(alignment: .leading, spacing: 6) {
        Text(Phrase.text(.userName).words).font(.subheadline).accessibilityHidden(true)
        TextField("", text: $userName)
          .textContentType(.username)
          .keyboardType(.emailAddress)
          .textInputAutocapitalization(.never)
          .autocorrectionDisabled()
          .submitLabel(page.secret == nil ? .go : .next)
          .focused($isNameFocused)
          .onSubmit { page.secret == nil ? send() : moveOn() }
          .accessibilityLabel(Phrase.text(.userName).words)
          .modifier(FieldFrame())
          .privacySensitive()
      }
    }

    private func secretField(_ label: Phrase) -> some View {
      VStack(alignment: .leading, spacing: 6) {
        Text(label.words).font(.subheadline).accessibilityHidden(true)
        SecretField(
          secret: secret, label: label, isEnabled: !state.isWorking, isFocused: $isSecretFocused,
          onReturn: send
        )
        .modifier(FieldFrame())
      }
      .id("secret")
    }

    private func moveOn() {
      isNameFocused = false
      isSecretFocused = true
    }

    private func send() {
      model.signIn(userName: userName, secret: secret.copy())
    }
  }

  /// How to get a one-time PIN.
  private struct PinHelp: View {
    let steps: [Phrase]

    var body: some View {
      DisclosureGroup {
        VStack(alignment: .leading, spacing: 12) {
          ForEach(Array(steps.enumerated()), id: \.offset) { number, step in
            HStack(alignment: .firstTextBaseline) {
              Text(verbatim: "\(number + 1).").monospacedDigit()
              Text(step.words)
            }
            .accessibilityElement(children: .combine)
          }
          Text(Phrase.text(.pinText).words).foregroundStyle(.secondary)
        }
        .frame(maxWidth: .infinity, alignment: .leading)
        .padding(.top, 8)
      } label: {
        Text(Phrase.text(.pinTitle).words).multilineTextAlignment(.leading).frame(minHeight: 44)
      }
    }
  }

  /// The frame around what can be typed into.
  struct FieldFrame: ViewModifier {
    func body(content: Content) -> some View {
      content
        .padding(.horizontal, 12)
        .frame(maxWidth: .infinity, minHeight: 50)
        .background(Color(uiColor: .secondarySystemBackground), in: RoundedRectangle(cornerRadius: 10))
        .overlay(RoundedRectangle(cornerRadius: 10).stroke(Color(uiColor: .separator)))
    }
  }
#endif
