// Why a secure app does not get its key: what the app can show, and nothing about the account.

package org.secureapps.passcode.android

import org.secureapps.passcode.PasscodeState

/** Why the manager does not hand out an app's key. */
public enum class KeyRefusal(
    internal val wire: Byte,
) {
    /** The passcode is to be typed in the manager first. */
    LOCKED(1),

    /** The manager has no account or no passcode yet. */
    NOT_SET_UP(2),

    /** A new passcode is to be chosen in the manager first. */
    CHANGE_NEEDED(3),

    /** The secure apps are blocked, whatever is typed. The manager shows why. */
    BLOCKED(4),

    /** The keys are destroyed: what the app encrypted cannot be read any more. */
    RETIRED(5),

    /** The manager does not know this app as a secure app: another signature, or a shared user id. */
    NOT_ALLOWED(6),

    /** The manager cannot tell now. The same request may work later. */
    UNAVAILABLE(7),

    /** The manager does not understand the request: one of the two is to be updated. */
    NOT_UNDERSTOOD(8),
}

/** Why there was no key in this state. Where it should have been possible, the state has just changed. */
internal fun PasscodeState.toRefusal(): KeyRefusal =
    when (this) {
        PasscodeState.NotEnrolled, PasscodeState.PasscodeNeeded -> KeyRefusal.NOT_SET_UP
        PasscodeState.Locked, is PasscodeState.LockedOut, PasscodeState.ResetInProgress -> KeyRefusal.LOCKED
        PasscodeState.Unlocked, is PasscodeState.Unreadable -> KeyRefusal.UNAVAILABLE
        is PasscodeState.ChangeNeeded -> KeyRefusal.CHANGE_NEEDED
        is PasscodeState.Blocked -> KeyRefusal.BLOCKED
        is PasscodeState.Retired -> KeyRefusal.RETIRED
    }
