// The network client that is built into the native library, as a transport of the façade.

package org.secureapps.passcode.scenario

import org.secureapps.passcode.PortalAnswer
import org.secureapps.passcode.PortalRequest
import org.secureapps.passcode.PortalTransport
import org.secureapps.passcode.PortalTransportException
import org.secureapps.passcode.PortalTransportException.Failure
import org.secureapps.passcode.ffi.Header
import org.secureapps.passcode.ffi.HttpRequest
import org.secureapps.passcode.ffi.TransportFailure
import org.secureapps.passcode.ffi.builtInTransport

/** The built-in client for the portal at [base], which trusts exactly the certificate with this SHA-256. */
internal class BuiltInTransport(
    base: String,
    sha256: ByteArray,
) : PortalTransport {
    private val native = builtInTransport(base, sha256)

    override fun send(request: PortalRequest): PortalAnswer {
        val headers = request.headers.map { (name, value) -> Header(name, value) }
        try {
            val answer = native.send(HttpRequest(request.path, headers, request.body))
            return PortalAnswer(answer.status.toInt(), answer.body)
        } catch (failure: TransportFailure) {
            throw PortalTransportException(kindOf(failure), failure)
        }
    }

    private fun kindOf(failure: TransportFailure): Failure =
        when (failure) {
            is TransportFailure.Unreachable -> Failure.UNREACHABLE
            is TransportFailure.TimedOut -> Failure.TIMED_OUT
            is TransportFailure.Untrusted -> Failure.UNTRUSTED
        }
}
