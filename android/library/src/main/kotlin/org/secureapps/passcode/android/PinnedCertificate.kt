// TLS that trusts exactly one certificate. SECURITY: the pin replaces the chain, the name and the dates; the
// handshake still proves that the server owns the certificate's key.

package org.secureapps.passcode.android

import java.net.Socket
import java.security.MessageDigest
import java.security.cert.Certificate
import java.security.cert.CertificateException
import java.security.cert.X509Certificate
import javax.net.ssl.HostnameVerifier
import javax.net.ssl.HttpsURLConnection
import javax.net.ssl.SSLContext
import javax.net.ssl.SSLEngine
import javax.net.ssl.SSLPeerUnverifiedException
import javax.net.ssl.SSLSession
import javax.net.ssl.X509ExtendedTrustManager

/** The certificate with this SHA-256 (32 bytes) of its DER. */
internal class PinnedCertificate(
    certificateSha256: ByteArray,
) {
    private val expected = certificateSha256.copyOf()

    init {
        require(expected.size == SHA256_BYTES) { "a SHA-256 has 32 bytes" }
    }

    /** TLS that trusts nothing else. */
    val tls: SSLContext = SSLContext.getInstance("TLS").apply { init(null, arrayOf(Trust()), null) }

    private val names = HostnameVerifier { _, session -> isExpected(session) }

    fun applyTo(connection: HttpsURLConnection) {
        connection.sslSocketFactory = tls.socketFactory
        connection.hostnameVerifier = names
    }

    private fun isExpected(certificate: Certificate?): Boolean {
        val found = certificate?.encoded ?: return false
        return MessageDigest.isEqual(MessageDigest.getInstance("SHA-256").digest(found), expected)
    }

    private fun isExpected(session: SSLSession): Boolean =
        try {
            isExpected(session.peerCertificates.firstOrNull())
        } catch (_: SSLPeerUnverifiedException) {
            false
        }

    /** The extended kind: around any other, the platform puts checks of its own for name and algorithms. */
    private inner class Trust : X509ExtendedTrustManager() {
        private fun check(chain: Array<out X509Certificate>?) {
            if (!isExpected(chain?.firstOrNull())) throw CertificateException("not the pinned certificate")
        }

        private fun refuse(): Nothing = throw CertificateException("this side is no server")

        override fun checkServerTrusted(
            chain: Array<out X509Certificate>?,
            authType: String?,
        ): Unit = check(chain)

        override fun checkServerTrusted(
            chain: Array<out X509Certificate>?,
            authType: String?,
            socket: Socket?,
        ): Unit = check(chain)

        override fun checkServerTrusted(
            chain: Array<out X509Certificate>?,
            authType: String?,
            engine: SSLEngine?,
        ): Unit = check(chain)

        override fun checkClientTrusted(
            chain: Array<out X509Certificate>?,
            authType: String?,
        ): Unit = refuse()

        override fun checkClientTrusted(
            chain: Array<out X509Certificate>?,
            authType: String?,
            socket: Socket?,
        ): Unit = refuse()

        override fun checkClientTrusted(
            chain: Array<out X509Certificate>?,
            authType: String?,
            engine: SSLEngine?,
        ): Unit = refuse()

        override fun getAcceptedIssuers(): Array<X509Certificate> = emptyArray()
    }

    private companion object {
        const val SHA256_BYTES = 32
    }
}
