// The manager role: suspend functions over the one engine, and the state as a flow. It decides nothing.

package org.secureapps.passcode

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.withContext
import org.secureapps.passcode.ffi.Credentials
import org.secureapps.passcode.ffi.Event
import org.secureapps.passcode.ffi.NewPasscode
import org.secureapps.passcode.ffi.Platform
import org.secureapps.passcode.ffi.BiometricAnswer as NativeAnswer
import org.secureapps.passcode.ffi.Outcome as NativeOutcome
import org.secureapps.passcode.ffi.PasscodeException as NativeException

/**
 * The passcode of all secure apps of this phone. One per process; any thread may use it.
 *
 * Every operation runs on the dispatcher that [open] was given, to its end: a caller that is cancelled does
 * not wait any more, but what was begun is finished, and an attempt that was charged stays charged. After a
 * cancellation the [state] is the truth. A [PasscodeInput] is closed by the operation that takes it.
 *
 * A lock always wins: an operation that is locked while under way ends with [PasscodeOutcome.Locked]. What it
 * proved or changed until then, like a passcode that was right or that is set, stays so.
 *
 * Every operation throws a [PasscodeException] if it cannot be done, and [IllegalStateException] once the
 * manager is closed.
 */
public class PasscodeManager private constructor(
    private val runner: EngineRunner,
) : AutoCloseable {
    /** What a screen needs to know; always the newest. */
    public val status: StateFlow<PasscodeStatus> = runner.board.status

    /** Where the phone is: [PasscodeStatus.state] alone. */
    public val state: StateFlow<PasscodeState> = runner.board.state

    /** Signs in for the first time: [PasscodeOutcome.Enrolled] or [PasscodeOutcome.Refused]. */
    public suspend fun enroll(
        userName: String,
        password: PasscodeInput,
    ): PasscodeOutcome = tell(password) { Event.Enroll(credentials(userName, password)) }

    /**
     * Chooses the first passcode: [PasscodeOutcome.Created], [PasscodeOutcome.Rejected] or
     * [PasscodeOutcome.NotTheSame].
     */
    public suspend fun create(
        passcode: PasscodeInput,
        repeated: PasscodeInput,
        keyboard: Keyboard,
    ): PasscodeOutcome =
        tell(passcode, repeated) {
            Event.Create(NewPasscode(passcode.native, repeated.native, keyboard.toNative()))
        }

    /**
     * Opens all secure apps: [PasscodeOutcome.Unlocked], [PasscodeOutcome.ChangeNeeded],
     * [PasscodeOutcome.WrongPasscode], [PasscodeOutcome.LockedOut], [PasscodeOutcome.Wiped], or
     * [PasscodeOutcome.Rejected] for what cannot be any passcode; that is not charged.
     */
    public suspend fun unlock(passcode: PasscodeInput): PasscodeOutcome =
        tell(passcode) { Event.Unlock(passcode.native) }

    /**
     * Locks at once: wipes the session and any opened reset. It waits for nothing, not even for an operation
     * under way, which then opens nothing. The [state] follows a moment later.
     */
    public fun lock(): Unit = runner.lock()

    /**
     * Chooses another passcode; [current] is `null` only in [PasscodeState.ChangeNeeded]. The outcome is
     * [PasscodeOutcome.Changed], one of [create] about the new passcode, one of [unlock] about the current one,
     * or [PasscodeOutcome.Refused].
     */
    public suspend fun change(
        current: PasscodeInput?,
        passcode: PasscodeInput,
        repeated: PasscodeInput,
        keyboard: Keyboard,
    ): PasscodeOutcome =
        tell(current, passcode, repeated) {
            Event.Change(current?.native, NewPasscode(passcode.native, repeated.native, keyboard.toNative()))
        }

    /**
     * Forgot the passcode: proves who the user is. [PasscodeOutcome.ResetReady] or [PasscodeOutcome.Refused].
     * A call whose answer was lost may simply be made again.
     */
    public suspend fun beginReset(
        userName: String,
        password: PasscodeInput,
    ): PasscodeOutcome = tell(password) { Event.BeginReset(credentials(userName, password)) }

    /**
     * Uses the AppConnect Unlock of [PasscodeStatus.grant], with the account's password if it asks for it. The
     * outcome is one of [beginReset].
     */
    public suspend fun redeemGrant(
        userName: String,
        password: PasscodeInput?,
    ): PasscodeOutcome = tell(password) { Event.RedeemGrant(accountName(userName), password?.native) }

    /**
     * After [PasscodeOutcome.ResetReady], chooses the new passcode: [PasscodeOutcome.Reset],
     * [PasscodeOutcome.Rejected] or [PasscodeOutcome.NotTheSame].
     */
    public suspend fun finishReset(
        passcode: PasscodeInput,
        repeated: PasscodeInput,
        keyboard: Keyboard,
    ): PasscodeOutcome =
        tell(passcode, repeated) {
            Event.FinishReset(NewPasscode(passcode.native, repeated.native, keyboard.toNative()))
        }

    /** Leaves the reset: [PasscodeOutcome.ResetAbandoned]. The passcode is as it was. */
    public suspend fun abandonReset(): PasscodeOutcome = tell { Event.AbandonReset }

    /**
     * Turns biometric unlock on: [PasscodeOutcome.BiometricsOn], [PasscodeOutcome.BiometricsCancelled],
     * [PasscodeOutcome.Refused], or one of [unlock] about the passcode.
     */
    public suspend fun enableBiometrics(
        passcode: PasscodeInput,
        prompter: BiometricPrompter,
    ): PasscodeOutcome = prompted(prompter, passcode) { Event.EnableBiometrics(passcode.native) }

    /** Turns biometric unlock off: [PasscodeOutcome.BiometricsOff]. */
    public suspend fun disableBiometrics(): PasscodeOutcome = tell { Event.DisableBiometrics }

    /**
     * Opens all secure apps by biometrics: [PasscodeOutcome.Unlocked], [PasscodeOutcome.BiometricsCancelled],
     * [PasscodeOutcome.BiometricsOff] if the enrolled fingers or faces changed, [PasscodeOutcome.LockedOut], or
     * [PasscodeOutcome.Refused].
     */
    public suspend fun unlockWithBiometrics(prompter: BiometricPrompter): PasscodeOutcome =
        prompted(prompter) { Event.BeginBiometricUnlock }

    /**
     * Talks to the portal: [PasscodeOutcome.CheckedIn], [PasscodeOutcome.Retired], [PasscodeOutcome.Wiped] or
     * [PasscodeOutcome.Refused]. How often: [PasscodeRules.checkInMinutes].
     */
    public suspend fun checkIn(): PasscodeOutcome = tell { Event.CheckIn }

    /**
     * Seals a secure app's key to the app: [PasscodeOutcome.HandedOff].
     *
     * SECURITY: [appId] is what the operating system says about the caller, never what the request says.
     */
    public suspend fun handOff(
        appId: String,
        publicKey: ByteArray,
    ): PasscodeOutcome =
        tell {
            Event.HandOff(appId.unicodeOr { NativeException.HandOffInvalid() }, publicKey)
        }

    /** A secure app is being used: the inactivity timer starts again. */
    public suspend fun noteActivity(): PasscodeOutcome = tell { Event.Activity }

    /** The phone's screen went off: [PasscodeOutcome.Locked] or [PasscodeOutcome.Noted]. */
    public suspend fun noteScreenOff(): PasscodeOutcome = tell { Event.ScreenOff }

    /**
     * Neither the manager nor any secure app is in front any more: [PasscodeOutcome.Locked] or
     * [PasscodeOutcome.Noted]. Going from one secure app to another is not leaving: wait until you know.
     */
    public suspend fun noteBackground(): PasscodeOutcome = tell { Event.Background }

    /** Destroys the keys of this phone, for good: [PasscodeOutcome.Retired]. */
    public suspend fun retire(): PasscodeOutcome = tell { Event.Retire }

    /**
     * The live checklist for what was typed so far, in the order of the screen. The characters stay as they
     * are: wipe them when the typing is over.
     */
    public suspend fun checkList(typed: CharArray): List<RuleCheck> {
        val utf8 = utf8Of(typed)
        return runner.run({ utf8.wipe() }) { engine -> engine.checkList(utf8).map { it.toPublic() } }
    }

    /** Looks again, and answers what it saw. */
    public suspend fun refresh(): PasscodeStatus {
        runner.run { }
        return status.value
    }

    /**
     * Locks, and releases whoever waits: they and all later calls get an [IllegalStateException]. What is under
     * way ends as soon as it can, and opens nothing.
     */
    override fun close(): Unit = runner.close()

    private suspend fun tell(
        vararg inputs: PasscodeInput?,
        event: () -> Event,
    ): PasscodeOutcome = checkNotNull(handle(inputs, event).toPublic()) { "a prompt nobody asked for" }

    private suspend fun prompted(
        prompter: BiometricPrompter,
        vararg inputs: PasscodeInput?,
        event: () -> Event,
    ): PasscodeOutcome {
        val outcome = handle(inputs, event)
        if (outcome !is NativeOutcome.BiometricPrompt) return checkNotNull(outcome.toPublic())
        val answer =
            try {
                prompter.ask(PrfInput(outcome.input.bytes, outcome.input.point))
            } catch (failure: Throwable) {
                putAway()
                throw failure
            } finally {
                outcome.input.wipe()
            }
        return try {
            finish(answer)
        } catch (_: PasscodeException.EventNotAllowed) {
            // A lock puts the prompt away, and wins.
            PasscodeOutcome.Locked
        }
    }

    private suspend fun finish(answer: BiometricAnswer): PasscodeOutcome =
        when (answer) {
            is BiometricAnswer.Answered -> {
                val native =
                    try {
                        translating { answer.answer.toNativeAnswer() }
                    } catch (nonsense: PasscodeException) {
                        putAway()
                        throw nonsense
                    }
                val event = { Event.FinishBiometrics(NativeAnswer.Answered(native)) }
                checkNotNull(runner.run({ native.close() }) { it.handle(event()) }.toPublic())
            }
            BiometricAnswer.Cancelled -> tell { Event.FinishBiometrics(NativeAnswer.Cancelled) }
            BiometricAnswer.Invalidated -> tell { Event.FinishBiometrics(NativeAnswer.Invalidated) }
        }

    /** Ends a prompt without an answer. What led to it counts, whatever comes of this. */
    private suspend fun putAway() {
        withContext(NonCancellable) { runCatching { finish(BiometricAnswer.Cancelled) } }
    }

    private fun credentials(
        userName: String,
        password: PasscodeInput,
    ): Credentials = Credentials(accountName(userName), password.native)

    private fun accountName(userName: String): String = userName.unicodeOr { NativeException.CredentialsInvalid() }

    private suspend fun handle(
        inputs: Array<out PasscodeInput?>,
        event: () -> Event,
    ): NativeOutcome {
        val taken = take(inputs)
        return runner.run(
            release = { taken.forEach { it.native.close() } },
            unheard = { (it as? NativeOutcome.BiometricPrompt)?.input?.wipe() },
        ) { engine -> engine.handle(event()) }
    }

    private fun take(inputs: Array<out PasscodeInput?>): List<PasscodeInput> {
        val (taken, used) = inputs.filterNotNull().distinct().partition { it.take() }
        if (used.isNotEmpty()) taken.forEach { it.native.close() }
        check(used.isEmpty()) { "what was typed can be used once" }
        return taken
    }

    /** Where a manager comes from. */
    public companion object {
        /**
         * Takes up where the records are, and finishes what an interruption left half done.
         *
         * [blocking] runs everything that waits for storage, hardware, derivations and the network: usually
         * `Dispatchers.IO`. Anything wrong with the records is [PasscodeState.Unreadable].
         *
         * @throws PasscodeException.SettingsInvalid
         * @throws PasscodeException.StoreUnavailable and other failures of the ports, if an interruption left
         * something half done that cannot be finished now
         */
        public suspend fun open(
            ports: PasscodePorts,
            settings: PasscodeSettings,
            blocking: CoroutineDispatcher,
        ): PasscodeManager = open(ports, settings, blocking, Platform.ANDROID)

        internal suspend fun open(
            ports: PasscodePorts,
            settings: PasscodeSettings,
            blocking: CoroutineDispatcher,
            platform: Platform,
        ): PasscodeManager {
            var opened: EngineRunner? = null
            try {
                return withContext(blocking) {
                    val runner = EngineRunner(blocking, ports, translating { settings.toNative(platform) })
                    opened = runner
                    runner.start()
                    PasscodeManager(runner)
                }
            } catch (failure: Throwable) {
                // A caller that was cancelled meanwhile does not get it.
                opened?.close()
                throw failure
            }
        }
    }
}
