// HTTPS to a portal whose certificate is known by its SHA-256. It trusts nothing else, and follows nobody.

package org.secureapps.passcode.testing

import org.secureapps.passcode.PortalAnswer
import org.secureapps.passcode.PortalRequest
import org.secureapps.passcode.PortalTransport
import org.secureapps.passcode.PortalTransportException
import org.secureapps.passcode.PortalTransportException.Failure
import org.secureapps.passcode.android.PinnedCertificate
import java.io.IOException
import java.net.ConnectException
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.net.http.HttpTimeoutException
import java.time.Duration
import javax.net.ssl.SSLException

/** A client for the portal at [base], which trusts exactly the certificate with this SHA-256. */
public class PinnedTransport(
    private val base: String,
    sha256: ByteArray,
) : PortalTransport {
    private val client =
        HttpClient
            .newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(TIMEOUT)
            .sslContext(PinnedCertificate(sha256).tls)
            .build()

    override fun send(request: PortalRequest): PortalAnswer {
        val body = HttpRequest.BodyPublishers.ofByteArray(request.body)
        val native = HttpRequest.newBuilder(URI(base + request.path)).timeout(TIMEOUT).POST(body)
        request.headers.forEach { (name, value) -> native.header(name, value) }
        try {
            val answer = client.send(native.build(), HttpResponse.BodyHandlers.ofByteArray())
            return PortalAnswer(answer.statusCode(), answer.body())
        } catch (failure: IOException) {
            throw PortalTransportException(kindOf(failure), failure)
        }
    }

    private fun kindOf(failure: IOException): Failure =
        when (failure) {
            is SSLException -> Failure.UNTRUSTED
            is ConnectException -> Failure.UNREACHABLE
            is HttpTimeoutException -> Failure.TIMED_OUT
            else -> Failure.UNREACHABLE
        }

    private companion object {
        val TIMEOUT: Duration = Duration.ofSeconds(30)
    }
}
