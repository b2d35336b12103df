// What the tests of the activity share.

package org.secureapps.passcode.screens.views

import android.app.Activity
import android.content.Intent
import android.os.Bundle
import android.os.Looper
import android.view.KeyEvent
import android.view.View
import android.view.WindowManager
import android.widget.EditText
import android.widget.TextView
import kotlinx.coroutines.CompletableDeferred
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ActivityController
import org.robolectric.annotation.Config
import org.secureapps.passcode.BiometricPrompter
import org.secureapps.passcode.Biometrics
import org.secureapps.passcode.ClockReading
import org.secureapps.passcode.Keyboard
import org.secureapps.passcode.PasscodeClock
import org.secureapps.passcode.PasscodeOutcome
import org.secureapps.passcode.PasscodeState
import org.secureapps.passcode.screens.FakeOperations
import org.secureapps.passcode.screens.PROMPTER
import org.secureapps.passcode.screens.PasscodeOperations
import org.secureapps.passcode.screens.R
import org.secureapps.passcode.screens.statusOf

internal var operations = CompletableDeferred<PasscodeOperations>()

internal class TestActivity : PasscodeActivity() {
    override fun onCreate(savedInstanceState: Bundle?) {
        setTheme(R.style.Passcode_Theme)
        super.onCreate(savedInstanceState)
    }

    override suspend fun operations(): PasscodeOperations =
        org.secureapps.passcode.screens.views.operations
            .await()

    override fun clock() = PasscodeClock { ClockReading(0, 0, ByteArray(16)) }

    override fun prompter(): BiometricPrompter = PROMPTER
}

/** An activity over a fake manager, and short words for what a user does and sees. */
@RunWith(RobolectricTestRunner::class)
@Config(qualifiers = "en-rUS-w411dp-h850dp-xhdpi")
internal abstract class ActivityTest {
    protected val locked = statusOf(PasscodeState.Locked)
    protected lateinit var controller: ActivityController<TestActivity>
    protected val activity get() = controller.get()
    protected val screens get() = activity.screens

    protected fun start(
        manager: FakeOperations?,
        intent: Intent = Intent(),
    ) {
        operations = CompletableDeferred()
        manager?.let(operations::complete)
        controller = Robolectric.buildActivity(TestActivity::class.java, intent).setup()
        idle()
    }

    protected fun idle() = shadowOf(Looper.getMainLooper()).idle()

    protected fun texts() =
        screens
            .shownViews()
            .filterIsInstance<TextView>()
            .map { it.text.toString() }
            .toList()

    protected fun press(label: String) {
        val button = screens.shownViews().first { it.isClickable && label in listOf(it.contentDescription, textOf(it)) }
        button.performClick()
        idle()
    }

    protected fun textOf(view: View) = (view as? TextView)?.text?.toString()

    protected fun menu() =
        (0 until screens.bar.menu.size())
            .map(screens.bar.menu::getItem)
            .filter { it.isVisible }
            .map { it.title.toString() }

    protected fun said(words: String) = screens.shownViews().any { it.contentDescription?.toString() == words }

    @Suppress("DEPRECATION")
    protected fun back() {
        activity.onBackPressed()
        idle()
    }

    protected fun dots() = screens.shownViews().filterIsInstance<PasscodeDots>().single()

    protected fun field() = screens.shownViews().filterIsInstance<EditText>().single()

    protected fun userName() = screens.requireViewById<EditText>(R.id.passcode_user_name)

    protected fun password() = screens.shownViews().filterIsInstance<EditText>().last()

    protected fun activityContext() = Look("context").of(Robolectric.buildActivity(Activity::class.java).setup().get())

    protected fun chars(text: CharSequence): CharArray {
        val field = android.text.SpannableStringBuilder::class.java.getDeclaredField("mText")
        field.isAccessible = true
        return field.get(text) as CharArray
    }
}
