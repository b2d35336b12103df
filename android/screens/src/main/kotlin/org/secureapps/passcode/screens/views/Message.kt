// What a screen without input says and offers.

package org.secureapps.passcode.screens.views

import org.secureapps.passcode.BlockReason
import org.secureapps.passcode.RetireReason
import org.secureapps.passcode.screens.LockedOutHelp
import org.secureapps.passcode.screens.R
import org.secureapps.passcode.screens.Screen

internal enum class Action(
    val label: Int,
) {
    LOCK(R.string.passcode_lock_now),
    FORGOT(R.string.passcode_menu_forgot),
    CHECK_IN(R.string.passcode_check_now),
    TRY_AGAIN(R.string.passcode_try_again),
    SET_UP_AGAIN(R.string.passcode_set_up_again),
    DELETE(R.string.passcode_confirm),
    KEEP(R.string.passcode_keep),
}

internal enum class Tone(
    val color: Int,
    val background: Int,
) {
    CALM(R.color.passcode_primary, R.drawable.passcode_badge_primary),
    GOOD(R.color.passcode_good, R.drawable.passcode_badge_good),
    BAD(R.color.passcode_error, R.drawable.passcode_badge_error),
}

internal class Message(
    val tone: Tone,
    val icon: Int,
    val title: Int,
    val text: Int?,
    val actions: List<Action>,
) {
    companion object {
        fun of(screen: Screen): Message =
            when (screen) {
                Screen.Opening ->
                    Message(
                        Tone.CALM,
                        R.drawable.passcode_icon_locked,
                        R.string.passcode_opening,
                        R.string.passcode_working,
                        emptyList(),
                    )
                is Screen.Unlocked -> unlocked(screen)
                is Screen.LockedOut -> lockedOut(screen)
                is Screen.Blocked -> blocked(screen)
                is Screen.Retired -> retired(screen)
                is Screen.Unreadable ->
                    Message(
                        Tone.BAD,
                        R.drawable.passcode_icon_warning,
                        R.string.passcode_unreadable_title,
                        null,
                        listOfNotNull(Action.TRY_AGAIN, Action.SET_UP_AGAIN.takeIf { screen.canSetUpAgain }),
                    )
                Screen.ConfirmSetUpAgain ->
                    Message(
                        Tone.BAD,
                        R.drawable.passcode_icon_warning,
                        R.string.passcode_confirm_title,
                        R.string.passcode_confirm_text,
                        listOf(Action.DELETE, Action.KEEP),
                    )
                is Screen.Credentials, is Screen.Unlock, is Screen.CurrentPasscode, is Screen.NewPasscode ->
                    error("something is typed here")
            }

        private fun unlocked(screen: Screen.Unlocked) =
            Message(
                Tone.GOOD,
                R.drawable.passcode_icon_open,
                R.string.passcode_unlocked_title,
                if (screen.canLock) R.string.passcode_unlocked_text else R.string.passcode_unlocked_free_text,
                listOfNotNull(Action.LOCK.takeIf { screen.canLock }),
            )

        private fun lockedOut(screen: Screen.LockedOut): Message {
            val isForgotOffered = screen.help == LockedOutHelp.RESET
            val text =
                when {
                    screen.waitSeconds != null -> null
                    isForgotOffered -> R.string.passcode_locked_reset
                    else -> R.string.passcode_locked_ask
                }
            val actions =
                listOfNotNull(
                    Action.FORGOT.takeIf { isForgotOffered },
                    Action.CHECK_IN.takeIf { !isForgotOffered },
                )
            return Message(Tone.BAD, R.drawable.passcode_icon_locked, R.string.passcode_locked_title, text, actions)
        }

        private fun blocked(screen: Screen.Blocked): Message {
            val text =
                when (screen.reason) {
                    BlockReason.OUT_OF_CONTACT -> R.string.passcode_blocked_contact
                    BlockReason.ROLLED_BACK -> R.string.passcode_blocked_rolled_back
                    BlockReason.DEVICE_UNKNOWN -> R.string.passcode_blocked_unknown
                }
            val actions = listOfNotNull(Action.CHECK_IN, Action.SET_UP_AGAIN.takeIf { screen.canSetUpAgain })
            return Message(Tone.BAD, R.drawable.passcode_icon_locked, R.string.passcode_blocked_title, text, actions)
        }

        private fun retired(screen: Screen.Retired): Message {
            val text =
                when (screen.reason) {
                    RetireReason.RETIRED -> R.string.passcode_retired_text
                    RetireReason.AT_THE_LIMIT -> R.string.passcode_retired_limit
                    RetireReason.OUT_OF_CONTACT -> R.string.passcode_retired_contact
                }
            val icon = R.drawable.passcode_icon_warning
            return Message(Tone.BAD, icon, R.string.passcode_retired_title, text, listOf(Action.SET_UP_AGAIN))
        }
    }
}
