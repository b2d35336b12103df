// Every scenario file, run as it is, through the native library, against a simulator server: a test each.

package org.secureapps.passcode.scenario

import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.BeforeAll
import org.junit.jupiter.api.TestInstance
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.MethodSource
import org.junit.jupiter.params.provider.ValueSource
import org.secureapps.passcode.PortalTransport
import org.secureapps.passcode.phone.simulatorProgram
import org.secureapps.passcode.testing.PinnedTransport
import org.secureapps.passcode.testing.SimulatedPortal
import kotlin.io.path.nameWithoutExtension

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
internal class ScenariosTest {
    private lateinit var server: SimulatedPortal
    private lateinit var transport: PortalTransport

    @BeforeAll
    fun start() {
        server = SimulatedPortal.start(simulatorProgram())
        transport = PinnedTransport(server.address, server.certificateSha256)
    }

    @AfterAll
    fun end() {
        if (::server.isInitialized) server.close()
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    fun scenario(name: String): Unit = run(name, transport)

    @ParameterizedTest(name = "{0}, with the built-in network client")
    @ValueSource(strings = ["enrol", "create-passcode", "forgot-ios-password", "forgot-android-password"])
    fun builtIn(name: String): Unit = run(name, BuiltInTransport(server.address, server.certificateSha256))

    private fun run(
        name: String,
        transport: PortalTransport,
    ) {
        val scenario = Scenario.read(scenarioFolder().resolve("$name.json"))
        assertEquals(scenario.steps.size, ScenarioRunner(server, transport).run(scenario))
    }

    private fun names(): List<String> = Scenario.files(scenarioFolder()).map { it.nameWithoutExtension }
}
