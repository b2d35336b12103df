// The portal as a process of its own, with a clock to turn: `passcode-simulator serve`, and its control port.

package org.secureapps.passcode.testing

import org.secureapps.passcode.PortalTransport
import java.io.File
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.time.Duration
import java.util.HexFormat
import java.util.concurrent.TimeUnit

/** A portal for tests. Its process ends with this object, and with the virtual machine. */
public class SimulatedPortal private constructor(
    private val process: Process,
    ready: String,
) : AutoCloseable {
    private val told = FIELD.findAll(ready).associate { it.groupValues[1] to it.groupValues[2] }

    /** Where phones find the portal: `https://127.0.0.1:PORT`. */
    public val address: String = told.getValue("address")

    /** SHA-256 of the certificate that phones pin. */
    public val certificateSha256: ByteArray = HexFormat.of().parseHex(told.getValue("certificate_sha256"))

    private val client = HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).build()
    private val atExit = Thread { process.destroy() }.also { Runtime.getRuntime().addShutdownHook(it) }

    /** A phone's way to the portal. */
    public fun transport(): PortalTransport = PinnedTransport(address, certificateSha256)

    /** Puts a fresh portal behind the address. [given] is the object of that name in `docs/scenarios.md`, as JSON. */
    public fun begin(given: String): Unit = post("/scenario", given).let { }

    /** Does one step of `docs/scenarios.md` at the portal, as JSON, and answers what came of it, as JSON. */
    public fun step(step: String): String = post("/step", step)

    /** Ends the process. */
    override fun close() {
        process.destroy()
        if (!process.waitFor(TIMEOUT.seconds, TimeUnit.SECONDS)) process.destroyForcibly().waitFor()
        Runtime.getRuntime().removeShutdownHook(atExit)
    }

    private fun post(
        path: String,
        body: String,
    ): String {
        val request =
            HttpRequest
                .newBuilder(URI(told.getValue("control") + path))
                .timeout(TIMEOUT)
                .header("authorization", "Bearer ${told.getValue("control_token")}")
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build()
        val response = client.send(request, HttpResponse.BodyHandlers.ofString())
        check(response.statusCode() in 200..299) { "status ${response.statusCode()}: ${response.body()}" }
        return response.body()
    }

    public companion object {
        private val TIMEOUT: Duration = Duration.ofSeconds(30)

        /** The simulator's line is flat, and its texts have no escapes. */
        private val FIELD = Regex(""""(\w+)": *"([^"]*)"""")

        /** The environment variable that names the program, as `scripts/kotlin` prints it. */
        public const val VARIABLE: String = "PASSCODE_SIMULATOR"

        /** Starts [program], by default what [VARIABLE] names, and waits until it is ready. */
        public fun start(program: String? = System.getenv(VARIABLE)): SimulatedPortal {
            checkNotNull(
                program,
            ) { "no portal: $VARIABLE names no program. scripts/kotlin builds it, and says where it is" }
            val process =
                ProcessBuilder(program, "serve")
                    .redirectInput(File("/dev/null"))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start()
            try {
                val ready = process.inputReader().readLine()
                return SimulatedPortal(process, checkNotNull(ready) { "$program did not start" })
            } catch (failure: Exception) {
                process.destroyForcibly()
                throw failure
            }
        }
    }
}
