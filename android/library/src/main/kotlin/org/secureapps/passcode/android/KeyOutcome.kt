// What comes of a secure app's question for its key, and what can keep it from being asked.

package org.secureapps.passcode.android

import org.secureapps.passcode.SecureApp

/** What came of asking for the key. */
public sealed interface KeyOutcome {
    /** The app holds its key: [SecureApp.withKey]. */
    public data object Opened : KeyOutcome

    /** The manager refuses. The app is locked. */
    public data class Refused(
        /** Why. */
        val refusal: KeyRefusal,
    ) : KeyOutcome
}

/** The manager could not be asked. */
public class SecureAppException(
    /** Why. */
    public val failure: Failure,
    cause: Throwable? = null,
) : Exception(failure.name, cause) {
    /** Why. */
    public enum class Failure {
        /** There is no manager on this phone, or it does not let this app in. */
        MANAGER_MISSING,

        /** There is one, but it is not signed as expected. */
        MANAGER_UNTRUSTED,

        /** The manager did not answer, or was just restarted: ask again. */
        MANAGER_SILENT,

        /** The manager answered something else: one of the two is to be updated. */
        ANSWER_NOT_UNDERSTOOD,
    }
}
