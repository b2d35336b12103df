// The system's biometric prompt as a suspend function. It only passes on: a cancelled caller takes the prompt away.

package org.secureapps.passcode.android

import android.app.Activity
import android.hardware.biometrics.BiometricManager.Authenticators.BIOMETRIC_STRONG
import android.hardware.biometrics.BiometricPrompt
import android.os.CancellationSignal
import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.suspendCancellableCoroutine
import javax.crypto.Mac
import kotlin.coroutines.resume
import kotlin.coroutines.resumeWithException

internal class SystemMacPrompt(
    private val activity: Activity,
    private val texts: BiometricPromptTexts,
) : MacPrompt {
    override suspend fun show(mac: Mac): Mac? =
        suspendCancellableCoroutine { waiting ->
            val signal = CancellationSignal()
            waiting.invokeOnCancellation { signal.cancel() }
            activity.mainExecutor.execute { if (waiting.isActive) show(mac, signal, waiting) }
        }

    private fun show(
        mac: Mac,
        signal: CancellationSignal,
        waiting: CancellableContinuation<Mac?>,
    ) {
        try {
            val crypto = BiometricPrompt.CryptoObject(mac)
            prompt(waiting).authenticate(crypto, signal, activity.mainExecutor, Told(waiting))
        } catch (failure: RuntimeException) {
            // Not on the main thread, where it would end the app: to who asked.
            if (waiting.isActive) waiting.resumeWithException(failure)
        }
    }

    private fun prompt(waiting: CancellableContinuation<Mac?>): BiometricPrompt =
        BiometricPrompt
            .Builder(activity)
            .setTitle(texts.title)
            .apply { texts.subtitle?.let { setSubtitle(it) } }
            .setNegativeButton(texts.negativeButton, activity.mainExecutor) { _, _ -> waiting.end(null) }
            .setAllowedAuthenticators(BIOMETRIC_STRONG)
            .build()

    /** A finger that was not recognised is not the end: the prompt stays, and the system counts. */
    private class Told(
        private val waiting: CancellableContinuation<Mac?>,
    ) : BiometricPrompt.AuthenticationCallback() {
        override fun onAuthenticationSucceeded(result: BiometricPrompt.AuthenticationResult?): Unit =
            waiting.end(result?.cryptoObject?.mac)

        override fun onAuthenticationError(
            errorCode: Int,
            errString: CharSequence?,
        ): Unit = waiting.end(null)
    }
}

/** The system may tell more than once; all of it on the main thread. */
private fun CancellableContinuation<Mac?>.end(mac: Mac?) {
    if (isActive) resume(mac)
}
