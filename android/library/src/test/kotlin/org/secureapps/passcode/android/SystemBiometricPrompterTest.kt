package org.secureapps.passcode.android

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.StandardTestDispatcher
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.secureapps.passcode.BiometricAnswer
import org.secureapps.passcode.KeyPurpose
import org.secureapps.passcode.PrfInput
import javax.crypto.Mac

internal class SystemBiometricPrompterTest {
    private val chip = FakeChip()
    private val keys = AndroidKeyStore("tenant")
    private val input = PrfInput(ByteArray(32) { it.toByte() }, ByteArray(65))
    private var prompts = 0

    @AfterEach
    fun unplug() = chip.close()

    @Test
    fun `the user is there and the key answers`() =
        runTest {
            keys.create("biometric", KeyPurpose.BIOMETRIC_PRF)
            val answer = prompter { it.also { chip.userIsThere = true } }.ask(input) as BiometricAnswer.Answered
            val mac = Mac.getInstance("HmacSHA256", "SunJCE")
            mac.init(chip.entries.getValue("tenant.biometric").secret)
            assertArrayEquals(mac.doFinal(input.bytes), answer.answer)
            assertEquals(1, prompts)
        }

    @Test
    fun `a prompt that was put away is cancelled`() =
        runTest {
            keys.create("biometric", KeyPurpose.BIOMETRIC_PRF)
            assertEquals(BiometricAnswer.Cancelled, prompter { null }.ask(input))
        }

    @Test
    fun `a success without the user convinces nobody but the caller`() =
        runTest {
            keys.create("biometric", KeyPurpose.BIOMETRIC_PRF)
            assertEquals(BiometricAnswer.Cancelled, prompter { it }.ask(input))
        }

    @Test
    fun `without a key there is no prompt`() =
        runTest {
            assertEquals(BiometricAnswer.Invalidated, prompter { it }.ask(input))
            assertEquals(0, prompts)
        }

    @Test
    fun `a new finger ends it before the prompt`() =
        runTest {
            keys.create("biometric", KeyPurpose.BIOMETRIC_PRF)
            chip.invalidate("tenant.biometric")
            assertEquals(BiometricAnswer.Invalidated, prompter { it }.ask(input))
            assertEquals(0, prompts)
        }

    @Test
    fun `a chip that does not answer leaves the passcode and biometrics on`() =
        runTest {
            keys.create("biometric", KeyPurpose.BIOMETRIC_PRF)
            chip.isBroken = true
            assertEquals(BiometricAnswer.Cancelled, prompter { it }.ask(input))
            chip.isBroken = false
            assertEquals(BiometricAnswer.Cancelled, prompter { it.also { chip.isBroken = true } }.ask(input))
        }

    @Test
    fun `a caller that is cancelled takes the prompt away`() =
        runTest {
            keys.create("biometric", KeyPurpose.BIOMETRIC_PRF)
            val shown = CompletableDeferred<Unit>()
            var takenAway = false
            val prompter =
                prompter {
                    shown.complete(Unit)
                    try {
                        awaitCancellation()
                    } finally {
                        takenAway = true
                    }
                }
            val asking = launch { prompter.ask(input) }
            shown.await()
            asking.cancelAndJoin()
            assertTrue(takenAway)
        }

    private fun TestScope.prompter(show: suspend (Mac) -> Mac?): SystemBiometricPrompter {
        val prompt =
            MacPrompt {
                prompts += 1
                show(it)
            }
        return SystemBiometricPrompter(keys, StandardTestDispatcher(testScheduler), prompt)
    }
}
