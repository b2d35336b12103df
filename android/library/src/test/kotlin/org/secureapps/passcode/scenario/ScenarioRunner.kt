// Runs a scenario: steps on phones here, every other step verbatim through the control port.

package org.secureapps.passcode.scenario

import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import org.secureapps.passcode.PortalTransport
import org.secureapps.passcode.testing.SimulatedPortal

/** A scenario did not come out as expected, at a [step] counted from 1; 0 is before the first. */
internal class StepFailure(
    scenario: String,
    val step: Int,
    val reason: String,
) : AssertionError("$scenario.json, step $step: $reason")

/** Runs scenarios against one simulator server; phones talk to its portal through [transport]. */
internal class ScenarioRunner(
    private val server: SimulatedPortal,
    private val transport: PortalTransport,
) {
    /** Runs one scenario, start to end, on a fresh portal and fresh phones; answers how many steps were done. */
    fun run(scenario: Scenario): Int {
        val phones = linkedMapOf<String, ScenarioPhone>()
        var number = 0
        try {
            server.begin(scenario.given)
            scenario.phones.forEach { phones[it.id] = ScenarioPhone(it, transport) }
            val saved = mutableMapOf<String, JsonElement>()
            for (written in scenario.steps) {
                number += 1
                val step = fillIn(written, saved)
                check(step, answerOf(step, phones), saved)
            }
        } catch (wrong: ScenarioException) {
            throw StepFailure(scenario.name, number, wrong.message.orEmpty()).initCause(wrong)
        } finally {
            phones.values.forEach { it.close() }
        }
        return number
    }

    private fun answerOf(
        step: JsonElement,
        phones: Map<String, ScenarioPhone>,
    ): JsonObject {
        fun phone(id: String) = phones[id] ?: throw ScenarioException("no phone $id")
        return when (val read = Step.read(step)) {
            is Step.Act ->
                if (read.on.startsWith(PHONE)) {
                    phone(read.on.removePrefix(PHONE)).act(Action.read(read.verb, read.with))
                } else {
                    server.step(step)
                }
            is Step.Clock -> {
                phones.values.forEach { it.advance(read.ms) }
                server.step(step)
            }
            is Step.Fault -> {
                phone(read.phone).trouble(read.trouble)
                JsonObject(emptyMap())
            }
        }
    }

    private companion object {
        const val PHONE = "phone:"
    }
}

/** Puts saved values in place of `"$name"` below `with`. */
private fun fillIn(
    step: JsonElement,
    saved: Map<String, JsonElement>,
): JsonElement {
    val with = (step as? JsonObject)?.get("with") as? JsonObject ?: return step
    val filled =
        with.mapValues { (_, value) ->
            val text = (value as? JsonPrimitive)?.takeIf { it.isString }?.content
            text?.takeIf { it.startsWith("$") }?.let { saved[it.drop(1)] } ?: value
        }
    return JsonObject(step + ("with" to JsonObject(filled)))
}

/** Compares an answer with what the step expects, and keeps what it saves. */
private fun check(
    step: JsonElement,
    answer: JsonObject,
    saved: MutableMap<String, JsonElement>,
) {
    val act = Step.read(step) as? Step.Act ?: return
    if (!includes(answer, act.expect)) {
        throw ScenarioException("${act.verb} on ${act.on}: expected ${act.expect}, got $answer")
    }
    for ((name, field) in act.save) {
        val wanted = (field as? JsonPrimitive)?.takeIf { it.isString }?.content
        saved[name] = answer[wanted] ?: throw ScenarioException("no field $field in $answer")
    }
}

/** Whether every field that is expected is there, with the same value. Lists must be the same. */
private fun includes(
    value: JsonElement,
    expected: JsonElement,
): Boolean =
    if (value is JsonObject && expected is JsonObject) {
        expected.all { (name, wanted) -> value[name]?.let { includes(it, wanted) } ?: false }
    } else {
        value == expected
    }
