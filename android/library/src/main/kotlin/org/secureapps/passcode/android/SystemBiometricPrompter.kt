// Asks the key behind the biometric prompt. The prompt opens the key; it decides nothing: a success without the
// key's answer is none, and whatever is not a success leaves the passcode.

package org.secureapps.passcode.android

import android.app.Activity
import android.content.Context
import android.hardware.biometrics.BiometricManager
import android.hardware.biometrics.BiometricManager.Authenticators.BIOMETRIC_STRONG
import android.security.keystore.UserNotAuthenticatedException
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.withContext
import org.secureapps.passcode.BiometricAnswer
import org.secureapps.passcode.BiometricPrompter
import org.secureapps.passcode.BiometricPrompter.Companion.BIOMETRIC_KEY
import org.secureapps.passcode.HardwareKeyException
import org.secureapps.passcode.HardwareKeyException.Failure
import org.secureapps.passcode.PrfInput
import javax.crypto.Mac

/** [BiometricPrompter] with the system's own prompt, strong (class 3) biometrics only. */
public class SystemBiometricPrompter internal constructor(
    private val keys: AndroidKeyStore,
    private val blocking: CoroutineDispatcher,
    private val prompt: MacPrompt,
) : BiometricPrompter {
    /**
     * A prompt over [activity], which must be in front when it is asked for. [keys] are those of the manager's
     * ports; [blocking] runs what waits for the key hardware, usually `Dispatchers.IO`.
     */
    public constructor(
        activity: Activity,
        texts: BiometricPromptTexts,
        blocking: CoroutineDispatcher,
        keys: AndroidKeyStore = AndroidKeyStore(),
    ) : this(keys, blocking, SystemMacPrompt(activity, texts))

    override suspend fun ask(input: PrfInput): BiometricAnswer {
        val mac =
            try {
                withContext(blocking) { keys.mac(BIOMETRIC_KEY) }
            } catch (failure: HardwareKeyException) {
                return failure.toAnswer()
            }
        val allowed = prompt.show(mac) ?: return BiometricAnswer.Cancelled
        return try {
            // The user has done their part, and an answer that nobody takes would not be wiped.
            val answer = withContext(NonCancellable + blocking) { keys.answerOf(allowed, input) }
            BiometricAnswer.Answered(answer)
        } catch (failure: HardwareKeyException) {
            failure.toAnswer()
        }
    }

    private fun HardwareKeyException.toAnswer(): BiometricAnswer {
        val isGone = failure == Failure.MISSING || isCausedBy { it is UserNotAuthenticatedException }
        return if (isGone) BiometricAnswer.Invalidated else BiometricAnswer.Cancelled
    }

    /** What a phone has. */
    public companion object {
        /** Whether the phone has strong biometrics, and something enrolled: without, don't offer them. */
        public fun isPossible(context: Context): Boolean =
            context.getSystemService(BiometricManager::class.java)?.canAuthenticate(BIOMETRIC_STRONG) ==
                BiometricManager.BIOMETRIC_SUCCESS
    }
}

/** A prompt that lets a key end a computation. */
internal fun interface MacPrompt {
    /** The computation, which the key will end now; `null` if the user or the system put the prompt away. */
    suspend fun show(mac: Mac): Mac?
}
