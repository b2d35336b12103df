// The way of one user through the screens: where they are, what they typed that is needed again, what is shown.
// It follows the phone's state: what a state does not allow is left by itself.

package org.secureapps.passcode.screens

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Job
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import org.secureapps.passcode.PasscodeClock
import org.secureapps.passcode.PasscodeException
import org.secureapps.passcode.PasscodeState
import kotlin.coroutines.cancellation.CancellationException

private const val SECOND = 1_000L

/** For the thread of [scope] only. */
internal class Journey(
    private val operations: PasscodeOperations,
    private val clock: PasscodeClock,
    private val scope: CoroutineScope,
) {
    val draft = Draft()
    val state: PasscodeState get() = operations.status.value.state
    val mayResetByPassword: Boolean get() =
        operations.status.value.rules
            ?.userMayReset == true
    var visit = Visit()
        private set
    var canPrompt = false
        set(value) {
            field = value
            update { this }
        }
    var isInFront = false
    private var seen = state
    private var checking: Job? = null
    private var ticking: Job? = null
    private val shown = MutableStateFlow(look())
    val screen: StateFlow<ScreenState> = shown.asStateFlow()

    init {
        begin(Place.START)
        scope.launch { operations.status.collect { settle() } }
    }

    /** Changes the visit, and what is shown with it. */
    fun update(change: Visit.() -> Visit) {
        visit = visit.change()
        shown.value = look()
    }

    /** To the first step of a place. Everything typed is wiped. */
    fun begin(
        place: Place,
        notice: Notice? = null,
    ) {
        draft.wipe()
        update {
            Visit(
                place = place,
                step = if (place == Place.CHANGE) Step.CURRENT else Step.NEW,
                notice = notice,
                isWorking = isWorking,
                entry = entry + 1,
                isGrantRefused = isGrantRefused && place == Place.FORGOT,
            )
        }
        list()
    }

    /** To another step of the same place. What was typed on this one is wiped, unless it is in the draft. */
    fun next(
        step: Step,
        notice: Notice? = null,
    ) {
        if (step != Step.REPEAT) draft.first = null
        update { copy(step = step, notice = notice, entry = entry + 1, checks = emptyList()) }
        list()
    }

    /** Follows the phone's state. */
    fun settle() {
        val before = seen
        seen = state
        if (seen::class != before::class) {
            val isResetOver = before is PasscodeState.ResetInProgress && seen.isLocked
            when {
                !visit.isPossibleIn(seen) -> begin(Place.START)
                isResetOver && visit.place == Place.FORGOT -> begin(Place.FORGOT, Notice.ResetOver)
                else -> begin(visit.place)
            }
        } else {
            update { this }
        }
        if (seen != before && ticking != null) tick()
    }

    /** Checks what was typed so far. What was asked before and is not answered yet is forgotten. */
    fun check(typed: CharArray) {
        checking?.cancel()
        checking =
            scope.launch(start = CoroutineStart.UNDISPATCHED) {
                try {
                    val checks = operations.checkList(typed)
                    update { copy(checks = checks) }
                } catch (cancelled: CancellationException) {
                    throw cancelled
                } catch (_: PasscodeException) {
                    // The list stays as it was; setting the passcode will say what is wrong.
                } catch (_: IllegalStateException) {
                    // The host has closed the manager.
                } finally {
                    typed.wipe()
                }
            }
    }

    /** Looks again, and again every second while somebody is waiting. */
    fun tick() {
        ticking?.cancel()
        ticking =
            scope.launch {
                while (true) {
                    val left = waitMs() ?: break
                    if (left <= 0) refresh()
                    update { this }
                    delay(if (left <= 0) SECOND else (left - 1) % SECOND + 1)
                }
            }
    }

    fun stopTicking() {
        ticking?.cancel()
        ticking = null
    }

    /** Looks at the records. What cannot be read is a state, too. */
    suspend fun refresh() {
        try {
            operations.refresh()
        } catch (cancelled: CancellationException) {
            throw cancelled
        } catch (_: IllegalStateException) {
            // The host has closed the manager.
        }
        settle()
    }

    /** Seconds from now until [sinceBootMs]. */
    fun secondsUntil(sinceBootMs: Long): Long = maxOf(0, (sinceBootMs - clock.now().sinceBootMs + SECOND - 1) / SECOND)

    private fun list() {
        checking?.cancel()
        val asked = shown.value.screen as? Screen.NewPasscode ?: return
        if (!asked.isRepeated) check(CharArray(0))
    }

    private fun look(): ScreenState {
        val until = (state as? PasscodeState.LockedOut)?.untilSinceBootMs
        return visit.show(operations.status.value, until?.let(::secondsUntil), canPrompt)
    }

    private fun waitMs(): Long? {
        val until = (state as? PasscodeState.LockedOut)?.untilSinceBootMs ?: return null
        return until - clock.now().sinceBootMs
    }
}
