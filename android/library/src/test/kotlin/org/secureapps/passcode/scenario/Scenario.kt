// Scenario files: a demo procedure, a behaviour and a test in one. The format: `docs/scenarios.md`.

package org.secureapps.passcode.scenario

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.isDirectory
import kotlin.io.path.name
import kotlin.io.path.nameWithoutExtension
import kotlin.io.path.readText

/** One scenario; [given] and [steps] as they stand in the file. */
internal class Scenario(
    val name: String,
    val given: JsonObject,
    val steps: List<JsonElement>,
) {
    /** The phones of [given]. */
    val phones: List<PhoneGiven> = readGiven(given)

    init {
        steps.forEach { Step.read(it) }
    }

    companion object {
        /** Every scenario file of a folder, by name. There must be one. */
        fun files(folder: Path): List<Path> {
            if (!folder.isDirectory()) throw ScenarioException("no folder $folder")
            val files = Files.list(folder).use { all -> all.filter { it.name.endsWith(".json") }.sorted().toList() }
            return files.ifEmpty { throw ScenarioException("no scenario in $folder") }
        }

        /** Reads a scenario file. What is wrong names the file. */
        fun read(file: Path): Scenario =
            try {
                readObject("the scenario", Json.parseToJsonElement(file.readText())) {
                    val name = text("name")
                    if (name != file.nameWithoutExtension) fail("`name` must be the file's name")
                    text("about")
                    Scenario(name, element("given") as? JsonObject ?: fail("given is no object"), list("steps"))
                }
            } catch (wrong: ScenarioException) {
                throw ScenarioException("${file.name}: ${wrong.message}")
            }
    }
}

/** An operating system. */
internal enum class OperatingSystem { IOS, ANDROID }

/** A phone that is not enrolled yet. */
internal class PhoneGiven(
    val id: String,
    val system: OperatingSystem,
    val appVersion: String,
)

/** One step. */
internal sealed interface Step {
    /** Somebody does something. */
    class Act(
        val on: String,
        val verb: String,
        val with: JsonObject,
        val expect: JsonObject,
        val save: JsonObject,
    ) : Step

    /** Time passes, for the portal and all phones. */
    class Clock(
        val ms: Long,
    ) : Step

    /** Something goes wrong from now on. */
    class Fault(
        val phone: String,
        val trouble: Trouble,
    ) : Step

    companion object {
        /** Reads one step. The kind is chosen by its first field, so that the error names what is wrong in that kind. */
        fun read(step: JsonElement): Step =
            readObject("step $step", step) {
                when {
                    "clock" in this -> Clock(advanceOf(text("clock")))
                    "fault" in this -> readObject("fault", element("fault")) { fault() }
                    else -> Act(text("on"), text("do"), objectAt("with"), objectAt("expect"), objectAt("save"))
                }
            }

        private fun Fields.fault(): Fault {
            val name = text("network")
            val trouble = Trouble.entries.find { it.scenarioName == name } ?: fail("unknown network $name")
            return Fault(text("phone"), trouble)
        }
    }
}

/** Looks at all of `given`, for typos; answers its phones. The portal's part is made by the control port. */
private fun readGiven(given: JsonObject): List<PhoneGiven> =
    readObject("given", given) {
        objectAt("configuration").keys.forEach { systemOf(it) }
        optionalList("users").forEach { user ->
            readObject("user", user) { listOf("user_name", "password").forEach { text(it) } }
        }
        optionalList("staff").forEach { member ->
            readObject("staff", member) { listOf("user_name", "password", "role").forEach { text(it) } }
        }
        optionalList("phones").map { phone ->
            readObject("phone", phone) { PhoneGiven(text("id"), systemOf(text("platform")), text("app_version")) }
        }
    }

private fun Fields.systemOf(name: String): OperatingSystem =
    when (name) {
        "ios" -> OperatingSystem.IOS
        "android" -> OperatingSystem.ANDROID
        else -> fail("unknown platform $name")
    }
