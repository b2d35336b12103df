// The runner's side of the control port, in JSON.

package org.secureapps.passcode.scenario

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import org.secureapps.passcode.testing.SimulatedPortal

/** Puts a fresh portal there. */
internal fun SimulatedPortal.begin(given: JsonObject): Unit = refusing { begin(given.toString()) }

/** Does one step, verbatim. */
internal fun SimulatedPortal.step(step: JsonElement): JsonObject {
    val answer = Json.parseToJsonElement(refusing { step(step.toString()) })
    return answer as? JsonObject ?: throw ScenarioException("not an answer: $answer")
}

/** What the portal does not understand is the scenario's fault. */
private fun <T> refusing(ask: () -> T): T =
    try {
        ask()
    } catch (refused: IllegalStateException) {
        throw ScenarioException(refused.message.orEmpty())
    }
