// A manager to play with: the test sets the status, answers each operation when it likes, and sees what was lent.

package org.secureapps.passcode.screens

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.currentTime
import org.secureapps.passcode.AppConnectGrant
import org.secureapps.passcode.AtTheLimit
import org.secureapps.passcode.BiometricPrompter
import org.secureapps.passcode.Biometrics
import org.secureapps.passcode.ClockReading
import org.secureapps.passcode.Keyboard
import org.secureapps.passcode.PasscodeClock
import org.secureapps.passcode.PasscodeException
import org.secureapps.passcode.PasscodeOutcome
import org.secureapps.passcode.PasscodeRule
import org.secureapps.passcode.PasscodeRules
import org.secureapps.passcode.PasscodeState
import org.secureapps.passcode.PasscodeStatus
import org.secureapps.passcode.PasscodeType
import org.secureapps.passcode.RuleCheck
import org.secureapps.passcode.ffi.PasscodeException as Native

internal val RULES =
    PasscodeRules(
        passcodeRequired = true,
        passcodeType = PasscodeType.NUMERIC,
        minimumLength = 6,
        minimumComplexCharacters = 0,
        forbidSimple = true,
        forbiddenWords = emptyList(),
        maximumAgeDays = null,
        history = 0,
        failedAttempts = 10,
        atTheLimit = AtTheLimit.LOCK,
        autoLockMinutes = 15,
        graceMinutes = 0,
        lockOnScreenOff = false,
        biometricUnlock = true,
        biometricPasscodeHours = 72,
        userMayChange = true,
        userMayReset = true,
        oneTimePin = false,
        oneTimePinMinutes = 30,
        oneTimePinDigits = 8,
        checkInMinutes = 240,
        blockOutOfContactHours = null,
        wipeOutOfContactDays = null,
        numberPadIsEnough = true,
    )

internal fun statusOf(
    state: PasscodeState,
    rules: PasscodeRules? = RULES,
    biometrics: Biometrics = Biometrics.OFF,
    attemptsRemaining: Int? = 10,
    grant: AppConnectGrant? = null,
    keyboard: Keyboard = Keyboard.NUMBER_PAD,
) = PasscodeStatus(1, state, keyboard, attemptsRemaining, rules, biometrics, grant, null)

/** The library's errors can be made by the library only. */
internal fun errorOf(native: Native): PasscodeException =
    Class
        .forName("org.secureapps.passcode.PasscodeExceptionKt")
        .getMethod("toPublic", Native::class.java)
        .invoke(null, native) as PasscodeException

/** The test's time. */
internal fun TestScope.clock() = PasscodeClock { ClockReading(0, currentTime, ByteArray(16)) }

internal class FakeOperations(
    status: PasscodeStatus,
) : PasscodeOperations {
    override val status = MutableStateFlow(status)

    /** What was asked, in this order. */
    val asked = mutableListOf<String>()

    /** What was lent for the checklist: the model wipes it in the end. */
    val lent = mutableListOf<CharArray>()

    /** What each operation answers; it waits for it. */
    var answer = CompletableDeferred<PasscodeOutcome>()
    var checkListAnswer: CompletableDeferred<Unit>? = null
    var refreshed: () -> Unit = {}
    var locks = 0

    fun state(state: PasscodeState) {
        status.value = status.value.copy(state = state, revision = status.value.revision + 1)
    }

    /** Answers the operation under way, in this state. */
    fun answer(
        outcome: PasscodeOutcome,
        state: PasscodeState = status.value.state,
    ) {
        state(state)
        val waiting = answer
        answer = CompletableDeferred()
        waiting.complete(outcome)
    }

    fun fail(failure: Throwable) {
        val waiting = answer
        answer = CompletableDeferred()
        waiting.completeExceptionally(failure)
    }

    private suspend fun ask(
        what: String,
        vararg secrets: CharArray?,
    ): PasscodeOutcome {
        asked += what + secrets.joinToString("") { " " + (it?.concatToString() ?: "-") }
        secrets.forEach { it?.wipe() }
        return answer.await()
    }

    override suspend fun enroll(
        userName: String,
        password: CharArray,
    ) = ask("enroll $userName", password)

    override suspend fun create(new: TypedTwice) = ask("create ${new.keyboard}", new.passcode, new.repeated)

    override suspend fun unlock(passcode: CharArray) = ask("unlock", passcode)

    override fun lock() {
        locks += 1
    }

    override suspend fun change(
        current: CharArray?,
        new: TypedTwice,
    ) = ask("change ${new.keyboard}", current, new.passcode, new.repeated)

    override suspend fun beginReset(
        userName: String,
        password: CharArray,
    ) = ask("beginReset $userName", password)

    override suspend fun redeemGrant(
        userName: String,
        password: CharArray?,
    ) = ask("redeemGrant $userName", password)

    override suspend fun finishReset(new: TypedTwice) = ask("finishReset ${new.keyboard}", new.passcode, new.repeated)

    override suspend fun abandonReset(): PasscodeOutcome {
        asked += "abandonReset"
        state(PasscodeState.Locked)
        return PasscodeOutcome.ResetAbandoned
    }

    override suspend fun enableBiometrics(
        passcode: CharArray,
        prompter: BiometricPrompter,
    ) = ask("enableBiometrics", passcode)

    override suspend fun disableBiometrics() = ask("disableBiometrics")

    override suspend fun unlockWithBiometrics(prompter: BiometricPrompter) = ask("unlockWithBiometrics")

    override suspend fun checkIn() = ask("checkIn")

    override suspend fun retire() = ask("retire")

    /** One rule only: six characters. */
    override suspend fun checkList(typed: CharArray): List<RuleCheck> {
        lent += typed
        val length = typed.size
        checkListAnswer?.await()
        return listOf(RuleCheck(PasscodeRule.MinimumLength(6), length >= 6))
    }

    override suspend fun refresh(): PasscodeStatus {
        refreshed()
        return status.value
    }
}
