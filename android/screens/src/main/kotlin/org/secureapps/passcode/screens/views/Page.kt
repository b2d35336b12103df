// One screen's view. It shows what it is told and sends what the user does; it decides nothing.

package org.secureapps.passcode.screens.views

import android.content.Context
import android.view.Gravity
import android.view.KeyEvent
import android.view.View
import android.view.ViewGroup.LayoutParams.MATCH_PARENT
import android.view.ViewGroup.LayoutParams.WRAP_CONTENT
import android.widget.FrameLayout
import android.widget.ScrollView
import org.secureapps.passcode.screens.R
import org.secureapps.passcode.screens.ScreenState

internal interface Page {
    val view: View

    /** What TalkBack says when it appears. */
    val title: CharSequence

    fun show(state: ScreenState)

    /** Overwrites what is typed in. */
    fun wipe() = Unit

    /** The page is in front: it may open the keyboard. */
    fun start() = Unit

    /** A key of a real keyboard. */
    fun press(event: KeyEvent): Boolean = false
}

/** Scrolls a column that is too long, and lets one that is too short fill the screen. */
internal fun Context.scrolling(column: Column): ScrollView =
    ScrollView(this).apply {
        isFillViewport = true
        addView(column, FrameLayout.LayoutParams(MATCH_PARENT, WRAP_CONTENT, Gravity.CENTER_HORIZONTAL))
    }

/** What every screen begins with: whose it is, what it is for. */
internal fun Column.head(
    title: CharSequence,
    text: CharSequence,
) {
    add(context.text(R.style.Passcode_Text_Brand, context.getString(R.string.passcode_product)), NO_GAP)
    add(context.title(title), R.dimen.passcode_gap_small)
    add(context.text(R.style.Passcode_Text, text), R.dimen.passcode_gap_small)
}

internal val NO_GAP = R.dimen.passcode_no_gap
