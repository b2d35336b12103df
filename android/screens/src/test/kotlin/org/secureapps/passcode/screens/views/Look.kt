// How a phone may be set: language, light or dark, size of the letters, upright or on its side.

package org.secureapps.passcode.screens.views

import android.content.Context
import android.content.res.Configuration
import android.graphics.Bitmap
import android.graphics.Canvas
import android.os.LocaleList
import android.view.ContextThemeWrapper
import android.view.View
import android.view.ViewGroup
import org.secureapps.passcode.screens.R
import java.io.File
import java.util.Locale

private const val SHORT = 411
private const val LONG = 850

internal class Look(
    val name: String,
    private val language: String = "en",
    private val isNight: Boolean = false,
    private val fontScale: Float = 1f,
    private val isLandscape: Boolean = false,
) {
    val widthDp get() = if (isLandscape) LONG else SHORT
    val heightDp get() = if (isLandscape) SHORT else LONG

    fun of(context: Context): Context {
        val look = Configuration(context.resources.configuration)
        look.setLocales(LocaleList(Locale.forLanguageTag(language)))
        look.fontScale = fontScale
        look.screenWidthDp = widthDp
        look.screenHeightDp = heightDp
        look.orientation = if (isLandscape) Configuration.ORIENTATION_LANDSCAPE else Configuration.ORIENTATION_PORTRAIT
        val night = if (isNight) Configuration.UI_MODE_NIGHT_YES else Configuration.UI_MODE_NIGHT_NO
        look.uiMode = look.uiMode and Configuration.UI_MODE_NIGHT_MASK.inv() or night
        return ContextThemeWrapper(context.createConfigurationContext(look), R.style.Passcode_Theme)
    }

    companion object {
        val ALL =
            listOf("en-US", "fr-FR").flatMap { language ->
                val tag = language.take(2)
                listOf(
                    Look("$tag-light", language),
                    Look("$tag-dark", language, isNight = true),
                    Look("$tag-font2", language, fontScale = 2f),
                    Look("$tag-land", language, isLandscape = true),
                    Look("$tag-land2", language, isNight = true, fontScale = 2f, isLandscape = true),
                )
            } + Look("rtl", "ar-XB")
    }
}

/** Lays a view out at a size in dp, as a window would. */
internal fun View.layOut(
    widthDp: Int,
    heightDp: Int,
) {
    val density = resources.displayMetrics.density
    val width = (widthDp * density).toInt()
    val height = (heightDp * density).toInt()
    measure(
        View.MeasureSpec.makeMeasureSpec(width, View.MeasureSpec.EXACTLY),
        View.MeasureSpec.makeMeasureSpec(height, View.MeasureSpec.EXACTLY),
    )
    layout(0, 0, width, height)
}

/** Draws a view that is laid out to `target/screens/[name].png`. */
internal fun View.drawTo(name: String) {
    val bitmap = Bitmap.createBitmap(width, height, Bitmap.Config.ARGB_8888)
    draw(Canvas(bitmap))
    val file = File(System.getProperty("screens.folder"), "$name.png")
    file.parentFile.mkdirs()
    file.outputStream().use { check(bitmap.compress(Bitmap.CompressFormat.PNG, 100, it)) }
    bitmap.recycle()
}

/** A view and all that is shown in it. */
internal fun View.shownViews(): Sequence<View> =
    sequence {
        if (visibility != View.VISIBLE) return@sequence
        yield(this@shownViews)
        val group = this@shownViews as? ViewGroup ?: return@sequence
        for (index in 0 until group.childCount) yieldAll(group.getChildAt(index).shownViews())
    }
