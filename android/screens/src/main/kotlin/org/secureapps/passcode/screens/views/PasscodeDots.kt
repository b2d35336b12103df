// As many dots as digits were typed on the number pad. It knows how many, not which.

package org.secureapps.passcode.screens.views

import android.content.Context
import android.graphics.Canvas
import android.graphics.Paint
import android.view.View
import org.secureapps.passcode.screens.R

private const val SPACING = 2.4f

internal class PasscodeDots(
    context: Context,
) : View(context) {
    private val paint = Paint(Paint.ANTI_ALIAS_FLAG).apply { color = context.getColor(R.color.passcode_on_surface) }
    private val dot = context.size(R.dimen.passcode_dot).toFloat()
    private val inside = context.size(R.dimen.passcode_gap)

    var count = 0
        set(value) {
            field = value
            stateDescription =
                if (value == 0) {
                    context.getString(R.string.passcode_nothing_typed)
                } else {
                    resources.getQuantityString(R.plurals.passcode_typed, value, value)
                }
            invalidate()
        }

    init {
        setBackgroundResource(R.drawable.passcode_field)
        minimumHeight = context.size(R.dimen.passcode_field_height)
        contentDescription = context.getString(R.string.passcode_field)
        accessibilityLiveRegion = ACCESSIBILITY_LIVE_REGION_POLITE
        count = 0
    }

    override fun onMeasure(
        widthMeasureSpec: Int,
        heightMeasureSpec: Int,
    ) = setMeasuredDimension(
        getDefaultSize(suggestedMinimumWidth, widthMeasureSpec),
        resolveSize(suggestedMinimumHeight, heightMeasureSpec),
    )

    override fun onDraw(canvas: Canvas) {
        super.onDraw(canvas)
        val room = width - 2f * inside
        val spacing = minOf(dot * SPACING, room / maxOf(1, count))
        val radius = minOf(dot, spacing) / 2
        val first = width / 2f - spacing * (count - 1) / 2
        repeat(count) { canvas.drawCircle(first + it * spacing, height / 2f, radius, paint) }
    }
}
