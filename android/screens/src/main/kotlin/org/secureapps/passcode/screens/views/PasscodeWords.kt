// The words of a screen on which a passcode is typed: they do not change while it is shown.

package org.secureapps.passcode.screens.views

import android.content.Context
import org.secureapps.passcode.Keyboard
import org.secureapps.passcode.screens.CurrentPasscodePurpose
import org.secureapps.passcode.screens.NewPasscodePurpose
import org.secureapps.passcode.screens.R
import org.secureapps.passcode.screens.Screen

internal class PasscodeWords(
    context: Context,
    screen: Screen,
) {
    val keyboard: Keyboard
    val title: String
    val text: String

    /** What the last key, or the button, does. */
    val done: String
    val advice: List<String>
    val otherKeyboard: Int

    init {
        val ids =
            when (screen) {
                is Screen.Unlock ->
                    Triple(R.string.passcode_unlock_title, R.string.passcode_unlock_text, R.string.passcode_unlock)
                is Screen.CurrentPasscode ->
                    Triple(R.string.passcode_current_title, current(screen.purpose), R.string.passcode_next)
                is Screen.NewPasscode ->
                    if (screen.isRepeated) {
                        Triple(R.string.passcode_repeat_title, R.string.passcode_repeat_text, R.string.passcode_save)
                    } else {
                        Triple(newTitle(screen.purpose), new(screen.purpose), R.string.passcode_next)
                    }
                else -> error("no passcode is typed here")
            }
        title = context.getString(ids.first)
        text = context.getString(ids.second)
        done = context.getString(ids.third)
        keyboard =
            when (screen) {
                is Screen.Unlock -> screen.keyboard
                is Screen.CurrentPasscode -> screen.keyboard
                is Screen.NewPasscode -> screen.keyboard
            }
        advice = (screen as? Screen.NewPasscode)?.advice.orEmpty().map(Words(context)::of)
        otherKeyboard =
            if (keyboard == Keyboard.NUMBER_PAD) R.string.passcode_more_complex else R.string.passcode_digits_only
    }

    private fun current(purpose: CurrentPasscodePurpose) =
        when (purpose) {
            CurrentPasscodePurpose.CHANGE -> R.string.passcode_current_change_text
            CurrentPasscodePurpose.BIOMETRICS -> R.string.passcode_current_biometrics_text
        }

    private fun newTitle(purpose: NewPasscodePurpose) =
        if (purpose == NewPasscodePurpose.CREATE) R.string.passcode_create_title else R.string.passcode_new_title

    private fun new(purpose: NewPasscodePurpose) =
        when (purpose) {
            NewPasscodePurpose.CREATE -> R.string.passcode_create_text
            NewPasscodePurpose.CHANGE -> R.string.passcode_change_text
            NewPasscodePurpose.RULES_CHANGED -> R.string.passcode_rules_changed_text
            NewPasscodePurpose.TOO_OLD -> R.string.passcode_too_old_text
            NewPasscodePurpose.RESET -> R.string.passcode_reset_new_text
        }
}
