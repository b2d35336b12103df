// The window's content: a bar with the way back and the menu, progress, and the page of the moment.

package org.secureapps.passcode.screens.views

import android.content.Context
import android.view.KeyEvent
import android.view.View
import android.view.ViewGroup.LayoutParams.MATCH_PARENT
import android.view.ViewGroup.LayoutParams.WRAP_CONTENT
import android.view.WindowInsets
import android.widget.FrameLayout
import android.widget.LinearLayout
import android.widget.ProgressBar
import android.widget.Toolbar
import org.secureapps.passcode.screens.PasscodeScreenModel
import org.secureapps.passcode.screens.R
import org.secureapps.passcode.screens.Screen
import org.secureapps.passcode.screens.ScreenState

internal class PasscodeScreenView(
    context: Context,
    private val reopen: () -> Unit = {},
) : LinearLayout(context) {
    /** Who is told what the user does; `null` while there is nobody yet. */
    var model: PasscodeScreenModel? = null
    val bar = Toolbar(context)
    private val progress = ProgressBar(context, null, android.R.attr.progressBarStyleHorizontal)
    private val content = FrameLayout(context)
    private var shown: ScreenState? = null
    private var page: Page? = null

    init {
        orientation = VERTICAL
        setBackgroundColor(context.getColor(R.color.passcode_surface))
        // SECURITY: touches that come through another app's window are dropped.
        filterTouchesWhenObscured = true
        progress.isIndeterminate = true
        progress.indeterminateTintList = context.tint(R.color.passcode_primary)
        progress.contentDescription = context.getString(R.string.passcode_working)
        progress.accessibilityLiveRegion = ACCESSIBILITY_LIVE_REGION_POLITE
        progress.visibility = View.INVISIBLE
        bar.setContentInsetsRelative(context.size(R.dimen.passcode_margin), 0)
        bar.contentInsetStartWithNavigation = 0
        bar.navigationContentDescription = context.getString(R.string.passcode_back)
        addView(bar, LayoutParams(MATCH_PARENT, WRAP_CONTENT))
        addView(progress, LayoutParams(MATCH_PARENT, context.size(R.dimen.passcode_progress)))
        addView(content, LayoutParams(MATCH_PARENT, 0, 1f))
        setOnApplyWindowInsetsListener { _, insets ->
            val types = WindowInsets.Type.systemBars() or WindowInsets.Type.displayCutout() or WindowInsets.Type.ime()
            val around = insets.getInsets(types)
            setPadding(around.left, around.top, around.right, around.bottom)
            WindowInsets.CONSUMED
        }
    }

    fun show(state: ScreenState) {
        val before = shown
        shown = state
        if (before == null || isAnotherPage(before.screen, state.screen)) {
            open(state.screen)
        } else if (before.entry != state.entry) {
            page?.wipe()
        }
        progress.visibility = if (state.isWorking && state.screen != Screen.Opening) View.VISIBLE else View.INVISIBLE
        page?.show(state)
        val back = context.icon(R.drawable.passcode_icon_back, R.color.passcode_on_surface)
        bar.navigationIcon = back.takeIf { state.canGoBack }
    }

    /** Overwrites what is typed in. */
    fun wipe() {
        page?.wipe()
    }

    override fun dispatchKeyEvent(event: KeyEvent): Boolean =
        page?.press(event) == true || super.dispatchKeyEvent(event)

    private fun open(screen: Screen) {
        page?.wipe()
        content.removeAllViews()
        val opened =
            when (screen) {
                is Screen.Credentials -> CredentialsPage(context, screen) { model }
                is Screen.Unlock, is Screen.CurrentPasscode, is Screen.NewPasscode ->
                    PasscodePage(context, screen) { model }
                Screen.Opening, is Screen.LockedOut, is Screen.Unlocked, is Screen.Blocked, is Screen.Retired,
                is Screen.Unreadable, Screen.ConfirmSetUpAgain,
                -> MessagePage(context, screen, { model }, reopen)
            }
        page = opened
        content.addView(opened.view, FrameLayout.LayoutParams(MATCH_PARENT, MATCH_PARENT))
        opened.view.accessibilityPaneTitle = opened.title
        opened.start()
    }

    /** What changes while a page is shown does not make it another one. */
    private fun isAnotherPage(
        before: Screen,
        now: Screen,
    ): Boolean = steady(before) != steady(now)

    private fun steady(screen: Screen): Screen =
        when (screen) {
            is Screen.Unlock -> screen.copy(attemptsRemaining = null, biometricsReady = false, forgotOffered = false)
            is Screen.NewPasscode -> screen.copy(checks = emptyList())
            is Screen.LockedOut -> screen.copy(waitSeconds = screen.waitSeconds?.let { 0 })
            else -> screen
        }
}
