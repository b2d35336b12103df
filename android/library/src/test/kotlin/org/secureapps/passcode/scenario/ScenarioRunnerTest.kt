// The runner can fail: what does not come out as expected, or cannot be read, is told with its place.

package org.secureapps.passcode.scenario

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.BeforeAll
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestInstance
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.CsvSource
import org.secureapps.passcode.PortalRequest
import org.secureapps.passcode.PortalTransport
import org.secureapps.passcode.PortalTransportException
import org.secureapps.passcode.phone.simulatorProgram
import org.secureapps.passcode.testing.PinnedTransport
import org.secureapps.passcode.testing.SimulatedPortal

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
internal class ScenarioRunnerTest {
    private lateinit var server: SimulatedPortal
    private val enrol = Scenario.read(scenarioFolder().resolve("enrol.json"))

    @BeforeAll
    fun start() {
        server = SimulatedPortal.start(simulatorProgram())
    }

    @AfterAll
    fun end() {
        if (::server.isInitialized) server.close()
    }

    @Test
    fun `a wrong expectation names file, step, what was expected and what came`() {
        val failure =
            failureOf(
                """{"on": "phone:a", "do": "look", "expect": {"state": "not-enrolled", "rules": null}}""",
                """{"on": "phone:a", "do": "look", "expect": {"state": "unlocked"}}""",
            )
        assertEquals(2, failure.step)
        listOf("enrol.json", "step 2", "expected {\"state\":\"unlocked\"}", "\"state\":\"not-enrolled\"").forEach {
            assertTrue(it in failure.message.orEmpty(), failure.message)
        }
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        textBlock = """
        {"on": "phone:b", "do": "look"}                                                | no phone b
        {"on": "phone:a", "do": "dance"}                                               | unknown verb dance
        {"on": "phone:a", "do": "unlock", "with": {"passcode": "1", "passcod": "1"}}   | unknown passcod
        {"on": "phone:a", "do": "unlock"}                                              | no passcode
        {"on": "phone:a", "do": "unlock", "with": {"passcode": 1}}                     | passcode is no text
        {"on": "phone:a", "do": "look", "with": {"passcode": "1"}}                     | unknown passcode
        {"on": "phone:a", "do": "create", "with": {"passcode": "1", "keyboard": "x"}}  | unknown keyboard x
        {"on": "phone:a", "do": "turn-clock", "with": {"by": "soon"}}                  | -8h
        {"on": "phone:a", "do": "look", "save": {"x": "absent"}}                       | absent
        {"on": "phone:a", "do": "check-list", "with": {"passcode": "1"}, "expect": {"outcome": "checked"}} | not_allowed
        {"on": "admin", "do": "list-devices", "expect": {"devices": ["a"]}}            | expected
        {"on": "admin", "do": "dance"}                                                 | dance
        {"on": "admin", "do": "show-rules", "with": {"platfrom": "ios"}}               | platform
        {"on": "somebody", "do": "look"}                                               | somebody
        {"on": "help-desk:hana", "do": "look"}                                         | no hana
        {"fault": {"phone": "b", "network": "none"}}                                   | no phone b""",
    )
    fun `a step that cannot be done, or comes out otherwise, fails`(
        step: String,
        told: String,
    ) {
        val failure = failureOf(step)
        assertEquals(1, failure.step)
        assertTrue(told in failure.reason, failure.reason)
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        textBlock = """
        {"on": "phone:a", "do": "look", "expects": {}}             | unknown expects
        {"on": "phone:a"}                                          | no do
        {"clock": "30m"}                                           | +30m
        {"clock": "+soon"}                                         | +30m
        {"clock": "+"}                                             | +30m
        {"clock": "+1m", "on": "admin"}                            | unknown on
        {"fault": {"phone": "a", "network": "haunted"}}            | haunted
        {"fault": {"phone": "a", "network": "none", "for": "1m"}}  | unknown for""",
    )
    fun `a step that cannot be read fails before anything is done`(
        step: String,
        told: String,
    ) {
        val wrong = assertThrows(ScenarioException::class.java) { scenario(enrol.given, step) }
        assertTrue(told in wrong.message.orEmpty(), wrong.message)
    }

    @Test
    fun `an unknown field of what is given fails`() {
        val typos =
            listOf(
                """{"user": []}""",
                """{"users": [{"user_name": "alice", "password": "correct horse battery", "role": "x"}]}""",
                """{"phones": [{"id": "a", "platform": "windows", "app_version": "3.1.0"}]}""",
                """{"configuration": {"windows": {}}}""",
            )
        for (given in typos) {
            assertThrows(ScenarioException::class.java) { scenario(json(given) as JsonObject) }
        }
        val shortPassword = """{"users": [{"user_name": "alice", "password": "short"}]}"""
        assertEquals(0, failureOf(given = json(shortPassword) as JsonObject).step)
    }

    @Test
    fun `spans are read as they are written`() {
        assertEquals(1_799_000L, advanceOf("+29m 59s"))
        assertEquals(7_200_000L, advanceOf("+2h"))
        assertEquals(-28_800_000L, spanOf("-8h"))
        assertEquals(34_560_000_000L, spanOf("9600h"))
    }

    @Test
    fun `another certificate is not trusted`() {
        val clients: List<(ByteArray) -> PortalTransport> =
            listOf({ PinnedTransport(server.address, it) }, { BuiltInTransport(server.address, it) })
        val other = server.certificateSha256.also { it[0] = (it[0] + 1).toByte() }
        for (client in clients) {
            val request = PortalRequest("/", emptyList(), ByteArray(0))
            val failure = assertThrows(PortalTransportException::class.java) { client(other).send(request) }
            assertEquals(PortalTransportException.Failure.UNTRUSTED, failure.failure)
        }
    }

    private fun failureOf(
        vararg steps: String,
        given: JsonObject = enrol.given,
    ): StepFailure {
        val runner = ScenarioRunner(server, PinnedTransport(server.address, server.certificateSha256))
        return assertThrows(StepFailure::class.java) { runner.run(scenario(given, *steps)) }
    }

    private fun scenario(
        given: JsonObject,
        vararg steps: String,
    ) = Scenario("enrol", given, steps.map(::json))

    private fun json(text: String): JsonElement = Json.parseToJsonElement(text)
}
