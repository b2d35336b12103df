// Ten digits, one key to take back and one that is done. The digits are kept in the same place in every language.

package org.secureapps.passcode.screens.views

import android.content.Context
import android.view.Gravity
import android.view.HapticFeedbackConstants
import android.view.KeyEvent
import android.view.View
import android.view.ViewGroup.LayoutParams.MATCH_PARENT
import android.widget.Button
import android.widget.ImageButton
import android.widget.ImageView
import android.widget.LinearLayout
import org.secureapps.passcode.screens.R

private const val COLUMNS = 3

internal class NumberPad(
    context: Context,
    /** What the last key does, for TalkBack. */
    doneLabel: CharSequence,
    private val dots: PasscodeDots,
    private val onChanged: () -> Unit,
    private val onDone: () -> Unit,
) : LinearLayout(context),
    PasscodeEntry {
    private val digits = Digits()
    private val keys = mutableListOf<View>()

    init {
        orientation = VERTICAL
        layoutDirection = LAYOUT_DIRECTION_LTR
        gravity = Gravity.CENTER_HORIZONTAL
        keys += ('1'..'9').map(::digitKey)
        keys +=
            iconKey(R.drawable.passcode_icon_backspace, context.getString(R.string.passcode_backspace)) { backspace() }
                .apply { setOnLongClickListener { clear() } }
        keys += digitKey('0')
        keys +=
            iconKey(R.drawable.passcode_icon_done, doneLabel) { onDone() }.apply {
                setBackgroundResource(R.drawable.passcode_key_done)
                setImageDrawable(context.icon(R.drawable.passcode_icon_done, R.color.passcode_on_primary))
            }
        keys.chunked(COLUMNS).forEachIndexed { row, inRow -> addRow(row, inRow) }
    }

    override fun copy() = digits.copy()

    override fun wipe() {
        digits.wipe()
        dots.count = 0
    }

    override fun enable(isEnabled: Boolean) = keys.forEach { it.enable(isEnabled) }

    /** A keyboard that is plugged in works, too. */
    fun press(event: KeyEvent): Boolean {
        if (event.action != KeyEvent.ACTION_DOWN || !keys.first().isEnabled) return false
        val digit = event.unicodeChar.toChar()
        when {
            digit in '0'..'9' -> type(digit)
            event.keyCode == KeyEvent.KEYCODE_DEL -> backspace()
            event.keyCode == KeyEvent.KEYCODE_ENTER || event.keyCode == KeyEvent.KEYCODE_NUMPAD_ENTER ->
                if (keys.none { it.isFocused }) onDone() else return false
            else -> return false
        }
        return true
    }

    private fun addRow(
        row: Int,
        inRow: List<View>,
    ) {
        val line = LinearLayout(context)
        val gap = context.size(R.dimen.passcode_key_gap)
        inRow.forEachIndexed { column, key ->
            val params = LayoutParams(0, MATCH_PARENT, 1f)
            if (column > 0) params.leftMargin = gap
            line.addView(key, params)
        }
        val params = LayoutParams(MATCH_PARENT, LayoutParams.WRAP_CONTENT)
        if (row > 0) params.topMargin = gap
        addView(line, params)
    }

    private fun digitKey(digit: Char): View =
        Button(context, null, 0, R.style.Passcode_Key).apply {
            text = digit.toString()
            setOnClickListener { type(digit) }
        }

    private fun iconKey(
        icon: Int,
        label: CharSequence,
        onClick: () -> Unit,
    ) = ImageButton(context, null, 0, R.style.Passcode_Key).apply {
        setImageDrawable(context.icon(icon, R.color.passcode_on_surface))
        contentDescription = label
        scaleType = ImageView.ScaleType.CENTER
        minimumHeight = context.size(R.dimen.passcode_key_height)
        setOnClickListener { onClick() }
    }

    private fun type(digit: Char) {
        if (digits.add(digit)) changed()
    }

    private fun backspace() {
        if (digits.removeLast()) changed()
    }

    private fun clear(): Boolean {
        digits.wipe()
        changed()
        return true
    }

    private fun changed() {
        performHapticFeedback(HapticFeedbackConstants.KEYBOARD_TAP)
        dots.count = digits.count
        onChanged()
    }
}
