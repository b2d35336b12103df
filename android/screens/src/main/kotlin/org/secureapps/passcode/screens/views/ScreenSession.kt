// What outlives an activity that is replaced because the phone was turned: the model, and whether it is in front.

package org.secureapps.passcode.screens.views

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import org.secureapps.passcode.PasscodeClock
import org.secureapps.passcode.PasscodeException
import org.secureapps.passcode.Retry
import org.secureapps.passcode.screens.PasscodeOperations
import org.secureapps.passcode.screens.PasscodeScreenModel
import org.secureapps.passcode.screens.Screen
import org.secureapps.passcode.screens.UNEXPECTED

internal class ScreenSession(
    private val clock: PasscodeClock,
) {
    sealed interface Opening {
        data object Waiting : Opening

        data class Failed(
            val screen: Screen.Unreadable,
        ) : Opening

        class Ready(
            val model: PasscodeScreenModel,
        ) : Opening
    }

    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Main.immediate)
    private val mutableOpening = MutableStateFlow<Opening?>(null)
    val opening: StateFlow<Opening?> = mutableOpening.asStateFlow()

    var isInFront = false
        set(value) {
            if (field == value) return
            field = value
            val model = (opening.value as? Opening.Ready)?.model ?: return
            if (value) model.enter() else model.leave()
        }

    /** Opens the manager, unless that is done or under way. */
    fun open(operations: suspend () -> PasscodeOperations) {
        if (opening.value is Opening.Ready || opening.value == Opening.Waiting) return
        mutableOpening.value = Opening.Waiting
        scope.launch {
            mutableOpening.value =
                try {
                    Opening.Ready(PasscodeScreenModel(operations(), clock, scope))
                } catch (cancelled: CancellationException) {
                    throw cancelled
                } catch (failure: PasscodeException) {
                    Opening.Failed(Screen.Unreadable(failure.code, failure.retry, canSetUpAgain = false))
                } catch (_: Exception) {
                    Opening.Failed(Screen.Unreadable(UNEXPECTED, Retry.NOW, canSetUpAgain = false))
                }
            if (isInFront) (opening.value as? Opening.Ready)?.model?.enter()
        }
    }

    fun close() {
        isInFront = false
        scope.cancel()
    }
}
