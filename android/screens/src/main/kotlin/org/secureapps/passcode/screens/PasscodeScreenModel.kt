// The screens without a view: takes what the user does, asks the manager, shows what came of it. It decides
// nothing about passcodes, and a passcode is never text here: characters are taken over and wiped.

package org.secureapps.passcode.screens

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.launch
import org.secureapps.passcode.BiometricPrompter
import org.secureapps.passcode.PasscodeClock
import org.secureapps.passcode.PasscodeManager
import org.secureapps.passcode.PasscodeOutcome

/**
 * The one model of all screens, over one [PasscodeManager]. Everything is called on the thread of its scope,
 * usually the main thread; what is sent while something is under way does nothing.
 *
 * Characters that are handed over are wiped by the model. To end it: [leave], then cancel the scope.
 */
public class PasscodeScreenModel internal constructor(
    private val operations: PasscodeOperations,
    clock: PasscodeClock,
    private val scope: CoroutineScope,
) {
    private val journey = Journey(operations, clock, scope)
    private val worker = Worker(scope, ::showWork, ::fail)
    private val reset = ResetFlow(operations, journey, worker, scope)
    private val prompt = Worker(scope, {}, ::fail)
    private var wasPrompted = false

    public constructor(manager: PasscodeManager, clock: PasscodeClock, scope: CoroutineScope) :
        this(ManagerOperations(manager), clock, scope)

    /** What to show. */
    public val screen: StateFlow<ScreenState> = journey.screen

    /** Shows the biometric prompt; `null`: biometrics are not offered. */
    public var prompter: BiometricPrompter? = null
        set(value) {
            field = value
            journey.canPrompt = value != null
            promptOnce()
        }

    private val shown get() = screen.value.screen

    /** The screens are in front. Biometrics are asked for by themselves, once. */
    public fun enter() {
        journey.isInFront = true
        reset.abandonOthers()
        journey.tick()
        scope.launch {
            journey.refresh()
            promptOnce()
        }
    }

    /** The screens are not in front any more: what was typed is wiped, a reset is abandoned. */
    public fun leave() {
        journey.isInFront = false
        journey.stopTicking()
        if (!prompt.isWorking) wasPrompted = false
        if (journey.visit.place == Place.FORGOT) reset.leave() else journey.begin(journey.visit.place)
    }

    /** The account's credentials, on [Screen.Credentials]. The password may be empty where none is asked. */
    public fun signIn(
        userName: String,
        password: CharArray,
    ) {
        val asked = shown as? Screen.Credentials ?: return password.wipe()
        if (worker.isWorking) return password.wipe()
        if (userName.isBlank() || (asked.passwordAsked && password.isEmpty())) {
            password.wipe()
            return journey.update { copy(notice = Notice.NothingTyped) }
        }
        val name = userName.trim()
        work(password) {
            when (asked.purpose) {
                CredentialsPurpose.ENROLL -> operations.enroll(name, password)
                CredentialsPurpose.RESET -> reset.begin { operations.beginReset(name, password) }
                CredentialsPurpose.GRANT ->
                    reset.begin { operations.redeemGrant(name, password.takeIf { asked.passwordAsked }) }
            }
        }
    }

    /** What was typed so far, on [Screen.NewPasscode], for the checklist. */
    public fun typing(typed: CharArray) {
        val asked = shown as? Screen.NewPasscode
        if (asked == null || asked.isRepeated || worker.isWorking) typed.wipe() else journey.check(typed)
    }

    /** The passcode is typed in, on [Screen.Unlock], [Screen.CurrentPasscode] or [Screen.NewPasscode]. */
    public fun submit(passcode: CharArray) {
        if (worker.isWorking) return passcode.wipe()
        if (passcode.isEmpty()) return journey.update { copy(notice = Notice.NothingTyped) }
        when (val asked = shown) {
            is Screen.Unlock -> {
                prompt.cancel()
                typed(passcode) { operations.unlock(passcode) }
            }
            is Screen.CurrentPasscode ->
                when (asked.purpose) {
                    CurrentPasscodePurpose.CHANGE -> {
                        journey.draft.current = passcode
                        journey.next(Step.NEW)
                    }
                    CurrentPasscodePurpose.BIOMETRICS -> {
                        val prompter = prompter ?: return passcode.wipe()
                        typed(passcode) { operations.enableBiometrics(passcode, prompter) }
                    }
                }
            is Screen.NewPasscode ->
                if (asked.isRepeated) setPasscode(asked, passcode) else worker.accept(passcode, operations, journey)
            else -> passcode.wipe()
        }
    }

    /** The other keyboard for the new passcode. */
    public fun switchKeyboard() {
        val asked = shown as? Screen.NewPasscode ?: return
        if (worker.isWorking || !asked.canSwitchKeyboard) return
        journey.update { copy(wantsFullKeyboard = !wantsFullKeyboard) }
        journey.next(Step.NEW)
    }

    /** Asks for biometrics, on [Screen.Unlock]. */
    public fun unlockWithBiometrics() {
        val prompter = prompter ?: return
        if (worker.isWorking || (shown as? Screen.Unlock)?.biometricsReady != true) return
        wasPrompted = true
        prompt.begin { journey.tell(operations.unlockWithBiometrics(prompter)) }
    }

    /** An entry of the options menu. */
    public fun choose(choice: MenuChoice) {
        if (choice !in screen.value.menu) return
        if (choice == MenuChoice.LOCK) return lock()
        if (worker.isWorking) return
        prompt.cancel()
        when (choice) {
            MenuChoice.CHANGE_PASSCODE -> journey.begin(Place.CHANGE)
            MenuChoice.FORGOT_PASSWORD -> journey.begin(Place.FORGOT)
            MenuChoice.BIOMETRICS_ON -> journey.begin(Place.BIOMETRICS)
            MenuChoice.BIOMETRICS_OFF -> work { operations.disableBiometrics() }
            MenuChoice.LOCK -> Unit
        }
    }

    /** Locks at once, whatever is under way. */
    public fun lock() {
        // Who has just locked does not want a prompt that opens again.
        wasPrompted = true
        operations.lock()
        prompt.cancel()
        journey.begin(Place.START)
    }

    /** Asks the portal whether anything changed, on [Screen.Blocked] and [Screen.LockedOut]. */
    public fun checkIn() {
        if (shown is Screen.Blocked || shown is Screen.LockedOut) work { operations.checkIn() }
    }

    /** Reads the records again, on [Screen.Unreadable]. */
    public fun tryAgain() {
        if (shown is Screen.Unreadable) worker.begin { journey.refresh() }
    }

    /**
     * Sets the secure apps up again: asks first, on [Screen.Blocked] and [Screen.Unreadable]; destroys the keys,
     * on [Screen.ConfirmSetUpAgain]; goes to the credentials, on [Screen.Retired].
     */
    public fun setUpAgain() {
        if (worker.isWorking) return
        when (val asked = shown) {
            is Screen.Blocked -> if (asked.canSetUpAgain) journey.begin(Place.SET_UP_AGAIN)
            is Screen.Unreadable -> if (asked.canSetUpAgain) journey.begin(Place.SET_UP_AGAIN)
            is Screen.ConfirmSetUpAgain -> work { operations.retire() }
            is Screen.Retired -> journey.begin(Place.SIGN_IN)
            else -> Unit
        }
    }

    /** One screen back. `false`: there is none, the screens are to be left. */
    public fun back(): Boolean {
        val visit = journey.visit
        val mayWaitLong = shown is Screen.Credentials || shown is Screen.CurrentPasscode
        when {
            !screen.value.canGoBack -> return false
            // What takes a moment is waited for; what waits for the network or a prompt is not.
            worker.isWorking && !mayWaitLong -> Unit
            visit.step == Step.REPEAT -> journey.next(Step.NEW)
            visit.place == Place.FORGOT -> reset.leave()
            else -> {
                worker.cancel()
                journey.begin(Place.START)
            }
        }
        return true
    }

    private fun promptOnce() {
        if (journey.isInFront && !wasPrompted) unlockWithBiometrics()
    }

    private fun setPasscode(
        asked: Screen.NewPasscode,
        passcode: CharArray,
    ) {
        val first = journey.draft.first ?: return passcode.wipe()
        // Copies: after a failure the user goes on with what is typed already.
        val new = TypedTwice(first.copyOf(), passcode, asked.keyboard)
        val current = journey.draft.current?.copyOf()
        typed(passcode, new.passcode, current) {
            when (asked.purpose) {
                NewPasscodePurpose.CREATE -> operations.create(new)
                NewPasscodePurpose.RESET -> operations.finishReset(new)
                NewPasscodePurpose.CHANGE, NewPasscodePurpose.RULES_CHANGED, NewPasscodePurpose.TOO_OLD ->
                    operations.change(current, new)
            }
        }
    }

    private fun typed(
        vararg secrets: CharArray?,
        operation: suspend () -> PasscodeOutcome,
    ) {
        journey.update { copy(entry = entry + 1) }
        work(*secrets, operation = operation)
    }

    private fun work(
        vararg secrets: CharArray?,
        operation: suspend () -> PasscodeOutcome,
    ) = worker.begin(*secrets) { journey.tell(operation()) }

    private fun showWork(isWorking: Boolean) =
        journey.update { copy(isWorking = isWorking, notice = if (isWorking) null else notice) }

    private fun fail(notice: Notice.Failed) {
        journey.settle()
        journey.update { copy(notice = notice) }
    }
}
