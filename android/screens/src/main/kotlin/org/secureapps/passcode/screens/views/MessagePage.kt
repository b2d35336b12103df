// Nothing to type: how things stand, and what can be done about it.

package org.secureapps.passcode.screens.views

import android.content.Context
import android.view.View
import android.view.ViewGroup.LayoutParams.MATCH_PARENT
import android.view.ViewGroup.LayoutParams.WRAP_CONTENT
import android.widget.Button
import android.widget.FrameLayout
import android.widget.ImageView
import android.widget.LinearLayout
import android.widget.ProgressBar
import org.secureapps.passcode.screens.MenuChoice
import org.secureapps.passcode.screens.PasscodeScreenModel
import org.secureapps.passcode.screens.R
import org.secureapps.passcode.screens.Screen
import org.secureapps.passcode.screens.ScreenState

internal class MessagePage(
    private val context: Context,
    screen: Screen,
    private val model: () -> PasscodeScreenModel?,
    private val reopen: () -> Unit,
) : Page {
    private val column = Column(context)
    override val view: View = context.scrolling(column)
    private val notice = NoticeView(context)
    private val message = Message.of(screen)
    private val words = Words(context)
    override val title: CharSequence = context.getString(message.title)
    private val wait = context.text(R.style.Passcode_Text)
    private val countdown = context.text(R.style.Passcode_Text_Countdown)
    private val buttons: List<Button>

    init {
        column.add(badge(), NO_GAP)
        column.add(context.title(title), R.dimen.passcode_gap_large)
        message.text?.let { column.add(context.text(R.style.Passcode_Text, context.getString(it))) }
        if (screen is Screen.Unreadable) unreadable(screen)
        if (screen is Screen.LockedOut && screen.waitSeconds != null) {
            // The digits change every second and are read when asked for; the words change once a minute and speak up.
            wait.accessibilityLiveRegion = View.ACCESSIBILITY_LIVE_REGION_POLITE
            column.add(wait)
            column.add(countdown)
        }
        if (screen is Screen.Opening) column.add(ProgressBar(context))
        column.add(notice)
        column.addSpace()
        buttons = message.actions.mapIndexed { index, action -> button(action, isFirst = index == 0) }
    }

    override fun show(state: ScreenState) {
        notice.show(state.notice, state.screen)
        val seconds = (state.screen as? Screen.LockedOut)?.waitSeconds
        if (seconds != null) {
            wait.setWords(words.minutes(seconds))
            countdown.text = words.countdown(seconds)
        }
        // Locking is always possible.
        message.actions.zip(buttons).forEach { (action, button) ->
            button.enable(action == Action.LOCK || !state.isWorking)
        }
    }

    private fun unreadable(screen: Screen.Unreadable) {
        column.add(context.text(R.style.Passcode_Text, words.of(screen.code, screen.retry)))
        column.add(context.text(R.style.Passcode_Text_Small, context.getString(R.string.passcode_code, screen.code)))
    }

    private fun badge(): View {
        val size = context.size(R.dimen.passcode_badge)
        val inside = (size - context.size(R.dimen.passcode_icon)) / 3
        val image =
            ImageView(context).apply {
                setImageDrawable(context.icon(message.icon, message.tone.color))
                setBackgroundResource(message.tone.background)
                setPadding(inside, inside, inside, inside)
                importantForAccessibility = View.IMPORTANT_FOR_ACCESSIBILITY_NO
            }
        return FrameLayout(context).apply { addView(image, FrameLayout.LayoutParams(size, size)) }
    }

    private fun button(
        action: Action,
        isFirst: Boolean,
    ): Button {
        val style =
            when {
                action == Action.DELETE -> R.style.Passcode_Button_Danger
                isFirst -> R.style.Passcode_Button
                else -> R.style.Passcode_Button_Text
            }
        val button = context.button(style, context.getString(action.label)) { send(action) }
        val params = LinearLayout.LayoutParams(MATCH_PARENT, WRAP_CONTENT)
        params.topMargin = context.size(if (isFirst) R.dimen.passcode_gap_large else R.dimen.passcode_gap_small)
        column.addView(button, params)
        return button
    }

    private fun send(action: Action) {
        val model = model()
        when (action) {
            Action.LOCK -> model?.lock()
            Action.FORGOT -> model?.choose(MenuChoice.FORGOT_PASSWORD)
            Action.CHECK_IN -> model?.checkIn()
            Action.TRY_AGAIN -> if (model == null) reopen() else model.tryAgain()
            Action.SET_UP_AGAIN, Action.DELETE -> model?.setUpAgain()
            Action.KEEP -> model?.back()
        }
    }
}
