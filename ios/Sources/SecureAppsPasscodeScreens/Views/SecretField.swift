// A text field that keeps no text: each character goes into the input as it is typed, and only dots stay. Where a
// number pad is shown, it is unseen and takes what a plugged-in keyboard types.

#if canImport(UIKit)
  import SecureAppsPasscode
  import SwiftUI
  import UIKit

  struct SecretField: UIViewRepresentable {
    let secret: TypedSecret
    var keyboard = Keyboard.full
    let label: Phrase
    let isEnabled: Bool
    @Binding var isFocused: Bool
    let onReturn: @MainActor () -> Void

    func makeCoordinator() -> Coordinator { Coordinator(self) }

    func makeUIView(context: Context) -> SecretTextField {
      let field = SecretTextField(keyboard: keyboard)
      field.delegate = context.coordinator
      return field
    }

    func updateUIView(_ field: SecretTextField, context: Context) {
      context.coordinator.field = self
      field.show(secret.count)
      field.accessibilityLabel = label.words
      field.accessibilityValue = Phrase.typed(secret.count).words
      field.wantsFocus = isFocused
    }

    static func dismantleUIView(_ field: SecretTextField, coordinator: Coordinator) {
      field.wantsFocus = false
      field.show(0)
    }

    /// Takes what is typed before the text field does.
    @MainActor
    final class Coordinator: NSObject, UITextFieldDelegate {
      fileprivate var field: SecretField

      fileprivate init(_ field: SecretField) {
        self.field = field
      }

      func textField(
        _ textField: UITextField, shouldChangeCharactersIn range: NSRange, replacementString string: String
      ) -> Bool {
        guard field.isEnabled else { return false }
        field.secret.replace(range, with: string, on: field.keyboard)
        (textField as? SecretTextField)?.show(field.secret.count)
        return false
      }

      func textFieldShouldReturn(_ textField: UITextField) -> Bool {
        if field.isEnabled { field.onReturn() }
        return false
      }

      func textFieldDidBeginEditing(_ textField: UITextField) {
        if !field.isFocused { field.isFocused = true }
      }

      func textFieldDidEndEditing(_ textField: UITextField) {
        if field.isFocused { field.isFocused = false }
      }
    }
  }
#endif
