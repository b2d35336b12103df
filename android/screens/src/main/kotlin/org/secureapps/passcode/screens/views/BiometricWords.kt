// What the system's biometric prompt says, in the language of the screens.

package org.secureapps.passcode.screens.views

import android.content.Context
import org.secureapps.passcode.android.BiometricPromptTexts
import org.secureapps.passcode.screens.R

/** The words of the biometric prompt, for [PasscodeHost.biometricPrompter]. */
public fun biometricPromptTexts(context: Context): BiometricPromptTexts =
    BiometricPromptTexts(
        title = context.getString(R.string.passcode_biometrics_prompt_title),
        subtitle = null,
        negativeButton = context.getString(R.string.passcode_biometrics_prompt_leave),
    )
