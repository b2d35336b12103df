// What the tests of the model share: a fake manager, the test's time, and short words for what a user does.

package org.secureapps.passcode.screens

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.test.StandardTestDispatcher
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runCurrent
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.secureapps.passcode.BiometricAnswer
import org.secureapps.passcode.BiometricPrompter
import org.secureapps.passcode.PasscodeStatus

internal class Player(
    val operations: FakeOperations,
    val scope: CoroutineScope,
    val time: TestScope,
) {
    val model = PasscodeScreenModel(operations, time.clock(), scope)
    val shown get() = model.screen.value
    val screen get() = shown.screen
    private val handed = mutableListOf<CharArray>()

    fun settle() = time.runCurrent()

    fun submit(passcode: String) = doing { model.submit(hand(passcode)) }

    fun type(passcode: String) = doing { model.typing(hand(passcode)) }

    fun signIn(
        name: String,
        password: String,
    ) = doing { model.signIn(name, hand(password)) }

    fun choose(choice: MenuChoice) = doing { model.choose(choice) }

    fun doing(what: () -> Unit) {
        what()
        settle()
    }

    /** Everything that was ever handed over or lent is gone. */
    fun assertWiped() =
        assertTrue((handed + operations.lent).all { secret -> secret.all { it == '\u0000' } }, "something is left")

    private fun hand(secret: String) = secret.toCharArray().also(handed::add)
}

internal val PROMPTER = BiometricPrompter { BiometricAnswer.Cancelled }

/** Plays with a phone in this status, in front. */
internal fun playing(
    status: PasscodeStatus,
    prompter: BiometricPrompter? = null,
    play: suspend Player.() -> Unit,
) = runTest {
    val scope = CoroutineScope(SupervisorJob() + StandardTestDispatcher(testScheduler))
    val player = Player(FakeOperations(status), scope, this)
    player.model.prompter = prompter
    player.doing { player.model.enter() }
    player.play()
    player.doing { player.model.leave() }
    scope.cancel()
    runCurrent()
    player.assertWiped()
}

internal inline fun <reified S : Screen> Player.expect(): S {
    assertTrue(screen is S, "expected ${S::class.simpleName}, but there is $screen")
    return screen as S
}

internal fun Player.expectNotice(notice: Notice?) = assertEquals(notice, shown.notice)

internal fun Player.expectAsked(vararg asked: String) = assertEquals(asked.toList(), operations.asked)
