// HTTPS to a portal whose certificate is known by its SHA-256. It trusts nothing else, and follows nobody.

package org.secureapps.passcode.testing

import org.secureapps.passcode.PortalAnswer
import org.secureapps.passcode.PortalRequest
import org.secureapps.passcode.PortalTransport
import org.secureapps.passcode.PortalTransportException
import org.secureapps.passcode.PortalTransportException.Failure
import java.io.IOException
import java.net.ConnectException
import java.net.Socket
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.net.http.HttpTimeoutException
import java.security.MessageDigest
import java.security.cert.CertificateException
import java.security.cert.X509Certificate
import java.time.Duration
import javax.net.ssl.SSLContext
import javax.net.ssl.SSLEngine
import javax.net.ssl.SSLException
import javax.net.ssl.X509ExtendedTrustManager

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
            .sslContext(SSLContext.getInstance("TLS").apply { init(null, arrayOf(OneCertificate(sha256)), null) })
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

/** Asks for neither names nor dates nor authorities: the one certificate, or none. */
private class OneCertificate(
    private val sha256: ByteArray,
) : X509ExtendedTrustManager() {
    override fun checkServerTrusted(
        chain: Array<out X509Certificate>,
        authType: String,
    ) {
        val shown = MessageDigest.getInstance("SHA-256").digest(chain.first().encoded)
        if (!MessageDigest.isEqual(shown, sha256)) throw CertificateException("another certificate")
    }

    override fun checkServerTrusted(
        chain: Array<out X509Certificate>,
        authType: String,
        socket: Socket,
    ): Unit = checkServerTrusted(chain, authType)

    override fun checkServerTrusted(
        chain: Array<out X509Certificate>,
        authType: String,
        engine: SSLEngine,
    ): Unit = checkServerTrusted(chain, authType)

    override fun checkClientTrusted(
        chain: Array<out X509Certificate>,
        authType: String,
    ): Unit = throw CertificateException("no server")

    override fun checkClientTrusted(
        chain: Array<out X509Certificate>,
        authType: String,
        socket: Socket,
    ): Unit = throw CertificateException("no server")

    override fun checkClientTrusted(
        chain: Array<out X509Certificate>,
        authType: String,
        engine: SSLEngine,
    ): Unit = throw CertificateException("no server")

    override fun getAcceptedIssuers(): Array<X509Certificate> = emptyArray()
}
