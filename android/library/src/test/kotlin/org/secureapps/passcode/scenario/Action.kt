// The verbs of a phone and what goes with them, as values. Every runner, in every language, knows these:
// `docs/scenarios.md`.

package org.secureapps.passcode.scenario

import kotlinx.serialization.json.JsonObject
import org.secureapps.passcode.Keyboard

/** What a step can do on a phone. */
internal sealed interface Action {
    class Enroll(
        val account: Account,
    ) : Action

    class Create(
        val chosen: Chosen,
    ) : Action

    class Unlock(
        val passcode: String,
    ) : Action

    data object Lock : Action

    class Change(
        val current: String?,
        val chosen: Chosen,
    ) : Action

    class Forgot(
        val account: Account,
    ) : Action

    class RedeemGrant(
        val userName: String,
        val password: String?,
    ) : Action

    class ChooseAfterReset(
        val chosen: Chosen,
    ) : Action

    data object LeaveReset : Action

    class EnableBiometrics(
        val passcode: String,
    ) : Action

    data object DisableBiometrics : Action

    data object TouchSensor : Action

    data object AddFinger : Action

    data object CheckIn : Action

    class CheckList(
        val typed: String,
    ) : Action

    class OpenApp(
        val app: String,
    ) : Action

    class SealNote(
        val app: String,
        val note: String,
    ) : Action

    class ReadNote(
        val app: String,
    ) : Action

    data object UseApp : Action

    data object ScreenOff : Action

    data object LeaveApps : Action

    data object Look : Action

    data object Restart : Action

    data object Retire : Action

    class TurnClock(
        val ms: Long,
    ) : Action

    data object CopyFiles : Action

    data object PutFilesBack : Action

    companion object {
        /** Reads a verb and the whole of its `with`. */
        fun read(
            verb: String,
            with: JsonObject,
        ): Action = readObject("with of $verb", with) { action(verb) }

        private fun Fields.action(verb: String): Action =
            when (verb) {
                "enroll" -> Enroll(account())
                "create" -> Create(chosen())
                "unlock" -> Unlock(text("passcode"))
                "lock" -> Lock
                "change" -> Change(optionalText("current"), chosen())
                "forgot" -> Forgot(account())
                "redeem-grant" -> RedeemGrant(text("user_name"), optionalText("password"))
                "choose-after-reset" -> ChooseAfterReset(chosen())
                "leave-reset" -> LeaveReset
                "enable-biometrics" -> EnableBiometrics(text("passcode"))
                "disable-biometrics" -> DisableBiometrics
                "touch-sensor" -> TouchSensor
                "add-finger" -> AddFinger
                "check-in" -> CheckIn
                "check-list" -> CheckList(text("passcode"))
                "open-app" -> OpenApp(text("app"))
                "seal-note" -> SealNote(text("app"), text("note"))
                "read-note" -> ReadNote(text("app"))
                "use-app" -> UseApp
                "screen-off" -> ScreenOff
                "leave-apps" -> LeaveApps
                "look" -> Look
                "restart" -> Restart
                "retire" -> Retire
                "turn-clock" -> TurnClock(spanOf(text("by")) ?: fail("by is like \"-8h\""))
                "copy-files" -> CopyFiles
                "put-files-back" -> PutFilesBack
                else -> fail("unknown verb $verb")
            }

        private fun Fields.account() = Account(text("user_name"), text("secret"))

        private fun Fields.chosen(): Chosen {
            val passcode = text("passcode")
            return Chosen(passcode, optionalText("repeated") ?: passcode, keyboard())
        }

        private fun Fields.keyboard(): Keyboard {
            if ("keyboard" !in this) return Keyboard.NUMBER_PAD
            val name = text("keyboard")
            return Keyboard.entries.find { it.scenarioName == name } ?: fail("unknown keyboard $name")
        }
    }
}

/** An account's user name and password, or a PIN in its place. */
internal class Account(
    val userName: String,
    val secret: String,
)

/** A passcode, typed twice. */
internal class Chosen(
    val passcode: String,
    val repeated: String,
    val keyboard: Keyboard,
)
