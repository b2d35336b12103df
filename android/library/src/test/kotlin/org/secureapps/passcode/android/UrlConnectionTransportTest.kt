package org.secureapps.passcode.android

import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Test
import org.secureapps.passcode.PortalRequest
import org.secureapps.passcode.PortalTransportException
import org.secureapps.passcode.PortalTransportException.Failure
import java.net.InetAddress
import java.net.ServerSocket
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit

internal class UrlConnectionTransportTest {
    private val servers = TestServers()
    private val paths get() = servers.paths

    @AfterEach
    fun close() = servers.close()

    @Test
    fun `a request arrives as it is and the answer comes back as it is`() {
        var headers = emptyMap<String, List<String>>()
        var body = ByteArray(0)
        var method = ""
        val base =
            servers.portal { exchange ->
                method = exchange.requestMethod
                headers = exchange.requestHeaders.toMap()
                body = exchange.requestBody.readBytes()
                exchange.answer(201, "hello".toByteArray())
            }
        val request =
            PortalRequest("/api/device/v1/enroll", listOf("signature" to "s", "x-one" to "1"), byteArrayOf(1, 2))
        val answer = pinned(base).send(request)
        assertEquals(201, answer.status)
        assertEquals("hello", answer.body.decodeToString())
        assertEquals("POST", method)
        assertEquals(listOf("s"), headers["Signature"])
        assertEquals(listOf("1"), headers["X-one"])
        assertArrayEquals(byteArrayOf(1, 2), body)
        assertEquals(listOf("/api/device/v1/enroll"), paths.toList())
    }

    @Test
    fun `a refusal is an answer with its body`() {
        for (status in listOf(400, 403, 409, 429, 500, 503)) {
            val answer = pinned(servers.portal { it.answer(status, "why".toByteArray()) }).send(REQUEST)
            assertEquals(status, answer.status)
            assertEquals("why", answer.body.decodeToString())
        }
    }

    @Test
    fun `nothing is an answer too`() {
        val answer = pinned(servers.portal { it.answer(204, null) }).send(REQUEST)
        assertEquals(204, answer.status)
        assertEquals(0, answer.body.size)
    }

    @Test
    fun `another certificate is not trusted and hears nothing`() {
        val base = servers.portal { it.answer(200, null) }
        val other = TestCertificate.sha256.copyOf().also { it[31] = (it[31] + 1).toByte() }
        assertEquals(Failure.UNTRUSTED, failureOf(UrlConnectionTransport.pinned(base, other, FAST)))
        assertEquals(Failure.UNTRUSTED, failureOf(UrlConnectionTransport(base, FAST)), "nobody vouches for it")
        assertEquals(emptyList<String>(), paths.toList())
    }

    @Test
    fun `a redirect is an answer and not followed`() {
        for (status in listOf(301, 302, 303, 307, 308)) {
            paths.clear()
            val base =
                servers.portal {
                    it.responseHeaders.add("Location", "/elsewhere")
                    it.answer(status, null)
                }
            assertEquals(status, pinned(base).send(REQUEST).status)
            assertEquals(listOf(REQUEST.path), paths.toList())
        }
    }

    @Test
    fun `a cookie is not kept`() {
        var cookies: List<String>? = null
        val base =
            servers.portal {
                cookies = it.requestHeaders["Cookie"]
                it.responseHeaders.add("Set-Cookie", "a=b")
                it.answer(200, null)
            }
        val transport = pinned(base)
        repeat(2) { transport.send(REQUEST) }
        assertNull(cookies)
    }

    @Test
    fun `an answer of a mebibyte is the largest`() {
        val largest = 1024 * 1024
        assertEquals(largest, pinned(servers.portal { it.answer(200, ByteArray(largest)) }).send(REQUEST).body.size)
        val tooLarge = servers.portal { it.answer(200, ByteArray(largest + 1)) }
        assertEquals(Failure.TIMED_OUT, failureOf(pinned(tooLarge)))
        val chunked =
            servers.portal { exchange ->
                exchange.sendResponseHeaders(200, 0)
                runCatching { while (true) exchange.responseBody.write(ByteArray(64 * 1024)) }
            }
        assertEquals(Failure.TIMED_OUT, failureOf(pinned(chunked)))
    }

    @Test
    fun `a server that does not answer in time is out of time`() {
        val done = CountDownLatch(1)
        val base = servers.portal { done.await() }
        assertEquals(Failure.TIMED_OUT, failureOf(pinned(base)))
        done.countDown()
    }

    @Test
    fun `a server that never gets to the end is out of time`() {
        val done = CountDownLatch(1)
        val base =
            servers.portal { exchange ->
                exchange.sendResponseHeaders(200, 0)
                runCatching {
                    while (!done.await(FAST.answerMs / 10L, TimeUnit.MILLISECONDS)) {
                        exchange.responseBody.write(1)
                        exchange.responseBody.flush()
                    }
                }
            }
        assertEquals(Failure.TIMED_OUT, failureOf(pinned(base)))
        done.countDown()
    }

    @Test
    fun `an answer that is cut off is none and nothing is asked twice`() {
        val conversations =
            listOf(
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nten bytes.",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\na\r\nten bytes.\r\n",
                "",
            )
        for (said in conversations) {
            var asked = 0
            val base =
                servers.tls { socket ->
                    asked += 1
                    socket.readRequest(REQUEST.body.size)
                    socket.getOutputStream().write(said.toByteArray())
                }
            assertEquals(Failure.TIMED_OUT, failureOf(pinned(base)), said)
            assertEquals(1, asked, said)
        }
    }

    @Test
    fun `nobody there is unreachable`() {
        val free = ServerSocket(0, 1, InetAddress.getLoopbackAddress()).use { it.localPort }
        assertEquals(Failure.UNREACHABLE, failureOf(pinned("https://127.0.0.1:$free")))
    }

    @Test
    fun `somebody who hangs up before TLS is done or speaks none is unreachable`() {
        val hangingUp = servers.plain { }
        assertEquals(Failure.UNREACHABLE, failureOf(pinned(hangingUp)))
        val plain =
            servers.plain { it.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".toByteArray()) }
        assertEquals(Failure.UNREACHABLE, failureOf(pinned(plain)))
    }

    @Test
    fun `somebody who never begins TLS is out of time`() {
        val done = CountDownLatch(1)
        val silent = servers.plain { done.await() }
        assertEquals(Failure.TIMED_OUT, failureOf(pinned(silent)))
        done.countDown()
    }

    @Test
    fun `only https addresses are taken`() {
        for (base in listOf(
            "http://portal",
            "portal",
            "https://",
            "https://me@portal",
            "https://portal/?a",
            "file:///",
        )) {
            assertThrows(IllegalArgumentException::class.java, { UrlConnectionTransport(base) }, base)
            assertThrows(IllegalArgumentException::class.java, { pinned(base) }, base)
        }
        assertThrows(
            IllegalArgumentException::class.java,
        ) { UrlConnectionTransport.pinned("https://portal", ByteArray(20)) }
        assertThrows(IllegalArgumentException::class.java) { TransportTimeouts(0, 1) }
    }

    @Test
    fun `a base with a path and a slash keeps the path`() {
        val base = servers.portal { it.answer(200, null) }
        pinned("$base/tenant/").send(REQUEST)
        assertEquals(listOf("/tenant${REQUEST.path}"), paths.toList())
    }

    private fun pinned(base: String) = UrlConnectionTransport.pinned(base, TestCertificate.sha256, FAST)

    private fun failureOf(transport: UrlConnectionTransport): Failure =
        assertThrows(PortalTransportException::class.java) { transport.send(REQUEST) }.failure

    private companion object {
        val REQUEST =
            PortalRequest("/api/device/v1/nonce", listOf("content-type" to "application/json"), "{}".toByteArray())

        /** Long enough for a handshake on a busy computer. */
        val FAST = TransportTimeouts(connectMs = 5_000, answerMs = 1_500)
    }
}
