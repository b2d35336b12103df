// A passcode is typed in: to unlock, before something else, or a new one. By number pad or by full keyboard.

package org.secureapps.passcode.screens.views

import android.content.Context
import android.graphics.Rect
import android.view.Gravity
import android.view.KeyEvent
import android.view.View
import android.widget.LinearLayout
import android.widget.LinearLayout.LayoutParams
import org.secureapps.passcode.Keyboard
import org.secureapps.passcode.screens.MenuChoice
import org.secureapps.passcode.screens.Notice
import org.secureapps.passcode.screens.PasscodeScreenModel
import org.secureapps.passcode.screens.R
import org.secureapps.passcode.screens.Screen
import org.secureapps.passcode.screens.ScreenState

internal class PasscodePage(
    private val context: Context,
    screen: Screen,
    private val model: () -> PasscodeScreenModel?,
) : Page {
    private val words = PasscodeWords(context, screen)
    private val column = Column(context)
    private val notice = NoticeView(context)
    private val dots = PasscodeDots(context).takeIf { words.keyboard == Keyboard.NUMBER_PAD }
    private val pad = dots?.let { NumberPad(context, words.done, it, ::typed, ::submit) }
    private val field =
        if (pad == null) SecretField(context, context.getString(R.string.passcode_field), ::typed, ::submit) else null
    private val entry: PasscodeEntry = checkNotNull(pad ?: field)
    private val attempts = context.text(R.style.Passcode_Text_Small)
    private val done =
        context
            .button(R.style.Passcode_Button, words.done, ::submit)
            .takeIf { pad == null }
    private val biometrics =
        context.button(R.style.Passcode_Button_Soft, context.getString(R.string.passcode_use_biometrics)) {
            model()?.unlockWithBiometrics()
        }
    private val forgot =
        context.button(R.style.Passcode_Button_Text, context.getString(R.string.passcode_menu_forgot)) {
            model()?.choose(MenuChoice.FORGOT_PASSWORD)
        }
    private val other =
        context.button(R.style.Passcode_Button_Text, context.getString(words.otherKeyboard)) {
            model()?.switchKeyboard()
        }
    private val list = CheckListView(context, words.keyboard)
    private val buttons = listOfNotNull(done, biometrics, forgot, other)
    override val view: View
    override val title = words.title

    init {
        column.head(words.title, words.text)
        words.advice.forEach { column.add(context.text(R.style.Passcode_Text_Small, it), R.dimen.passcode_gap_small) }
        column.add(notice)
        column.add(dots ?: checkNotNull(field), R.dimen.passcode_gap_large)
        column.add(attempts, R.dimen.passcode_gap_small)
        column.add(list)
        column.addOwnWidth(other, gap = R.dimen.passcode_gap_small)
        done?.let { column.add(it, R.dimen.passcode_gap_large) }
        column.addOwnWidth(biometrics, Gravity.CENTER_HORIZONTAL)
        biometrics.compoundDrawablePadding = context.size(R.dimen.passcode_gap_small)
        biometrics.setCompoundDrawablesRelativeWithIntrinsicBounds(
            context.icon(R.drawable.passcode_icon_biometrics, R.color.passcode_primary),
            null,
            null,
            null,
        )
        view = if (pad != null && isWide()) besideThePad(pad) else above(pad)
    }

    override fun show(state: ScreenState) {
        val screen = state.screen
        notice.show(state.notice, screen)
        val unlock = screen as? Screen.Unlock
        val new = screen as? Screen.NewPasscode
        val left = unlock?.attemptsRemaining?.takeIf { state.notice !is Notice.WrongPasscode }
        attempts.showIf(left != null)
        if (left != null) {
            attempts.setWords(context.resources.getQuantityString(R.plurals.passcode_attempts_left, left, left))
        }
        biometrics.showIf(unlock?.biometricsReady == true)
        forgot.showIf(unlock?.forgotOffered == true)
        other.showIf(new?.canSwitchKeyboard == true)
        list.show(new?.checks.orEmpty())
        entry.enable(!state.isWorking)
        buttons.forEach { it.enable(!state.isWorking) }
    }

    override fun wipe() {
        entry.wipe()
        typed()
    }

    override fun start() {
        field?.openKeyboard()
    }

    override fun press(event: KeyEvent) = pad?.press(event) == true

    private fun typed() {
        // With large fonts it may be out of sight.
        dots?.apply { requestRectangleOnScreen(Rect(0, 0, width, height)) }
        model()?.typing(entry.copy())
    }

    private fun submit() {
        model()?.submit(entry.copy())
    }

    private fun isWide() = context.resources.getInteger(R.integer.passcode_panes) > 1

    /** The keys stay where they are, and what is above them scrolls; on a low screen, all of it. */
    private fun above(pad: NumberPad?): View {
        val isHigh = context.resources.configuration.screenHeightDp >= HIGH_DP
        val below = if (pad != null && isHigh) Column(context) else column
        if (pad != null) {
            if (below === column) column.addSpace()
            below.add(pad, R.dimen.passcode_gap_small)
        }
        below.addOwnWidth(forgot, Gravity.CENTER_HORIZONTAL, R.dimen.passcode_gap_small)
        if (below === column) return context.scrolling(column)
        return LinearLayout(context).apply {
            orientation = LinearLayout.VERTICAL
            addView(context.scrolling(column), LayoutParams(LayoutParams.MATCH_PARENT, 0, 1f))
            val params = LayoutParams(LayoutParams.MATCH_PARENT, LayoutParams.WRAP_CONTENT)
            params.gravity = Gravity.CENTER_HORIZONTAL
            addView(below, params)
        }
    }

    private fun besideThePad(pad: NumberPad): View {
        column.addOwnWidth(forgot, gap = R.dimen.passcode_gap_small)
        val padColumn = Column(context)
        padColumn.addSpace()
        padColumn.add(pad, NO_GAP)
        padColumn.addSpace()
        return LinearLayout(context).apply {
            addView(context.scrolling(column), LayoutParams(0, LayoutParams.MATCH_PARENT, 1f))
            addView(context.scrolling(padColumn), LayoutParams(0, LayoutParams.MATCH_PARENT, 1f))
        }
    }

    private companion object {
        /** A screen that has room for the keys and for what they type: two thirds of a small phone. */
        const val HIGH_DP = 480
    }
}
