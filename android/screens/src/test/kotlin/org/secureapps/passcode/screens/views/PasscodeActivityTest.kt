// The activity: kept in place when the phone is turned, with the menu as worded, and with a result.

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

internal class PasscodeActivityTest : ActivityTest() {
    @Test
    fun `opening is never blank, and a failure can be tried again`() {
        start(null)
        assertTrue("Please wait…" in texts())
        operations.completeExceptionally(IllegalStateException("no records"))
        idle()
        assertTrue("Secure apps cannot be opened now" in texts())
        operations = CompletableDeferred()
        press("Try again")
        assertTrue("Please wait…" in texts())
        operations.complete(FakeOperations(locked))
        idle()
        assertTrue("Secure apps passcode" in texts())
    }

    @Test
    fun `the menu says what the product says`() {
        start(FakeOperations(locked))
        assertEquals(listOf("Forgot Password"), menu())
        start(FakeOperations(statusOf(PasscodeState.Unlocked)))
        assertEquals(listOf("Change Passcode", "Turn on biometric unlock", "Lock"), menu())
        start(FakeOperations(statusOf(PasscodeState.NotEnrolled, rules = null)))
        assertEquals(emptyList<String>(), menu())
    }

    @Test
    fun `the menu leads somewhere`() {
        val manager = FakeOperations(statusOf(PasscodeState.Unlocked))
        start(manager)
        activity.onOptionsItemSelected(screens.bar.menu.findItem(R.id.passcode_menu_change))
        idle()
        assertTrue("Current passcode" in texts())
        activity.onOptionsItemSelected(screens.bar.menu.findItem(R.id.passcode_menu_lock))
        assertEquals(1, manager.locks)
    }

    @Test
    fun `a phone that is turned keeps its place and its user name, and loses what was typed`() {
        val manager = FakeOperations(locked)
        start(manager)
        press("Forgot Password")
        userName().setText("alice")
        password().setText("secret")
        controller.recreate()
        idle()
        assertTrue("Forgot Password" in texts())
        assertEquals("alice", userName().text.toString())
        assertEquals("", password().text.toString())
    }

    @Test
    fun `a reset survives a turned phone, but not a phone that is put away`() {
        val manager = FakeOperations(locked)
        start(manager)
        press("Forgot Password")
        userName().setText("alice")
        password().setText("secret")
        press("Sign in")
        manager.answer(PasscodeOutcome.ResetReady, PasscodeState.ResetInProgress)
        idle()
        controller.recreate()
        idle()
        assertTrue("New passcode" in texts())
        assertEquals(listOf("beginReset alice secret"), manager.asked)
        controller.pause().stop()
        idle()
        assertEquals("abandonReset", manager.asked.last())
    }

    @Test
    fun `a turned phone is not prompted twice`() {
        val manager = FakeOperations(statusOf(PasscodeState.Locked, biometrics = Biometrics.READY))
        start(manager)
        controller.recreate()
        idle()
        assertEquals(listOf("unlockWithBiometrics"), manager.asked)
    }

    @Test
    fun `unlocking ends it with a result for whom waits, and not for the manager app`() {
        for (isAwaited in listOf(true, false)) {
            val manager = FakeOperations(locked)
            val intent = if (isAwaited) PasscodeActivity.unlock(activityContext()) else Intent()
            start(manager, intent)
            assertEquals(Activity.RESULT_CANCELED, shadowOf(activity).resultCode)
            press("2")
            press("Unlock")
            manager.answer(PasscodeOutcome.Unlocked, PasscodeState.Unlocked)
            idle()
            assertEquals(isAwaited, activity.isFinishing)
            assertEquals(Activity.RESULT_OK, shadowOf(activity).resultCode)
        }
    }

    @Test
    fun `back goes back, then out`() {
        start(FakeOperations(locked))
        press("Forgot Password")
        back()
        assertTrue("Secure apps passcode" in texts())
        assertFalse(activity.isFinishing)
        back()
        assertTrue(activity.isFinishing)
        assertEquals(Activity.RESULT_CANCELED, shadowOf(activity).resultCode)
    }

    @Test
    fun `the list follows the keys`() {
        start(FakeOperations(statusOf(PasscodeState.PasscodeNeeded)))
        assertTrue(said("Not met yet: At least 6 digits"))
        "274911".forEach { press(it.toString()) }
        assertTrue(said("Met: At least 6 digits"))
        press("Create more complex passcode")
        assertTrue(said("Not met yet: At least 6 characters"))
        assertEquals("", field().text.toString())
    }
}
