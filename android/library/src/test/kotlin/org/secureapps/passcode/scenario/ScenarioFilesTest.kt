// Scenario files and their folder: what is not there, or has a typo, is an error.

package org.secureapps.passcode.scenario

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.ValueSource
import java.nio.file.Path
import kotlin.io.path.writeText

internal class ScenarioFilesTest {
    @TempDir
    private lateinit var folder: Path

    @Test
    fun `every file can be read`() {
        val names = Scenario.files(scenarioFolder()).map { Scenario.read(it).name }
        assertTrue("enrol" in names, names.toString())
    }

    @Test
    fun `a folder that is not there, or has no scenario, is an error`() {
        assertThrows(ScenarioException::class.java) { Scenario.files(folder.resolve("absent")) }
        assertThrows(ScenarioException::class.java) { Scenario.files(folder) }
    }

    @Test
    fun `a whole file is read`() {
        assertEquals("x", Scenario.read(file("""{"name": "x", "about": "…", "given": {}, "steps": []}""")).name)
    }

    @ParameterizedTest
    @ValueSource(
        strings = [
            """{"name": "x", "about": "…", "given": {}, "steps": [], "colour": "red"}""",
            """{"name": "x", "about": "…", "given": {"phone": []}, "steps": []}""",
            """{"name": "x", "about": "…", "given": {}, "steps": [{"on": "admin", "do": "look", "expectation": {}}]}""",
            """{"name": "y", "about": "…", "given": {}, "steps": []}""",
            """{"name": "x", "given": {}, "steps": []}""",
            """{"name": "x", "about": "…", "steps": []}""",
            """{"name": "x", "about": "…", "given": {}}""",
        ],
    )
    fun `unknown and absent fields name the file`(text: String) {
        val wrong = assertThrows(ScenarioException::class.java) { Scenario.read(file(text)) }
        assertTrue("x.json" in wrong.message.orEmpty(), wrong.message)
    }

    private fun file(text: String): Path = folder.resolve("x.json").also { it.writeText(text) }
}
