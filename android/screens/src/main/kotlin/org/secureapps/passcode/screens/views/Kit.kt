// The few building blocks of all screens, so that they look and speak alike.

package org.secureapps.passcode.screens.views

import android.content.Context
import android.content.res.ColorStateList
import android.graphics.drawable.Drawable
import android.view.Gravity
import android.view.View
import android.view.ViewGroup.LayoutParams.MATCH_PARENT
import android.view.ViewGroup.LayoutParams.WRAP_CONTENT
import android.widget.Button
import android.widget.LinearLayout
import android.widget.TextView
import org.secureapps.passcode.screens.R

private const val DIMMED = 0.45f

internal fun Context.size(id: Int): Int = resources.getDimensionPixelSize(id)

internal fun Context.icon(
    id: Int,
    color: Int,
): Drawable = checkNotNull(getDrawable(id)).mutate().apply { setTint(getColor(color)) }

internal fun Context.text(
    style: Int,
    words: CharSequence? = null,
): TextView = TextView(this, null, 0, style).apply { text = words }

/** What the screen is called; TalkBack jumps from heading to heading. */
internal fun Context.title(words: CharSequence): TextView =
    text(R.style.Passcode_Text_Title, words).apply { isAccessibilityHeading = true }

internal fun Context.button(
    style: Int,
    words: CharSequence,
    onClick: () -> Unit,
): Button =
    Button(this, null, 0, style).apply {
        text = words
        setOnClickListener { onClick() }
    }

/** One view under the other, no wider than is pleasant to read. */
internal class Column(
    context: Context,
) : LinearLayout(context) {
    private val widest = context.size(R.dimen.passcode_column_width) + 2 * context.size(R.dimen.passcode_margin)

    init {
        orientation = VERTICAL
        val margin = context.size(R.dimen.passcode_margin)
        setPadding(margin, context.size(R.dimen.passcode_gap_small), margin, margin)
        clipToPadding = false
    }

    override fun onMeasure(
        widthMeasureSpec: Int,
        heightMeasureSpec: Int,
    ) {
        val width = minOf(widest, MeasureSpec.getSize(widthMeasureSpec))
        super.onMeasure(MeasureSpec.makeMeasureSpec(width, MeasureSpec.EXACTLY), heightMeasureSpec)
    }

    /** Adds a view, as wide as the column, below a gap. */
    fun <V : View> add(
        view: V,
        gap: Int = R.dimen.passcode_gap,
    ): V {
        val params = LayoutParams(MATCH_PARENT, WRAP_CONTENT)
        params.topMargin = context.size(gap)
        addView(view, params)
        return view
    }

    /** Adds a view of its own width. */
    fun <V : View> addOwnWidth(
        view: V,
        gravity: Int = Gravity.START,
        gap: Int = R.dimen.passcode_gap,
    ): V {
        val params = LayoutParams(WRAP_CONTENT, WRAP_CONTENT)
        params.topMargin = context.size(gap)
        params.gravity = gravity
        // The words of a button without a frame stand in line with the text above.
        if (gravity == Gravity.START) params.marginStart = -view.paddingStart
        addView(view, params)
        return view
    }

    /** What follows sits at the lower end, if there is room. */
    fun addSpace() {
        addView(View(context), LayoutParams(MATCH_PARENT, 0, 1f))
    }
}

internal fun View.showIf(isShown: Boolean) {
    visibility = if (isShown) View.VISIBLE else View.GONE
}

/** What cannot be used now looks so. */
internal fun View.enable(isEnabled: Boolean) {
    this.isEnabled = isEnabled
    alpha = if (isEnabled) 1f else DIMMED
}

internal fun Context.tint(color: Int): ColorStateList = ColorStateList.valueOf(getColor(color))

/** Sets a text only if it is another one, so that a live region does not speak twice. */
internal fun TextView.setWords(words: CharSequence) {
    if (text.toString() != words.toString()) text = words
}
