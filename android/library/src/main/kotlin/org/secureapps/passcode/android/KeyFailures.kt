// What a Keystore's exception means to the library: the key is gone for good, or it does not answer now. Only
// what says so itself is gone for good: the data would be given up.

package org.secureapps.passcode.android

import android.security.keystore.KeyPermanentlyInvalidatedException
import org.secureapps.passcode.HardwareKeyException
import org.secureapps.passcode.HardwareKeyException.Failure

/** Runs something with the Keystore; whatever it throws becomes a [HardwareKeyException]. */
internal inline fun <T> asking(call: () -> T): T =
    try {
        call()
    } catch (refused: HardwareKeyException) {
        throw refused
    } catch (failure: Exception) {
        val isGone = failure.isCausedBy { it is KeyPermanentlyInvalidatedException }
        throw HardwareKeyException(if (isGone) Failure.MISSING else Failure.UNAVAILABLE, failure)
    }

/** Whether the exception, or anything that caused it, is such a one. */
internal inline fun Throwable.isCausedBy(isSuch: (Throwable) -> Boolean): Boolean =
    generateSequence(this) { it.cause }.take(LONGEST_CHAIN).any(isSuch)

/** Causes can go round in circles. */
internal const val LONGEST_CHAIN: Int = 16
