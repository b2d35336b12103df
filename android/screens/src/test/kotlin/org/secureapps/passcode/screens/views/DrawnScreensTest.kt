// Every screen in every look: drawn to target/screens, and held against what everybody can see or touch.

package org.secureapps.passcode.screens.views

import android.app.Activity
import android.graphics.Rect
import android.view.View
import android.widget.EditText
import android.widget.TextView
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import org.secureapps.passcode.screens.R
import org.secureapps.passcode.screens.SAMPLES
import org.secureapps.passcode.screens.Sample

@RunWith(RobolectricTestRunner::class)
@Config(qualifiers = "en-rUS-w411dp-h850dp-hdpi")
internal class DrawnScreensTest {
    private val activity = Robolectric.buildActivity(Activity::class.java).setup().get()

    @Test
    fun `every screen in every look`() {
        val found =
            Look.ALL.flatMap { look ->
                SAMPLES.flatMap { sample ->
                    val view = open(sample, look)
                    view.drawTo("${look.name}/${sample.name}")
                    val problems = view.shownViews().flatMap { problemsOf(it) }.toList() + headingProblems(view)
                    problems.map { "${look.name} ${sample.name}: $it" }
                }
            }
        assertEquals(emptyList<String>(), found)
    }

    private fun open(
        sample: Sample,
        look: Look,
    ): PasscodeScreenView {
        val view = PasscodeScreenView(look.of(activity))
        view.layoutDirection = view.resources.configuration.layoutDirection
        activity.setContentView(view)
        sample.state.menu.forEach { view.bar.menu.add(Words(view.context).of(it)) }
        view.show(sample.state)
        view.typeIn(sample.typed)
        view.layOut(look.widthDp, look.heightDp)
        // Once more: what is scrolled is measured when its frame is known.
        view.layOut(look.widthDp, look.heightDp)
        view.viewTreeObserver.dispatchOnPreDraw()
        return view
    }

    private fun PasscodeScreenView.typeIn(typed: String) {
        val field = shownViews().filterIsInstance<EditText>().firstOrNull()
        if (field == null) {
            val keys = shownViews().filterIsInstance<TextView>().filter { it.text.length == 1 }
            typed.forEach { digit -> keys.first { it.text.single() == digit }.performClick() }
        } else if (typed.isNotEmpty()) {
            field.setText(typed)
        }
    }

    private fun problemsOf(view: View): List<String> =
        listOfNotNull(
            "clipped: ${(view as? TextView)?.text}".takeIf { view is TextView && view !is EditText && isClipped(view) },
            "too small to touch: ${labelOf(view)} ${view.width}x${view.height}".takeIf {
                view.isTouched() &&
                    isSmall(view)
            },
            "nothing to say: $view".takeIf { view.isTouched() && labelOf(view).isBlank() },
        )

    private fun headingProblems(view: PasscodeScreenView): List<String> {
        val first = view.shownViews().firstOrNull { it.isAccessibilityHeading } as? TextView
        val isUpright = view.height > view.width
        val keys = view.shownViews().filterIsInstance<TextView>().filter { it.text.matches(Regex("[0-9]")) }
        return listOfNotNull(
            "no heading".takeIf { first == null || first.text.isBlank() },
            // In landscape, a low screen scrolls to the field.
            "a heading that nobody sees".takeIf { isUpright && first != null && !isInSight(first, view) },
            "keys that nobody sees".takeIf { isUpright && keys.any { !isInSight(it, view) } },
        )
    }

    /** Whether all of it is on the screen, before anything is scrolled. */
    private fun isInSight(
        part: View,
        screen: View,
    ): Boolean {
        val seen = Rect()
        val isSeen = part.getGlobalVisibleRect(seen)
        return isSeen && seen.height() == part.height && seen.bottom <= screen.height
    }

    private fun View.isTouched() = isClickable && this !is android.widget.ScrollView && this !is android.widget.Toolbar

    private fun isSmall(view: View): Boolean {
        val least = view.resources.getDimensionPixelSize(R.dimen.passcode_touch)
        return view.width < least || view.height < least
    }

    private fun labelOf(view: View): String =
        (
            view.contentDescription ?: (view as? TextView)?.text?.ifEmpty {
                view.hint ?: labelledBy(
                    view,
                )
            } ?: ""
        ).toString()

    private fun labelledBy(view: View) = view.rootView.shownLabels()[view.id] ?: ""

    private fun View.shownLabels() = shownViews().filterIsInstance<TextView>().associate { it.labelFor to it.text }

    private fun isClipped(view: TextView): Boolean {
        val layout = view.layout ?: return view.text.isNotEmpty()
        val isEllipsized = (0 until layout.lineCount).any { layout.getEllipsisCount(it) > 0 }
        val isTooHigh = layout.height > view.height - view.compoundPaddingTop - view.compoundPaddingBottom
        val isTooWide = layout.width > 0 && (0 until layout.lineCount).any { layout.getLineMax(it) > layout.width + 1 }
        return isEllipsized || isTooHigh || isTooWide
    }

    @Test
    fun `all words on what lies behind them can be read`() {
        val pairs =
            listOf(
                R.color.passcode_on_surface to R.color.passcode_surface,
                R.color.passcode_muted to R.color.passcode_surface,
                R.color.passcode_primary to R.color.passcode_surface,
                R.color.passcode_good to R.color.passcode_surface,
                R.color.passcode_on_surface to R.color.passcode_field,
                R.color.passcode_muted to R.color.passcode_field,
                R.color.passcode_on_surface to R.color.passcode_key,
                R.color.passcode_on_primary to R.color.passcode_primary,
                R.color.passcode_primary to R.color.passcode_primary_soft,
                R.color.passcode_error to R.color.passcode_error_soft,
                R.color.passcode_good to R.color.passcode_good_soft,
            )
        for (isNight in listOf(false, true)) {
            val context = Look("contrast", isNight = isNight).of(activity)
            for ((words, behind) in pairs) {
                val ratio = contrast(context.getColor(words), context.getColor(behind))
                assertTrue("${context.resources.getResourceName(words)} night=$isNight: $ratio", ratio >= 4.5)
            }
            val outline =
                contrast(context.getColor(R.color.passcode_outline), context.getColor(R.color.passcode_surface))
            assertTrue("outline night=$isNight: $outline", outline >= 3)
        }
    }

    private fun contrast(
        one: Int,
        other: Int,
    ): Double {
        val lights = listOf(one, other).map { android.graphics.Color.luminance(it) + 0.05 }.sorted()
        return lights[1] / lights[0]
    }
}
