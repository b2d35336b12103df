// A network between a phone and its portal, which has troubles when it is told to.

package org.secureapps.passcode.scenario

import org.secureapps.passcode.PortalAnswer
import org.secureapps.passcode.PortalRequest
import org.secureapps.passcode.PortalTransport
import org.secureapps.passcode.PortalTransportException
import org.secureapps.passcode.PortalTransportException.Failure

/** What the network does to requests. */
internal enum class Trouble(
    val scenarioName: String,
) {
    /** Nothing. */
    NONE("none"),

    /** No connection. */
    UNREACHABLE("unreachable"),

    /** The request arrives, the answer does not. */
    ANSWER_LOST("answer-lost"),

    /** Somebody else answers, with a page of theirs. */
    NONSENSE("nonsense"),
}

/** A network; without troubles at first. */
internal class Network(
    private val transport: PortalTransport,
) : PortalTransport {
    @Volatile
    var trouble = Trouble.NONE

    override fun send(request: PortalRequest): PortalAnswer =
        when (trouble) {
            Trouble.NONE -> transport.send(request)
            Trouble.UNREACHABLE -> throw PortalTransportException(Failure.UNREACHABLE)
            Trouble.ANSWER_LOST -> {
                val answer = transport.send(request)
                // The nonce arrives: it is the answer to the request itself that is lost.
                if (!request.path.endsWith("/nonce")) throw PortalTransportException(Failure.TIMED_OUT)
                answer
            }
            Trouble.NONSENSE -> PortalAnswer(200, "<html>".toByteArray())
        }
}
