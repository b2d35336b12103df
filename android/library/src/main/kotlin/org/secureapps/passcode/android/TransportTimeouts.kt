// How long the network may take.

package org.secureapps.passcode.android

/** How long the network may take, in milliseconds. */
public data class TransportTimeouts(
    /** Until there is a connection. */
    val connectMs: Int,
    /** For each part of the answer, and again for the whole of its body. */
    val answerMs: Int,
) {
    init {
        // Zero would mean for ever.
        require(connectMs > 0 && answerMs > 0) { "a positive number of milliseconds is needed" }
    }

    /** Timeouts to choose from. */
    public companion object {
        /** 15 and 30 seconds: the portal derives keys before it answers, and may have others waiting. */
        public val DEFAULT: TransportTimeouts = TransportTimeouts(connectMs = 15_000, answerMs = 30_000)
    }
}
