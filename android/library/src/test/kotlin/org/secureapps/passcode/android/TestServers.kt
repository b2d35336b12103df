// Servers on this computer, with the test certificate: a portal, TLS with anything inside, and no TLS at all.

package org.secureapps.passcode.android

import com.sun.net.httpserver.HttpExchange
import com.sun.net.httpserver.HttpsConfigurator
import com.sun.net.httpserver.HttpsServer
import java.net.InetAddress
import java.net.InetSocketAddress
import java.net.ServerSocket
import java.net.Socket
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.Executors
import kotlin.concurrent.thread

internal class TestServers : AutoCloseable {
    /** What the portals were asked for. */
    val paths = ConcurrentLinkedQueue<String>()
    private val toClose = ArrayList<AutoCloseable>()

    override fun close() = toClose.forEach { it.close() }

    fun portal(answer: (HttpExchange) -> Unit): String {
        val server = HttpsServer.create(InetSocketAddress(LOOPBACK, 0), 0)
        val threads = Executors.newCachedThreadPool()
        server.httpsConfigurator = HttpsConfigurator(TestCertificate.context())
        server.executor = threads
        server.createContext("/") { exchange ->
            exchange.use {
                paths += it.requestURI.path
                answer(it)
            }
        }
        server.start()
        toClose += AutoCloseable { server.stop(0) }
        toClose += AutoCloseable { threads.shutdownNow() }
        return "https://127.0.0.1:${server.address.port}"
    }

    fun tls(talk: (Socket) -> Unit) =
        serve(TestCertificate.context().serverSocketFactory.createServerSocket(0, 1, LOOPBACK), talk)

    private fun serve(
        server: ServerSocket,
        talk: (Socket) -> Unit,
    ): String {
        toClose += server
        thread(isDaemon = true) {
            runCatching { while (true) server.accept().use { socket -> runCatching { talk(socket) } } }
        }
        return "https://127.0.0.1:${server.localPort}"
    }

    fun plain(talk: (Socket) -> Unit) = serve(ServerSocket(0, 1, LOOPBACK), talk)

    private companion object {
        val LOOPBACK: InetAddress = InetAddress.getByName("127.0.0.1")
    }
}

internal fun Socket.readRequest(bodyBytes: Int) {
    val input = getInputStream()
    val read = StringBuilder()
    while (!read.endsWith("\r\n\r\n")) read.append(input.read().toChar())
    input.readNBytes(bodyBytes)
}

internal fun HttpExchange.answer(
    status: Int,
    body: ByteArray?,
) {
    requestBody.readBytes()
    sendResponseHeaders(status, body?.size?.toLong() ?: -1)
    body?.let { responseBody.write(it) }
}
