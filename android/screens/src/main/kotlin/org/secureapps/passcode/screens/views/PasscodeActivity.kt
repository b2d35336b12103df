// The activity that shows all screens. It keeps its place when the phone is turned, and nothing that was typed.

package org.secureapps.passcode.screens.views

import android.app.Activity
import android.content.Context
import android.content.Intent
import android.os.Build
import android.os.Bundle
import android.view.Menu
import android.view.MenuItem
import android.view.WindowManager
import android.window.OnBackInvokedDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.collectLatest
import kotlinx.coroutines.flow.filterNotNull
import kotlinx.coroutines.launch
import org.secureapps.passcode.BiometricPrompter
import org.secureapps.passcode.PasscodeClock
import org.secureapps.passcode.screens.ManagerOperations
import org.secureapps.passcode.screens.MenuChoice
import org.secureapps.passcode.screens.PasscodeOperations
import org.secureapps.passcode.screens.R
import org.secureapps.passcode.screens.Screen
import org.secureapps.passcode.screens.ScreenState

/**
 * All screens: sets up, unlocks, changes, resets. The app's `Application` is its [PasscodeHost].
 *
 * Start it with [unlock] or [manage]. Its result is [Activity.RESULT_OK] if the secure apps are unlocked when it
 * ends, otherwise [Activity.RESULT_CANCELED]: the user went back.
 */
public open class PasscodeActivity : Activity() {
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Main.immediate)
    private lateinit var session: ScreenSession
    internal lateinit var screens: PasscodeScreenView
        private set
    private var menu = emptyList<MenuChoice>()

    /** Sets the window up, and goes on where the screens were if the phone was turned. */
    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        protect()
        session = lastNonConfigurationInstance as? ScreenSession ?: ScreenSession(clock())
        screens = PasscodeScreenView(this) { session.open(::operations) }
        setContentView(screens)
        setActionBar(screens.bar)
        actionBar?.setDisplayShowTitleEnabled(false)
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
            val priority = OnBackInvokedDispatcher.PRIORITY_DEFAULT
            onBackInvokedDispatcher.registerOnBackInvokedCallback(priority) { goBack() }
        }
        session.open(::operations)
        scope.launch { session.opening.filterNotNull().collectLatest { follow(it) } }
    }

    /** The screens are in front. */
    override fun onStart() {
        super.onStart()
        session.isInFront = true
    }

    /** Whatever is typed in is wiped. */
    override fun onPause() {
        screens.wipe()
        super.onPause()
    }

    /** Left for another app, or the screen went off: a reset is abandoned. */
    override fun onStop() {
        if (!isChangingConfigurations) session.isInFront = false
        super.onStop()
    }

    /** Ends what the screens were waiting for; what the manager has begun is finished. */
    override fun onDestroy() {
        scope.cancel()
        if (!isChangingConfigurations) session.close()
        super.onDestroy()
    }

    /** Keeps the place, for the activity that replaces this one. */
    override fun onRetainNonConfigurationInstance(): Any = session

    /** The options menu. What the rules or the state do not allow is not in it. */
    override fun onCreateOptionsMenu(menu: Menu): Boolean {
        val words = Words(this)
        MenuChoice.entries.forEach { menu.add(Menu.NONE, it.id, it.ordinal, words.of(it)) }
        return true
    }

    /** Shows what is possible now. */
    override fun onPrepareOptionsMenu(menu: Menu): Boolean {
        MenuChoice.entries.forEach { menu.findItem(it.id)?.isVisible = it in this.menu }
        return true
    }

    /** Sends the choice. */
    override fun onOptionsItemSelected(item: MenuItem): Boolean {
        if (item.itemId == android.R.id.home) goBack()
        MenuChoice.entries.find { it.id == item.itemId }?.let { screens.model?.choose(it) }
        return true
    }

    /** Before API 33. */
    @Deprecated("The system calls it")
    @Suppress("OVERRIDE_DEPRECATION")
    override fun onBackPressed(): Unit = goBack()

    /** What the screens work with. */
    internal open suspend fun operations(): PasscodeOperations = ManagerOperations(host().passcodeManager())

    internal open fun clock(): PasscodeClock = host().passcodeClock

    internal open fun prompter(): BiometricPrompter? = host().biometricPrompter(this)

    private fun host(): PasscodeHost =
        checkNotNull(application as? PasscodeHost) { "the Application is no PasscodeHost" }

    private fun goBack() {
        if (screens.model?.back() != true) finish()
    }

    private suspend fun follow(opening: ScreenSession.Opening) {
        when (opening) {
            ScreenSession.Opening.Waiting -> show(ScreenState(Screen.Opening, isWorking = true))
            is ScreenSession.Opening.Failed -> show(ScreenState(opening.screen))
            is ScreenSession.Opening.Ready -> {
                opening.model.prompter = prompter()
                screens.model = opening.model
                opening.model.screen.collect { show(it) }
            }
        }
    }

    private fun show(state: ScreenState) {
        screens.show(state)
        if (menu != state.menu) {
            menu = state.menu
            invalidateOptionsMenu()
        }
        val isUnlocked = state.screen is Screen.Unlocked
        setResult(if (isUnlocked) RESULT_OK else RESULT_CANCELED)
        if (isUnlocked && intent.getBooleanExtra(EXTRA_ONLY_UNLOCK, false)) finish()
    }

    private fun protect() {
        // SECURITY: no screenshots, no recordings, no picture in the list of recent apps.
        window.addFlags(WindowManager.LayoutParams.FLAG_SECURE)
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) setRecentsScreenshotEnabled(false)
        if (Build.VERSION.SDK_INT < Build.VERSION_CODES.VANILLA_ICE_CREAM) {
            @Suppress("DEPRECATION")
            window.setDecorFitsSystemWindows(false)
        }
    }

    /** How it is started. */
    public companion object {
        private const val EXTRA_ONLY_UNLOCK = "org.secureapps.passcode.ONLY_UNLOCK"

        /** Ends as soon as the secure apps are unlocked: for an app that waits for it. */
        public fun unlock(context: Context): Intent = manage(context).putExtra(EXTRA_ONLY_UNLOCK, true)

        /** Stays, with the options menu: for the manager app itself. */
        public fun manage(context: Context): Intent = Intent(context, PasscodeActivity::class.java)
    }
}

private val MenuChoice.id: Int
    get() =
        when (this) {
            MenuChoice.CHANGE_PASSCODE -> R.id.passcode_menu_change
            MenuChoice.FORGOT_PASSWORD -> R.id.passcode_menu_forgot
            MenuChoice.BIOMETRICS_ON -> R.id.passcode_menu_biometrics_on
            MenuChoice.BIOMETRICS_OFF -> R.id.passcode_menu_biometrics_off
            MenuChoice.LOCK -> R.id.passcode_menu_lock
        }
