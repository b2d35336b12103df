// One process `passcode-simulator serve`, and the runner's side of its control port.

package org.secureapps.passcode.scenario

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import java.io.File
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.time.Duration
import java.util.HexFormat
import java.util.concurrent.TimeUnit

/** A simulator server, ready. It ends with this object, and with the virtual machine. */
internal class SimulatorServer private constructor(
    private val process: Process,
    ready: JsonObject,
) : AutoCloseable {
    /** Where phones find the portal. */
    val address: String

    /** What phones pin. */
    val certificateSha256: ByteArray

    private val control: String
    private val controlToken: String
    private val client = HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).build()
    private val atExit = Thread { process.destroy() }.also { Runtime.getRuntime().addShutdownHook(it) }

    init {
        val (address, pin, control, token) =
            readObject("the simulator's line", ready) {
                listOf("address", "certificate_sha256", "control", "control_token").map { text(it) }
            }
        this.address = address
        this.certificateSha256 = HexFormat.of().parseHex(pin)
        this.control = control
        this.controlToken = token
    }

    /** Puts a fresh portal there. */
    fun begin(given: JsonObject) {
        post("/scenario", given)
    }

    /** Does one step, verbatim. */
    fun step(step: JsonElement): JsonObject = post("/step", step)

    override fun close() {
        process.destroy()
        if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly().waitFor()
        Runtime.getRuntime().removeShutdownHook(atExit)
    }

    private fun post(
        path: String,
        body: JsonElement,
    ): JsonObject {
        val request =
            HttpRequest
                .newBuilder(URI(control + path))
                .timeout(TIMEOUT)
                .header("authorization", "Bearer $controlToken")
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build()
        val response = client.send(request, HttpResponse.BodyHandlers.ofString())
        val answer = Json.parseToJsonElement(response.body())
        if (response.statusCode() != 200) {
            throw ScenarioException(readObject("status ${response.statusCode()}", answer) { text("reason") })
        }
        return answer as? JsonObject ?: throw ScenarioException("not an answer: $answer")
    }

    companion object {
        private val TIMEOUT: Duration = Duration.ofSeconds(30)

        /** Starts the program and waits until it is ready. */
        fun start(program: String): SimulatorServer {
            val process =
                ProcessBuilder(program, "serve")
                    .redirectInput(File("/dev/null"))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start()
            try {
                val line = process.inputReader().readLine() ?: throw ScenarioException("$program did not start")
                return SimulatorServer(process, Json.parseToJsonElement(line) as JsonObject)
            } catch (failure: Exception) {
                process.destroyForcibly()
                throw failure
            }
        }
    }
}
