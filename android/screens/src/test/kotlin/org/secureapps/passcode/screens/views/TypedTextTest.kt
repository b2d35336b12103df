// What is typed: where it goes, where it stays, and that it is gone afterwards.

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

internal class TypedTextTest : ActivityTest() {
    @Test
    fun `what is typed is wiped when the screens are left`() {
        start(FakeOperations(locked))
        press("2")
        assertEquals(1, dots().count)
        controller.pause()
        assertEquals(0, dots().count)

        start(FakeOperations(locked.copy(keyboard = Keyboard.FULL)))
        field().setText("brume-40")
        val buffer = field().text
        controller.pause()
        assertEquals(0, buffer.length)
        assertEquals("", field().text.toString())
    }

    @Test
    fun `a passcode field keeps nothing and is given to nobody`() {
        start(FakeOperations(locked.copy(keyboard = Keyboard.FULL)))
        val field = field()
        assertFalse(field.isSaveEnabled)
        assertEquals(View.IMPORTANT_FOR_AUTOFILL_NO, field.importantForAutofill)
        assertEquals(android.text.InputType.TYPE_TEXT_VARIATION_PASSWORD, field.inputType and 0xff0)
        val learning = android.view.inputmethod.EditorInfo.IME_FLAG_NO_PERSONALIZED_LEARNING
        assertNotEquals(0, field.imeOptions and learning)
    }

    @Test
    fun `the buffer is overwritten, not only emptied`() {
        val field = SecretField(activityContext(), "Passcode") {}
        field.field.setText("brume-40-lac")
        val held = chars(field.field.text)
        assertTrue("brume-40-lac" in held.concatToString())
        field.wipe()
        assertTrue(held === chars(field.field.text))
        assertFalse(held.concatToString().any { it in "brume-40-lac" })
    }

    @Test
    fun `shown letters are hidden again when the field is wiped`() {
        start(FakeOperations(locked.copy(keyboard = Keyboard.FULL)))
        press("Show what is typed")
        assertNull(field().transformationMethod)
        screens.wipe()
        assertTrue(field().transformationMethod is android.text.method.PasswordTransformationMethod)
    }

    @Test
    fun `the window is protected`() {
        start(FakeOperations(locked))
        assertNotEquals(0, activity.window.attributes.flags and WindowManager.LayoutParams.FLAG_SECURE)
        assertTrue(screens.filterTouchesWhenObscured)
    }

    @Test
    fun `digits reach the manager, and the pad is wiped`() {
        val manager = FakeOperations(locked)
        start(manager)
        "2749110".forEach { press(it.toString()) }
        press("Delete the last digit")
        press("Unlock")
        assertEquals(listOf("unlock 274911"), manager.asked)
        assertEquals(0, dots().count)
        assertFalse(screens.shownViews().first { textOf(it) == "5" }.isEnabled)
    }

    @Test
    fun `a real keyboard types digits, too`() {
        val manager = FakeOperations(locked)
        start(manager)
        listOf(KeyEvent.KEYCODE_2, KeyEvent.KEYCODE_7, KeyEvent.KEYCODE_4, KeyEvent.KEYCODE_DEL, KeyEvent.KEYCODE_ENTER)
            .forEach { screens.dispatchKeyEvent(KeyEvent(KeyEvent.ACTION_DOWN, it)) }
        assertEquals(listOf("unlock 27"), manager.asked)
    }
}
