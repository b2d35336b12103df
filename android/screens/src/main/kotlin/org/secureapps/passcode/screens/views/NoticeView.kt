// What happened last, in a panel that TalkBack reads by itself.

package org.secureapps.passcode.screens.views

import android.content.Context
import android.widget.TextView
import org.secureapps.passcode.screens.Notice
import org.secureapps.passcode.screens.R
import org.secureapps.passcode.screens.Screen

internal class NoticeView(
    context: Context,
) : TextView(context, null, 0, R.style.Passcode_Text_Rule) {
    private val words = Words(context)

    init {
        val inside = context.size(R.dimen.passcode_gap)
        setPadding(inside, inside - inside / 4, inside, inside - inside / 4)
        compoundDrawablePadding = inside - inside / 4
        accessibilityLiveRegion = ACCESSIBILITY_LIVE_REGION_POLITE
        showIf(false)
    }

    fun show(
        notice: Notice?,
        screen: Screen,
    ) {
        showIf(notice != null)
        if (notice == null) return setWords("")
        val isError = notice.isError
        setBackgroundResource(if (isError) R.drawable.passcode_panel_error else R.drawable.passcode_panel_good)
        val color = if (isError) R.color.passcode_error else R.color.passcode_good
        setTextColor(context.getColor(color))
        val icon = if (isError) R.drawable.passcode_icon_warning else R.drawable.passcode_icon_done
        setCompoundDrawablesRelativeWithIntrinsicBounds(context.icon(icon, color), null, null, null)
        setWords(words.of(notice, screen))
    }
}
