// The one engine at work: runs calls to their end away from the caller, keeps the board true, and looks when
// the time comes. It knows no event and decides nothing.

package org.secureapps.passcode

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.completeWith
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.delay
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.flow.collectLatest
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.filter
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.isActive
import kotlinx.coroutines.job
import kotlinx.coroutines.launch
import org.secureapps.passcode.ffi.PasscodeEngine
import org.secureapps.passcode.ffi.Settings
import java.util.concurrent.atomic.AtomicBoolean

/** How late it may be noticed that time passed while the phone slept: no delay counts that. */
private const val LONGEST_NAP_MS = 10_000L

internal class EngineRunner(
    blocking: CoroutineDispatcher,
    ports: PasscodePorts,
    settings: Settings,
) : AutoCloseable {
    val board = StatusBoard()
    private val engine =
        translating {
            PasscodeEngine.open(ports.toNative(ObserverShim { board.show(it.toPublic()) }), settings)
        }
    private val clock = ports.clock
    private val looking = Any()
    private val scope = CoroutineScope(SupervisorJob() + blocking)

    /** Looks for the first time, and from then on whenever the state changes by itself. */
    fun start() {
        look()
        scope.launch { watch() }
    }

    /**
     * Runs a call to its end, whether or not the caller waits for it, and releases what it took in any case,
     * maybe twice, before it is answered. What it answers when nobody waits any more is [unheard].
     */
    @OptIn(ExperimentalCoroutinesApi::class)
    suspend fun <T> run(
        release: () -> Unit = {},
        unheard: (T) -> Unit = {},
        call: (PasscodeEngine) -> T,
    ): T {
        if (!currentCoroutineContext().isActive) release()
        currentCoroutineContext().ensureActive()
        // Apart from what runs: closing ends the waiting at once, and the call when it returns.
        val answer = CompletableDeferred<T>(scope.coroutineContext.job)
        val isBegun = AtomicBoolean()
        val running =
            scope.launch {
                if (!isBegun.compareAndSet(false, true)) return@launch
                val result = runCatching { translating { call(engine) } }
                release()
                // The library tells what it saw, but not that it could see nothing.
                look()
                if (!answer.completeWith(result)) result.onSuccess(unheard)
            }
        // If it never ran.
        running.invokeOnCompletion { release() }
        try {
            return answer.await()
        } catch (cancelled: CancellationException) {
            answer.cancel()
            if (!answer.isCancelled) unheard(answer.getCompleted())
            currentCoroutineContext().ensureActive()
            // It never began, and never will.
            if (isBegun.compareAndSet(false, true)) release()
            throw IllegalStateException("the passcode manager is closed", cancelled)
        }
    }

    /** Wipes what is open, at once; the board follows. */
    fun lock() {
        wipe()
        scope.launch { look() }
    }

    override fun close() {
        wipe()
        scope.cancel()
        engine.close()
    }

    /** One at a time, so that what is shown was seen last. Answers whether anything could be seen. */
    private fun look(): Boolean =
        synchronized(looking) {
            val before = board.status.value.revision
            try {
                board.show(translating { engine.status() }.toPublic())
                true
            } catch (failure: PasscodeException) {
                board.showUnreadable(failure, before)
                false
            } catch (_: IllegalStateException) {
                // Closed meanwhile.
                false
            }
        }

    private fun wipe() {
        try {
            engine.lock()
        } catch (_: IllegalStateException) {
            // Closed: there is nothing left to wipe.
        }
    }

    /** Looking is what wipes a session that is over. */
    private suspend fun watch() {
        board.status
            .filter { it.state !is PasscodeState.Unreadable }
            .map { it.changesAtSinceBootMs }
            .distinctUntilChanged()
            .collectLatest { changesAt -> if (changesAt != null) watchFor(changesAt) }
    }

    /** Until another time is told. SECURITY: neither a clock nor a store that fails keeps a session open. */
    private suspend fun watchFor(changesAtSinceBootMs: Long) {
        while (true) {
            val leftMs = changesAtSinceBootMs - (sinceBootMs() ?: changesAtSinceBootMs)
            if (leftMs <= 0 && !look()) wipe()
            delay(if (leftMs > 0) minOf(leftMs, LONGEST_NAP_MS) else LONGEST_NAP_MS)
        }
    }

    /** `null` if the host's clock does not answer. */
    private fun sinceBootMs(): Long? =
        try {
            clock.now().sinceBootMs
        } catch (_: Throwable) {
            null
        }
}
