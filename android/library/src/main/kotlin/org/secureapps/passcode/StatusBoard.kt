// What was told last. Several threads may tell at once: only a higher revision replaces a lower one.

package org.secureapps.passcode

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow

internal class StatusBoard {
    private val mutableStatus = MutableStateFlow(NOTHING_TOLD)
    private val mutableState = MutableStateFlow(NOTHING_TOLD.state)

    val status: StateFlow<PasscodeStatus> = mutableStatus.asStateFlow()
    val state: StateFlow<PasscodeState> = mutableState.asStateFlow()

    @Synchronized
    fun show(told: PasscodeStatus) {
        val shown = status.value
        val isReadableAgain = shown.state is PasscodeState.Unreadable && told.revision == shown.revision
        if (told.revision > shown.revision || isReadableAgain) set(told)
    }

    /** Whoever could not read looked when [revision] was shown: what was told since is newer. */
    @Synchronized
    fun showUnreadable(
        error: PasscodeException,
        revision: Long,
    ) {
        val shown = status.value
        if (shown.revision == revision) {
            set(shown.copy(state = PasscodeState.Unreadable(error), changesAtSinceBootMs = null))
        }
    }

    private fun set(shown: PasscodeStatus) {
        mutableStatus.value = shown
        mutableState.value = shown.state
    }

    private companion object {
        /** Nobody sees it: a manager is opened only after its first look. */
        val NOTHING_TOLD =
            PasscodeStatus(
                revision = 0,
                state = PasscodeState.NotEnrolled,
                keyboard = Keyboard.FULL,
                attemptsRemaining = null,
                rules = null,
                biometrics = Biometrics.NOT_ALLOWED,
                grant = null,
                changesAtSinceBootMs = null,
            )
    }
}
