// Who is in front: the manager, any secure app, or nobody. Going from one to another is not leaving, so nobody
// being there counts only after a moment. What comes of it, the engine decides.

package org.secureapps.passcode.android

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch

/** What is told about the front. Whatever goes wrong there stays there. */
internal interface WatchedSession {
    /** Somebody uses a secure app. */
    suspend fun used()

    /** Nobody is in front any more. */
    suspend fun left()

    /** The screen went off. */
    suspend fun screenWentOff()

    /** Somebody is in front: runs until nobody is. */
    suspend fun keepInContact()
}

/**
 * Any thread may tell. What is told is passed on in order, one at a time, in [scope]; but that the screen went
 * off waits for nothing.
 */
internal class ForegroundWatch(
    private val scope: CoroutineScope,
    private val session: WatchedSession,
    private val sinceBootMs: () -> Long,
) {
    private val signals = Channel<Signal>(Channel.UNLIMITED)

    // What only passOn, one coroutine, reads and writes.
    private val inFront = HashSet<Any>()
    private var lastLeft: Any? = null
    private var contact: Job? = null
    private var lastUseMs: Long? = null

    init {
        scope.launch { passOn() }
    }

    /**
     * [who] is in front: an activity of the manager, or the id of a secure app. Telling it again is as good as
     * [used].
     */
    fun entered(who: Any) {
        signals.trySend(Signal.Entered(who))
    }

    /** [who] is not in front any more, or is no more. */
    fun left(who: Any) {
        signals.trySend(Signal.Left(who))
    }

    /** The user does something in an app that is in front. */
    fun used() {
        signals.trySend(Signal.Used)
    }

    /** The screen went off. */
    fun screenWentOff() {
        scope.launch { session.screenWentOff() }
    }

    private suspend fun passOn() {
        for (signal in signals) {
            when (signal) {
                is Signal.Entered -> whenEntered(signal.who)
                is Signal.Left -> whenLeft(signal.who)
                is Signal.Settled -> whenSettled(signal.by)
                Signal.Used -> whenUsed()
            }
        }
    }

    private suspend fun whenEntered(who: Any) {
        contact = contact ?: scope.launch { session.keepInContact() }
        if (inFront.add(who)) lastUseMs = null
        whenUsed()
    }

    private fun whenLeft(who: Any) {
        if (!inFront.remove(who) || inFront.isNotEmpty()) return
        val left = Any()
        lastLeft = left
        scope.launch {
            delay(SETTLE_MS)
            signals.send(Signal.Settled(left))
        }
    }

    private suspend fun whenSettled(by: Any) {
        // Somebody came back meanwhile, and may have left again: that has a moment of its own.
        if (by !== lastLeft || inFront.isNotEmpty()) return
        contact?.cancel()
        contact = null
        session.left()
    }

    private suspend fun whenUsed() {
        if (inFront.isEmpty()) return
        val now = sinceBootMs()
        val isSoon = lastUseMs?.let { now - it < USE_EVERY_MS } ?: false
        if (isSoon) return
        lastUseMs = now
        session.used()
    }

    private sealed interface Signal {
        class Entered(
            val who: Any,
        ) : Signal

        class Left(
            val who: Any,
        ) : Signal

        class Settled(
            val by: Any,
        ) : Signal

        data object Used : Signal
    }

    companion object {
        /**
         * From one app to another, the second starts before the first has stopped, and both say so over Binder:
         * tens of milliseconds. A second is ample, and nothing to somebody who picks the phone up.
         */
        const val SETTLE_MS: Long = 1_000

        /** The shortest auto-lock is a minute: more often than this, a use need not be told. */
        const val USE_EVERY_MS: Long = 5_000
    }
}
