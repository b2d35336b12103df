// The manager role: suspend functions over the one engine, and the state as a flow. It decides nothing.

package org.secureapps.passcode

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async
import kotlinx.coroutines.cancel
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.delay
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.collectLatest
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import org.secureapps.passcode.ffi.Credentials
import org.secureapps.passcode.ffi.Event
import org.secureapps.passcode.ffi.NewPasscode
import org.secureapps.passcode.ffi.PasscodeEngine
import org.secureapps.passcode.ffi.Platform
import org.secureapps.passcode.ffi.BiometricAnswer as NativeAnswer
import org.secureapps.passcode.ffi.Outcome as NativeOutcome
import org.secureapps.passcode.ffi.Settings as NativeSettings

/**
 * The passcode of all secure apps of this phone. One per process; any thread may use it.
 *
 * Every operation runs on the dispatcher that [open] was given, to its end: a caller that is cancelled does
 * not wait any more, but what was begun is finished, and an attempt that was charged stays charged. After a
 * cancellation the [state] is the truth. A [PasscodeInput] is closed by the operation that takes it.
 *
 * Every operation throws a [PasscodeException] if it cannot be done, and [IllegalStateException] once the
 * manager is closed.
 */
public class PasscodeManager private constructor(
    blocking: CoroutineDispatcher,
    ports: PasscodePorts,
    settings: NativeSettings,
) : AutoCloseable {
    private val board = StatusBoard()
    private val engine =
        translating {
            PasscodeEngine.open(ports.toNative(ObserverShim { board.show(it.toPublic()) }), settings)
        }
    private val clock = ports.clock
    private val scope = CoroutineScope(SupervisorJob() + blocking)

    /** What a screen needs to know; always the newest. */
    public val status: StateFlow<PasscodeStatus> = board.status

    /** Where the phone is: [PasscodeStatus.state] alone. */
    public val state: StateFlow<PasscodeState> = board.state

    /** Signs in for the first time: [PasscodeOutcome.Enrolled] or [PasscodeOutcome.Refused]. */
    public suspend fun enroll(
        userName: String,
        password: PasscodeInput,
    ): PasscodeOutcome = tell(password) { Event.Enroll(Credentials(userName, password.native)) }

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
    public fun lock() {
        try {
            engine.lock()
        } catch (_: IllegalStateException) {
            // Closed: there is nothing left to wipe.
        }
        scope.launch { look() }
    }

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
    ): PasscodeOutcome = tell(password) { Event.BeginReset(Credentials(userName, password.native)) }

    /**
     * Uses the AppConnect Unlock of [PasscodeStatus.grant], with the account's password if it asks for it. The
     * outcome is one of [beginReset].
     */
    public suspend fun redeemGrant(
        userName: String,
        password: PasscodeInput?,
    ): PasscodeOutcome = tell(password) { Event.RedeemGrant(userName, password?.native) }

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
    ): PasscodeOutcome = tell { Event.HandOff(appId, publicKey) }

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
        return onEngine({ utf8.wipe() }) { engine -> engine.checkList(utf8).map { it.toPublic() } }
    }

    /** Looks again, and answers what it saw. */
    public suspend fun refresh(): PasscodeStatus {
        onEngine({}) { look() }
        return status.value
    }

    /** Locks, and ends what is under way as soon as it can be. Later calls throw [IllegalStateException]. */
    override fun close() {
        lock()
        scope.cancel()
        engine.close()
    }

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
                withContext(NonCancellable) { finish(BiometricAnswer.Cancelled) }
                throw failure
            } finally {
                outcome.input.wipe()
            }
        return finish(answer)
    }

    private suspend fun finish(answer: BiometricAnswer): PasscodeOutcome =
        when (answer) {
            is BiometricAnswer.Answered -> {
                val native = translating { answer.answer.toNativeAnswer() }
                val event = { Event.FinishBiometrics(NativeAnswer.Answered(native)) }
                checkNotNull(onEngine({ native.close() }) { it.handle(event()) }.toPublic())
            }
            BiometricAnswer.Cancelled -> tell { Event.FinishBiometrics(NativeAnswer.Cancelled) }
            BiometricAnswer.Invalidated -> tell { Event.FinishBiometrics(NativeAnswer.Invalidated) }
        }

    private suspend fun handle(
        inputs: Array<out PasscodeInput?>,
        event: () -> Event,
    ): NativeOutcome = onEngine({ inputs.forEach { it?.close() } }) { it.handle(event()) }

    /**
     * Runs a call to its end, whether or not the caller waits for it, and releases what it took in any case.
     */
    private suspend fun <T> onEngine(
        release: () -> Unit,
        call: (PasscodeEngine) -> T,
    ): T {
        val running =
            scope.async {
                try {
                    translating { call(engine) }
                } catch (failure: PasscodeException) {
                    look()
                    throw failure
                }
            }
        running.invokeOnCompletion { release() }
        try {
            return running.await()
        } catch (cancelled: CancellationException) {
            currentCoroutineContext().ensureActive()
            throw IllegalStateException("the passcode manager is closed", cancelled)
        }
    }

    private fun look() {
        try {
            board.show(translating { engine.status() }.toPublic())
        } catch (failure: PasscodeException) {
            board.showUnreadable(failure)
        } catch (_: IllegalStateException) {
            // Closed meanwhile: nobody looks any more.
        }
    }

    /** Looks again whenever the state changes by itself: looking is what wipes a session that is over. */
    private suspend fun watch() {
        status.collectLatest { shown ->
            val changesAt = shown.changesAtSinceBootMs ?: return@collectLatest
            delay(changesAt - clock.now().sinceBootMs)
            look()
        }
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
         * @throws PasscodeException.StoreUnavailable
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
        ): PasscodeManager =
            withContext(blocking) {
                val manager = PasscodeManager(blocking, ports, settings.toNative(platform))
                manager.look()
                manager.scope.launch { manager.watch() }
                manager
            }
    }
}
