// What the manager does for a secure app that calls: hands it its own key, sealed, and hears whether it is used.
// Who calls is what the policy says; nothing in a request can change it.

package org.secureapps.passcode.android

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.withTimeoutOrNull
import org.secureapps.passcode.PasscodeException
import org.secureapps.passcode.PasscodeManager
import org.secureapps.passcode.PasscodeOutcome

internal class Broker(
    private val callers: CallerPolicy,
    private val watch: ForegroundWatch,
    private val manager: suspend () -> PasscodeManager,
) {
    /** Answers a request for a key, in any case. */
    suspend fun keyFor(
        uid: Int,
        request: ByteArray?,
    ): ByteArray {
        val answer =
            try {
                withTimeoutOrNull(WAIT_MS) { answerTo(uid, request) }
            } catch (cancelled: CancellationException) {
                throw cancelled
            } catch (_: Exception) {
                null
            }
        return (answer ?: KeyAnswer.Refused(KeyRefusal.UNAVAILABLE)).toBytes()
    }

    /** Hears what an app tells about itself. Answers the app's id if it is in front: its end matters now. */
    fun hear(
        uid: Int,
        note: ByteArray?,
    ): String? {
        val app = callers.callerOf(uid) as? Caller.SecureApp ?: return null
        val told = note?.let(AppNote::of) ?: return null
        when (told) {
            // What is used is in front: the note that said so may have found no manager.
            AppNote.IN_FRONT, AppNote.USED -> watch.entered(app.id)
            AppNote.NOT_IN_FRONT -> watch.left(app.id)
        }
        return app.id.takeIf { told != AppNote.NOT_IN_FRONT }
    }

    /** The app's process is no more. */
    fun died(appId: String): Unit = watch.left(appId)

    private suspend fun answerTo(
        uid: Int,
        bytes: ByteArray?,
    ): KeyAnswer {
        val app = callers.callerOf(uid) as? Caller.SecureApp ?: return KeyAnswer.Refused(KeyRefusal.NOT_ALLOWED)
        val request = bytes?.let(KeyRequest::of) ?: return KeyAnswer.Refused(KeyRefusal.NOT_UNDERSTOOD)
        val manager = manager()
        return try {
            when (val outcome = manager.handOff(app.id, request.publicKey)) {
                is PasscodeOutcome.HandedOff -> KeyAnswer.Handed(outcome.handOff)
                PasscodeOutcome.Locked -> KeyAnswer.Refused(KeyRefusal.LOCKED)
                else -> KeyAnswer.Refused(manager.state.value.toRefusal())
            }
        } catch (_: PasscodeException.EventNotAllowed) {
            KeyAnswer.Refused(manager.state.value.toRefusal())
        } catch (_: PasscodeException.HandOffInvalid) {
            KeyAnswer.Refused(KeyRefusal.NOT_UNDERSTOOD)
        }
    }

    companion object {
        /** Longer than any unlock that is just under way; a secure app's user is waiting. */
        const val WAIT_MS: Long = 10_000
    }
}
