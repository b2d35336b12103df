// When to talk to the portal: while somebody is in front, as often as the rules say, and soon again after a
// failure. In background nothing is sent: what the portal wants done waits for somebody who could be stopped by it.

package org.secureapps.passcode.android

import kotlinx.coroutines.delay

internal class CheckIns(
    /** How often; `null` while there is no account. */
    private val everyMs: suspend () -> Long?,
    /** Talks to the portal; whether it answered. */
    private val checkIn: suspend () -> Boolean,
    private val sinceBootMs: () -> Long,
) {
    /** In this process: the first one to come to the front after a start of the app is always told. */
    private var lastMs: Long? = null

    /** Checks in whenever it is due, until it is cancelled. One caller at a time. */
    suspend fun keepUp(): Nothing {
        while (true) {
            val everyMs = everyMs()
            if (everyMs != null && isDue(everyMs)) {
                val begunMs = sinceBootMs()
                if (checkIn()) lastMs = begunMs
            }
            delay(LOOK_EVERY_MS)
        }
    }

    private fun isDue(everyMs: Long): Boolean = lastMs?.let { sinceBootMs() - it >= everyMs } ?: true

    companion object {
        /** A third of the shortest interval that the rules allow, 15 minutes. */
        const val LOOK_EVERY_MS: Long = 5 * 60_000
    }
}
