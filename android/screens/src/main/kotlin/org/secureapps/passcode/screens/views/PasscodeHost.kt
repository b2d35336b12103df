// What an app gives the screens: its one manager, its clock, its biometric prompt.

package org.secureapps.passcode.screens.views

import android.app.Activity
import org.secureapps.passcode.BiometricPrompter
import org.secureapps.passcode.PasscodeClock
import org.secureapps.passcode.PasscodeException
import org.secureapps.passcode.PasscodeManager

/** Implemented by the app's `Application`. All is called on the main thread. */
public interface PasscodeHost {
    /** The clock that the manager works with: the screens count down by it. */
    public val passcodeClock: PasscodeClock

    /**
     * The app's one manager; opens it if need be. Meanwhile the screens say so.
     *
     * @throws PasscodeException the screens show what to do, and may ask again
     */
    public suspend fun passcodeManager(): PasscodeManager

    /** What shows the system's biometric prompt over [activity]; `null`: biometrics are not offered. */
    public fun biometricPrompter(activity: Activity): BiometricPrompter?
}
