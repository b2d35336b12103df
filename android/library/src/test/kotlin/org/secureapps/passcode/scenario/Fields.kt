// Reads JSON objects field by field. What is left over is an error, so that a typo never passes as a check.

package org.secureapps.passcode.scenario

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** Something is wrong with a scenario, with one of its steps, or with what came of it. */
internal class ScenarioException(
    reason: String,
) : Exception(reason)

/** Reads an object whole: each field is asked for by name, and no other may be there. */
internal fun <T> readObject(
    what: String,
    element: JsonElement,
    read: Fields.() -> T,
): T {
    val fields = Fields(what, element as? JsonObject ?: throw ScenarioException("$what: not an object: $element"))
    return fields.read().also { fields.end() }
}

/** The fields of an object. */
internal class Fields(
    private val what: String,
    private val content: JsonObject,
) {
    private val asked = mutableSetOf<String>()

    operator fun contains(name: String): Boolean = name in content

    fun text(name: String): String = optionalText(name) ?: fail("no $name")

    /** A text; `null` where it is absent or null. */
    fun optionalText(name: String): String? =
        when (val element = optional(name)) {
            null, JsonNull -> null
            is JsonPrimitive -> if (element.isString) element.content else fail("$name is no text")
            else -> fail("$name is no text")
        }

    fun element(name: String): JsonElement = optional(name) ?: fail("no $name")

    /** An object; an empty one where it is absent. */
    fun objectAt(name: String): JsonObject =
        optional(name)?.let { it as? JsonObject ?: fail("$name is no object") } ?: JsonObject(emptyMap())

    fun list(name: String): List<JsonElement> = element(name) as? JsonArray ?: fail("$name is no list")

    /** A list; an empty one where it is absent. */
    fun optionalList(name: String): List<JsonElement> = if (name in this) list(name) else emptyList()

    fun fail(reason: String): Nothing = throw ScenarioException("$what: $reason")

    fun end() {
        val unknown = content.keys - asked
        if (unknown.isNotEmpty()) fail("unknown ${unknown.joinToString()}")
    }

    private fun optional(name: String): JsonElement? {
        asked += name
        return content[name]
    }
}
