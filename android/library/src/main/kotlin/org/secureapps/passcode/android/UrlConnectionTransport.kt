// The network, by the phone's own HTTP: company certificates and per-app VPN work. One request, one connection,
// one answer; no redirect, no retry, no cache, nothing but TLS.

package org.secureapps.passcode.android

import org.secureapps.passcode.PortalAnswer
import org.secureapps.passcode.PortalRequest
import org.secureapps.passcode.PortalTransport
import org.secureapps.passcode.PortalTransportException
import org.secureapps.passcode.PortalTransportException.Failure
import java.io.ByteArrayOutputStream
import java.io.IOException
import java.io.InputStream
import java.net.SocketTimeoutException
import java.net.URI
import java.util.concurrent.TimeUnit.NANOSECONDS
import javax.net.ssl.HttpsURLConnection

/**
 * [PortalTransport] over `HttpsURLConnection`.
 *
 * Cookies: it keeps none, but an app that sets `CookieHandler.setDefault` sets it for every connection of its
 * process, this one too. The portal's device interface sets no cookie and reads none.
 */
public class UrlConnectionTransport private constructor(
    private val base: URI,
    private val timeouts: TransportTimeouts,
    private val pin: PinnedCertificate?,
) : PortalTransport {
    /**
     * The portal at [baseUrl] (`https://host:port`), whose certificate the phone trusts, for that name: by a
     * public authority, or one that the company installed.
     *
     * @throws IllegalArgumentException if it is not an `https` address
     */
    public constructor(
        baseUrl: String,
        timeouts: TransportTimeouts = TransportTimeouts.DEFAULT,
    ) : this(checkedBase(baseUrl), timeouts, null)

    override fun send(request: PortalRequest): PortalAnswer {
        val connection = connectionFor(request)
        try {
            failing(Throwable::whileConnecting) { connection.connect() }
            return failing(Throwable::afterConnecting) {
                connection.outputStream.use { it.write(request.body) }
                answerOf(connection)
            }
        } finally {
            connection.disconnect()
        }
    }

    private fun connectionFor(request: PortalRequest): HttpsURLConnection {
        val connection = URI.create("$base${request.path}").toURL().openConnection() as HttpsURLConnection
        pin?.applyTo(connection)
        connection.requestMethod = "POST"
        connection.doOutput = true
        connection.instanceFollowRedirects = false
        connection.useCaches = false
        connection.connectTimeout = timeouts.connectMs
        connection.readTimeout = timeouts.answerMs
        // Streaming: the body is not copied, so nothing can send it again.
        connection.setFixedLengthStreamingMode(request.body.size)
        // A kept connection may be dead when it is needed, and there is no retry.
        connection.setRequestProperty("Connection", "close")
        connection.setRequestProperty("Accept-Encoding", "identity")
        for ((name, value) in request.headers) connection.setRequestProperty(name, value)
        return connection
    }

    private fun answerOf(connection: HttpsURLConnection): PortalAnswer {
        val status = connection.responseCode
        if (status < 0) throw IOException("no HTTP")
        val stream = if (status >= FIRST_ERROR) connection.errorStream else connection.inputStream
        val body = stream?.use { readWhole(it) } ?: ByteArray(0)
        val promised = connection.contentLengthLong
        if (promised >= 0 && promised != body.size.toLong()) throw IOException("cut off")
        return PortalAnswer(status, body)
    }

    private fun readWhole(stream: InputStream): ByteArray {
        val begun = System.nanoTime()
        val whole = ByteArrayOutputStream()
        val part = ByteArray(PART_BYTES)
        while (true) {
            val read = stream.read(part)
            if (read < 0) return whole.toByteArray()
            whole.write(part, 0, read)
            if (whole.size() > MAXIMUM_BYTES) throw IOException("too large")
            // The read timeout is for one read: a server that trickles would never be done.
            if (NANOSECONDS.toMillis(System.nanoTime() - begun) > timeouts.answerMs) throw SocketTimeoutException()
        }
    }

    private inline fun <T> failing(
        meaning: (Throwable) -> Failure,
        work: () -> T,
    ): T =
        try {
            work()
        } catch (failure: Exception) {
            throw PortalTransportException(meaning(failure), failure)
        }

    /** Where pinned connections come from. */
    public companion object {
        /**
         * The portal at [baseUrl] whose certificate, as DER, has this SHA-256, whatever name and dates it bears
         * and whoever issued it: for the certificate that a portal makes itself.
         *
         * @throws IllegalArgumentException if it is not an `https` address, or not 32 bytes
         */
        public fun pinned(
            baseUrl: String,
            certificateSha256: ByteArray,
            timeouts: TransportTimeouts = TransportTimeouts.DEFAULT,
        ): UrlConnectionTransport =
            UrlConnectionTransport(checkedBase(baseUrl), timeouts, PinnedCertificate(certificateSha256))

        /** No answer may be larger: 1 MiB. */
        private const val MAXIMUM_BYTES = 1024 * 1024

        private const val PART_BYTES = 8 * 1024
        private const val FIRST_ERROR = 400

        private fun checkedBase(baseUrl: String): URI {
            val base = URI.create(baseUrl.trimEnd('/'))
            require(base.scheme.equals("https", ignoreCase = true)) { "only https" }
            require(base.host != null && base.rawUserInfo == null) { "a host, and nobody's name" }
            require(base.rawQuery == null && base.rawFragment == null) { "an address without query" }
            return base
        }
    }
}
