// A simulated phone: the manager over the real library, records in memory, keys in software, a clock to turn,
// and secure apps with data of their own. The answers are those of `docs/scenarios.md`.

package org.secureapps.passcode.scenario

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import org.secureapps.passcode.BiometricAnswer
import org.secureapps.passcode.BiometricPrompter
import org.secureapps.passcode.DerivationCost
import org.secureapps.passcode.HardwareKeyException
import org.secureapps.passcode.PasscodeException
import org.secureapps.passcode.PasscodeInput
import org.secureapps.passcode.PasscodeManager
import org.secureapps.passcode.PasscodeOutcome
import org.secureapps.passcode.PasscodePorts
import org.secureapps.passcode.PasscodeSettings
import org.secureapps.passcode.PasscodeState
import org.secureapps.passcode.PortalTransport
import org.secureapps.passcode.RecordName
import org.secureapps.passcode.ffi.Platform
import org.secureapps.passcode.testing.ManualClock
import org.secureapps.passcode.testing.MemoryRecords
import org.secureapps.passcode.testing.SoftKeys

/** A new phone, which talks through a transport of its own. */
internal class ScenarioPhone(
    private val given: PhoneGiven,
    transport: PortalTransport,
) : AutoCloseable {
    private val clock = ManualClock()
    private val network = Network(transport)
    private val records = MemoryRecords()
    private val keys =
        when (given.system) {
            OperatingSystem.IOS -> AgreementKeys()
            OperatingSystem.ANDROID -> SoftKeys()
        }
    private val apps = mutableMapOf<String, ScenarioApp>()
    private var copies = emptyMap<RecordName, ByteArray?>()
    private var manager = runBlocking { start() }

    /** The finger is always the right one. */
    private val sensor =
        BiometricPrompter { input ->
            try {
                BiometricAnswer.Answered(keys.prf(BiometricPrompter.BIOMETRIC_KEY, input))
            } catch (_: HardwareKeyException) {
                BiometricAnswer.Invalidated
            }
        }

    /** Time passes, on every clock of the phone. */
    fun advance(ms: Long): Unit = clock.advance(ms)

    /** What the network does from now on. */
    fun trouble(trouble: Trouble) {
        network.trouble = trouble
    }

    /** Does what a step says: `outcome` or `error`, what belongs to it, and the `state` after it. */
    fun act(action: Action): JsonObject =
        runBlocking {
            val answer =
                try {
                    perform(action)
                } catch (failure: PasscodeException) {
                    buildJsonObject { put("error", failure.code) }
                }
            val state = manager.refresh().state
            buildJsonObject {
                answer.forEach { (name, value) -> put(name, value) }
                put("state", state.scenarioName)
                if (state is PasscodeState.LockedOut) {
                    state.untilSinceBootMs?.let { put("wait_seconds", secondsUntil(it)) }
                }
            }
        }

    override fun close() {
        apps.values.forEach { it.close() }
        manager.close()
    }

    private suspend fun perform(action: Action): JsonObject =
        when (action) {
            is Action.Enroll -> told { enroll(action.account.userName, input(action.account.secret)) }
            is Action.Create -> told { with(action.chosen) { create(input(passcode), input(repeated), keyboard) } }
            is Action.Unlock -> told { unlock(input(action.passcode)) }
            Action.Lock -> done("locked") { manager.lock() }
            is Action.Change ->
                told {
                    val current = action.current?.let { input(it) }
                    with(action.chosen) { change(current, input(passcode), input(repeated), keyboard) }
                }
            is Action.Forgot -> told { beginReset(action.account.userName, input(action.account.secret)) }
            is Action.RedeemGrant -> told { redeemGrant(action.userName, action.password?.let { input(it) }) }
            is Action.ChooseAfterReset ->
                told { with(action.chosen) { finishReset(input(passcode), input(repeated), keyboard) } }
            Action.LeaveReset -> told { abandonReset() }
            is Action.EnableBiometrics -> told { enableBiometrics(input(action.passcode), sensor) }
            Action.DisableBiometrics -> told { disableBiometrics() }
            Action.TouchSensor -> told { unlockWithBiometrics(sensor) }
            Action.AddFinger -> done("finger-added") { keys.delete(BiometricPrompter.BIOMETRIC_KEY) }
            Action.CheckIn -> told { checkIn() }
            is Action.CheckList -> checkList(action.typed)
            is Action.OpenApp -> done("opened") { app(action.app).open(manager) }
            is Action.SealNote -> done("sealed") { app(action.app).sealNote(action.note) }
            is Action.ReadNote -> app(action.app).readNote().let { note -> answer("read") { put("note", note) } }
            Action.UseApp -> told { noteActivity() }
            Action.ScreenOff -> told { noteScreenOff() }
            Action.LeaveApps -> told { noteBackground() }
            Action.Look -> look()
            Action.Restart -> done("restarted") { restart() }
            Action.Retire -> told { retire() }
            is Action.TurnClock -> done("turned") { clock.turn(action.ms) }
            Action.CopyFiles -> done("copied") { copyFiles() }
            Action.PutFilesBack -> done("put-back") { putFilesBack() }
        }

    private suspend fun told(work: suspend PasscodeManager.() -> PasscodeOutcome): JsonObject = describe(manager.work())

    private suspend fun checkList(typed: String): JsonObject {
        val (met, unmet) = manager.checkList(typed.toCharArray()).partition { it.met }
        return answer("checked") {
            put("met", texts(met.map { it.rule.code }))
            put("unmet", texts(unmet.map { it.rule.code }))
        }
    }

    /** What a screen would show. */
    private suspend fun look(): JsonObject {
        val status = manager.refresh()
        (status.state as? PasscodeState.Unreadable)?.let { throw it.error }
        return answer("looked") {
            put("keyboard", status.keyboard.scenarioName)
            put("attempts_remaining", status.attemptsRemaining)
            put("rules", status.rules?.toJson() ?: JsonPrimitive(null as String?))
            put("biometrics", status.biometrics.scenarioName)
            put("grant", status.grant?.let { if (it.passwordAsked) "password-asked" else "password-waived" })
        }
    }

    /** Memory is gone, files and hardware keys stay. */
    private suspend fun restart() {
        clock.restart()
        apps.values.forEach { it.restart() }
        startAgain()
    }

    /** Somebody copies the records, but the copy of the ledger, which the operating system protects. */
    private suspend fun copyFiles() {
        val unprotected = RecordName.entries - RecordName.LEDGER_COPY
        copies = unprotected.associateWith { records.read(it)?.bytes }
        startAgain()
    }

    private suspend fun putFilesBack() {
        copies.forEach { (name, bytes) ->
            if (bytes == null) records.remove(name) else records.replace(name, records.read(name)?.revision, bytes)
        }
        startAgain()
    }

    /** The manager's process starts anew. */
    private suspend fun startAgain() {
        manager.close()
        manager = start()
    }

    private suspend fun start(): PasscodeManager {
        val platform =
            when (given.system) {
                OperatingSystem.IOS -> Platform.IOS
                OperatingSystem.ANDROID -> Platform.ANDROID
            }
        val settings = PasscodeSettings(given.appVersion, given.id, DerivationCost.FLOOR)
        return PasscodeManager.open(PasscodePorts(clock, records, keys, network), settings, Dispatchers.IO, platform)
    }

    private fun app(id: String): ScenarioApp = apps.getOrPut(id) { ScenarioApp(id, clock) }

    private fun describe(outcome: PasscodeOutcome): JsonObject =
        answer(outcome.scenarioName) {
            when (outcome) {
                is PasscodeOutcome.WrongPasscode -> {
                    put("attempts_remaining", outcome.attemptsRemaining)
                    put("wait_seconds", outcome.nextAttemptSinceBootMs?.let { secondsUntil(it) } ?: 0)
                }
                is PasscodeOutcome.Rejected -> put("violations", texts(outcome.violations.map { it.code }))
                is PasscodeOutcome.ChangeNeeded -> put("reason", outcome.reason.scenarioName)
                is PasscodeOutcome.Refused -> put("refusal", outcome.refusal.code)
                is PasscodeOutcome.CheckedIn -> {
                    put("changes", texts(outcome.changes.map { it.rule }))
                    put("commands", texts(outcome.commands.map { it.scenarioName }))
                }
                else -> Unit
            }
        }

    private fun secondsUntil(sinceBootMs: Long): Long = (maxOf(0, sinceBootMs - clock.now().sinceBootMs) + 999) / 1000
}

private fun input(typed: String): PasscodeInput = PasscodeInput.of(typed.toCharArray())

private inline fun done(
    outcome: String,
    work: () -> Unit,
): JsonObject {
    work()
    return answer(outcome) {}
}

private inline fun answer(
    outcome: String,
    details: JsonObjectBuilder.() -> Unit,
): JsonObject =
    buildJsonObject {
        put("outcome", outcome)
        details()
    }

internal fun texts(texts: List<String>): JsonElement = JsonArray(texts.map { JsonPrimitive(it) })
