// The live checklist of a new passcode: a mark, and words that say the same without the mark.

package org.secureapps.passcode.screens.views

import android.content.Context
import android.view.Gravity
import android.widget.LinearLayout
import android.widget.TextView
import org.secureapps.passcode.Keyboard
import org.secureapps.passcode.RuleCheck
import org.secureapps.passcode.screens.R

internal class CheckListView(
    context: Context,
    private val keyboard: Keyboard,
) : LinearLayout(context) {
    private val words = Words(context)
    private var shown = emptyList<RuleCheck>()

    init {
        orientation = VERTICAL
        addView(
            context
                .text(R.style.Passcode_Text_Label, context.getString(R.string.passcode_rules))
                .apply { isAccessibilityHeading = true },
        )
    }

    fun show(checks: List<RuleCheck>) {
        showIf(checks.isNotEmpty())
        if (checks.map { it.rule } != shown.map { it.rule }) {
            removeViews(1, childCount - 1)
            checks.forEach { addView(line(it), lineParams()) }
        } else {
            checks.forEachIndexed { index, check ->
                if (check != shown[index]) mark(getChildAt(index + 1) as TextView, check)
            }
        }
        shown = checks
    }

    private fun line(check: RuleCheck): TextView =
        context.text(R.style.Passcode_Text_Rule, words.of(check.rule, keyboard)).apply {
            gravity = Gravity.CENTER_VERTICAL
            compoundDrawablePadding = context.size(R.dimen.passcode_gap_small)
            accessibilityLiveRegion = ACCESSIBILITY_LIVE_REGION_POLITE
            mark(this, check)
        }

    private fun mark(
        line: TextView,
        check: RuleCheck,
    ) {
        val icon = if (check.met) R.drawable.passcode_icon_done else R.drawable.passcode_icon_unmet
        val color = if (check.met) R.color.passcode_good else R.color.passcode_outline
        line.setCompoundDrawablesRelativeWithIntrinsicBounds(context.icon(icon, color), null, null, null)
        line.setTextColor(context.getColor(if (check.met) R.color.passcode_good else R.color.passcode_muted))
        val format = if (check.met) R.string.passcode_rule_met else R.string.passcode_rule_not_met
        line.contentDescription = context.getString(format, line.text)
    }

    private fun lineParams() =
        LayoutParams(LayoutParams.MATCH_PARENT, LayoutParams.WRAP_CONTENT).apply {
            topMargin = context.size(R.dimen.passcode_gap_small)
        }
}
