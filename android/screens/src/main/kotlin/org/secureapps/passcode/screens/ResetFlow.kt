// A reset lives as long as somebody is there to finish it: whoever leaves midway begins with the credentials again.

package org.secureapps.passcode.screens

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import org.secureapps.passcode.PasscodeException
import org.secureapps.passcode.PasscodeOutcome
import org.secureapps.passcode.PasscodeState

internal class ResetFlow(
    private val operations: PasscodeOperations,
    private val journey: Journey,
    private val worker: Worker,
    private val scope: CoroutineScope,
) {
    /** Proves who the user is. If nobody is there any more when it is done, the reset is abandoned. */
    suspend fun begin(prove: suspend () -> PasscodeOutcome): PasscodeOutcome =
        withContext(NonCancellable) {
            val outcome = prove()
            val isLeft = !journey.isInFront || journey.visit.place != Place.FORGOT
            if (outcome == PasscodeOutcome.ResetReady && isLeft) abandon()
            outcome
        }

    /** The user goes away, or back. */
    fun leave() {
        worker.cancel()
        journey.begin(Place.START)
        abandonOthers()
    }

    /** A reset that nobody is finishing here. */
    fun abandonOthers() {
        if (journey.state is PasscodeState.ResetInProgress && journey.visit.place != Place.FORGOT) abandon()
    }

    private fun abandon() {
        scope.launch(start = CoroutineStart.UNDISPATCHED) {
            try {
                operations.abandonReset()
            } catch (cancelled: CancellationException) {
                throw cancelled
            } catch (_: PasscodeException.EventNotAllowed) {
                // It is over already.
            } catch (_: Exception) {
                // SECURITY: locking wipes an opened reset, and cannot fail.
                operations.lock()
            }
        }
    }
}
