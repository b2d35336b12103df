// The manager, as who watches the front sees it: tells it, and lets the state speak for what came of it.

package org.secureapps.passcode.android

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import org.secureapps.passcode.PasscodeException
import org.secureapps.passcode.PasscodeManager

internal class ManagerSession(
    private val open: suspend () -> PasscodeManager,
    sinceBootMs: () -> Long,
) : WatchedSession {
    private val opening = Mutex()
    private var opened: PasscodeManager? = null
    private val checkIns =
        CheckIns(
            everyMs = {
                attempt {
                    it.status.value.rules
                        ?.checkInMinutes
                        ?.let { minutes -> minutes * MINUTE_MS }
                }
            },
            checkIn = { attempt { it.checkIn() } != null },
            sinceBootMs = sinceBootMs,
        )

    /** Opened at the first call, and again at the next if that failed. */
    suspend fun manager(): PasscodeManager = opening.withLock { opened ?: open().also { opened = it } }

    override suspend fun used() {
        // Not open: there is no timer to start again.
        attempt { it.noteActivity() }
    }

    override suspend fun left() = lockingIfNot { it.noteBackground() }

    override suspend fun screenWentOff() = lockingIfNot { it.noteScreenOff() }

    override suspend fun keepInContact() {
        attempt { it.refresh() }
        checkIns.keepUp()
    }

    /** SECURITY: what could not be told might have locked. */
    private suspend fun lockingIfNot(tell: suspend (PasscodeManager) -> Any) {
        attempt { manager ->
            try {
                tell(manager)
            } catch (failure: PasscodeException) {
                manager.lock()
                throw failure
            }
        }
    }

    /** `null` if it failed, if there is no manager, or if the manager is closed: nobody is there to be told. */
    private suspend fun <T> attempt(tell: suspend (PasscodeManager) -> T): T? =
        try {
            tell(manager())
        } catch (cancelled: CancellationException) {
            throw cancelled
        } catch (_: Exception) {
            null
        }

    private companion object {
        const val MINUTE_MS = 60_000L
    }
}
