// User name and password of the account: the first time, and when the passcode was forgotten.

package org.secureapps.passcode.screens.views

import android.content.Context
import android.text.InputType
import android.view.View
import android.view.inputmethod.EditorInfo
import android.widget.EditText
import org.secureapps.passcode.screens.CredentialsPurpose
import org.secureapps.passcode.screens.PasscodeScreenModel
import org.secureapps.passcode.screens.R
import org.secureapps.passcode.screens.Screen
import org.secureapps.passcode.screens.ScreenState

internal class CredentialsPage(
    private val context: Context,
    screen: Screen.Credentials,
    private val model: () -> PasscodeScreenModel?,
) : Page {
    private val column = Column(context)
    override val view: View = context.scrolling(column)
    override val title: CharSequence = context.getString(title(screen))
    private val notice = NoticeView(context)
    private val name = EditText(context, null, 0, R.style.Passcode_Field)
    private val password =
        SecretField(context, context.getString(R.string.passcode_password), onDone = ::send)
            .takeIf { screen.passwordAsked }
    private val button = context.button(R.style.Passcode_Button, context.getString(sendLabel(screen)), ::send)

    init {
        column.head(title, context.getString(explanation(screen)))
        column.add(notice)
        label(R.string.passcode_user_name, name, R.dimen.passcode_gap_large)
        setUpName()
        column.add(name, R.dimen.passcode_gap_small)
        password?.let {
            label(R.string.passcode_password, it.field)
            it.field.hint = null
            it.autofill(View.AUTOFILL_HINT_PASSWORD)
            column.add(it, R.dimen.passcode_gap_small)
        }
        column.add(button, R.dimen.passcode_gap_large)
    }

    override fun show(state: ScreenState) {
        notice.show(state.notice, state.screen)
        name.isEnabled = !state.isWorking
        password?.enable(!state.isWorking)
        button.enable(!state.isWorking)
    }

    override fun wipe() {
        password?.wipe()
    }

    private fun send() {
        model()?.signIn(name.text.toString(), password?.copy() ?: CharArray(0))
    }

    private fun setUpName() {
        // The same on every screen, so that a phone that is turned keeps the name.
        name.id = R.id.passcode_user_name
        name.inputType = InputType.TYPE_CLASS_TEXT or InputType.TYPE_TEXT_VARIATION_EMAIL_ADDRESS or
            InputType.TYPE_TEXT_FLAG_NO_SUGGESTIONS
        name.imeOptions =
            (if (password == null) EditorInfo.IME_ACTION_DONE else EditorInfo.IME_ACTION_NEXT) or
            EditorInfo.IME_FLAG_NO_PERSONALIZED_LEARNING or EditorInfo.IME_FLAG_NO_EXTRACT_UI
        name.setAutofillHints(View.AUTOFILL_HINT_USERNAME)
        name.setOnEditorActionListener { _, action, _ ->
            if (action == EditorInfo.IME_ACTION_DONE) send()
            action == EditorInfo.IME_ACTION_DONE
        }
    }

    private fun label(
        words: Int,
        field: View,
        gap: Int = R.dimen.passcode_gap,
    ) {
        val label = context.text(R.style.Passcode_Text_Label, context.getString(words))
        label.labelFor = field.id.takeIf { it != View.NO_ID } ?: R.id.passcode_user_name
        column.add(label, gap)
    }

    private fun title(screen: Screen.Credentials) =
        when (screen.purpose) {
            CredentialsPurpose.ENROLL -> R.string.passcode_enroll_title
            CredentialsPurpose.RESET, CredentialsPurpose.GRANT -> R.string.passcode_menu_forgot
        }

    private fun explanation(screen: Screen.Credentials) =
        when (screen.purpose) {
            CredentialsPurpose.ENROLL -> R.string.passcode_enroll_text
            CredentialsPurpose.RESET -> R.string.passcode_reset_text
            CredentialsPurpose.GRANT ->
                if (screen.passwordAsked) R.string.passcode_grant_text else R.string.passcode_grant_name_text
        }

    private fun sendLabel(screen: Screen.Credentials) =
        if (screen.passwordAsked) R.string.passcode_sign_in else R.string.passcode_next
}
