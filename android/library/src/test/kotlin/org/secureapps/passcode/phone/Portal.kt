// The real portal as a process of its own, with alice's account, and the way to it over TLS: `passcode-simulator
// serve`, the program that the system property `passcode.simulator` names.

package org.secureapps.passcode.phone

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.junit.jupiter.api.Assumptions.assumeTrue
import org.secureapps.passcode.PortalAnswer
import org.secureapps.passcode.PortalRequest
import org.secureapps.passcode.PortalTransport
import org.secureapps.passcode.PortalTransportException
import java.io.IOException
import java.net.HttpURLConnection
import java.net.URI
import java.security.MessageDigest
import java.security.cert.CertificateException
import java.security.cert.X509Certificate
import java.util.HexFormat
import javax.net.ssl.HttpsURLConnection
import javax.net.ssl.SSLContext
import javax.net.ssl.SSLException
import javax.net.ssl.X509TrustManager

internal const val PASSWORD = "correct horse battery"

internal class Portal private constructor(
    private val process: Process,
) : AutoCloseable {
    private val told =
        Json
            .parseToJsonElement(process.inputReader().readLine())
            .jsonObject
            .mapValues { (_, value) -> value.jsonPrimitive.content }

    val address = told.getValue("address")
    val certificate: ByteArray = HexFormat.of().parseHex(told.getValue("certificate_sha256"))
    private val tls =
        SSLContext.getInstance("TLS").apply { init(null, arrayOf(PinnedTrust(certificate)), null) }

    /** A fresh portal behind the same address. */
    fun begin() {
        val connection = URI("${told["control"]}/scenario").toURL().openConnection() as HttpURLConnection
        connection.setRequestProperty("Authorization", "Bearer ${told["control_token"]}")
        connection.setRequestProperty("Content-Type", "application/json")
        val answer = connection.post(GIVEN.toByteArray())
        check(answer.status in 200..299) { "${answer.status} ${answer.body.decodeToString()}" }
    }

    val transport =
        PortalTransport { request ->
            val connection = URI(address + request.path).toURL().openConnection() as HttpsURLConnection
            connection.sslSocketFactory = tls.socketFactory
            // The certificate itself is pinned.
            connection.setHostnameVerifier { _, _ -> true }
            connection.send(request)
        }

    override fun close() {
        process.destroy()
        process.waitFor()
    }

    private fun HttpURLConnection.send(request: PortalRequest): PortalAnswer =
        try {
            for ((name, value) in request.headers) setRequestProperty(name, value)
            post(request.body)
        } catch (failure: SSLException) {
            throw PortalTransportException(PortalTransportException.Failure.UNTRUSTED, failure)
        } catch (failure: IOException) {
            throw PortalTransportException(PortalTransportException.Failure.UNREACHABLE, failure)
        }

    private fun HttpURLConnection.post(body: ByteArray): PortalAnswer {
        requestMethod = "POST"
        doOutput = true
        // Not in streaming mode: that loses what comes with a 401.
        outputStream.use { it.write(body) }
        val answer = if (responseCode < 400) inputStream else errorStream
        return PortalAnswer(responseCode, answer?.readBytes() ?: ByteArray(0))
    }

    private class PinnedTrust(
        private val certificate: ByteArray,
    ) : X509TrustManager {
        override fun checkServerTrusted(
            chain: Array<X509Certificate>,
            authType: String,
        ) {
            val digest = MessageDigest.getInstance("SHA-256").digest(chain.first().encoded)
            if (!digest.contentEquals(certificate)) throw CertificateException("another certificate")
        }

        override fun checkClientTrusted(
            chain: Array<X509Certificate>,
            authType: String,
        ) = throw CertificateException("no clients here")

        override fun getAcceptedIssuers() = emptyArray<X509Certificate>()
    }

    companion object {
        private const val GIVEN =
            """{"configuration": {}, "users": [{"user_name": "alice", "password": "$PASSWORD"}],
            "phones": [{"id": "a", "platform": "android", "app_version": "3.1.0"}]}"""

        /** Skips the test where no program is given; in CI that is a failure. */
        fun start(): Portal {
            val program = System.getProperty("passcode.simulator").orEmpty()
            if (System.getenv("CI") == "true") check(program.isNotEmpty()) { "passcode.simulator is not set" }
            assumeTrue(program.isNotEmpty()) { "no portal: -Dpasscode.simulator names no program" }
            val process = ProcessBuilder(program, "serve").redirectError(ProcessBuilder.Redirect.INHERIT).start()
            return Portal(process)
        }
    }
}
