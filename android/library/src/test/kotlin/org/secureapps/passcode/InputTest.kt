// What was typed can be used once, and is released whatever comes of it: native memory that is gone is never
// touched again.

package org.secureapps.passcode

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.secureapps.passcode.phone.PASSCODE
import org.secureapps.passcode.phone.Phone
import org.secureapps.passcode.phone.Port
import org.secureapps.passcode.phone.WRONG_PASSCODE
import org.secureapps.passcode.phone.testing
import org.secureapps.passcode.phone.typed
import java.nio.ByteBuffer

internal class InputTest {
    private val phone = Phone()

    @Test
    fun `an input is used once`() =
        testing {
            phone.openLocked().use { manager ->
                val wrong = typed(WRONG_PASSCODE)
                assertInstanceOf(PasscodeOutcome.WrongPasscode::class.java, manager.unlock(wrong))
                assertThrows<IllegalStateException> { manager.unlock(wrong) }
                val closed = typed(PASSCODE).also { it.close() }
                closed.close()
                assertThrows<IllegalStateException> { manager.unlock(closed) }
                val fresh = typed(PASSCODE)
                assertThrows<IllegalStateException> { manager.change(fresh, wrong, closed, Keyboard.FULL) }
                assertTrue(fresh.native.uniffiIsDestroyed)
                assertEquals(9, manager.refresh().attemptsRemaining)
            }
        }

    @Test
    fun `one input may stand for both times it was to be typed`() =
        testing {
            phone.open().use { manager ->
                manager.enroll("alice", typed("password"))
                val passcode = typed(PASSCODE)
                assertEquals(PasscodeOutcome.Created, manager.create(passcode, passcode, Keyboard.NUMBER_PAD))
                assertTrue(passcode.native.uniffiIsDestroyed)
            }
        }

    @Test
    fun `inputs are released whatever comes of the operation`() =
        testing {
            phone.openLocked().use { manager ->
                val right = typed(PASSCODE)
                assertEquals(PasscodeOutcome.Unlocked, manager.unlock(right))
                val notAllowed = typed(PASSCODE)
                assertError<PasscodeException.EventNotAllowed> { manager.unlock(notAllowed) }
                val (current, new, repeated) = listOf(PASSCODE, "1", "2").map(::typed)
                val rejected = manager.change(current, new, repeated, Keyboard.FULL)
                assertInstanceOf(PasscodeOutcome.Rejected::class.java, rejected)
                manager.lock()
                phone.hook = { if (it == Port.ENTER) throw OutOfMemoryError("made by hand") }
                val failed = typed(PASSCODE)
                assertError<PasscodeException.StoreUnavailable> { manager.unlock(failed) }
                val halfAPair = typed("password")
                assertError<PasscodeException.CredentialsInvalid> { manager.beginReset("\uD83D", halfAPair) }
                manager.close()
                val late = typed(PASSCODE)
                assertThrows<IllegalStateException> { manager.unlock(late) }
                val inputs = listOf(right, notAllowed, current, new, repeated, failed, halfAPair, late)
                assertEquals(inputs.map { true }, inputs.map { it.native.uniffiIsDestroyed })
            }
        }

    @Test
    fun `what was typed is wiped where it came from`() {
        val characters = PASSCODE.toCharArray()
        PasscodeInput.of(characters).close()
        assertEquals("\u0000".repeat(PASSCODE.length), characters.concatToString())
        val buffer = ByteBuffer.allocateDirect(64).put("before $PASSCODE after".toByteArray())
        buffer.limit(13).position(7)
        PasscodeInput.of(buffer).close()
        assertEquals(ByteBuffer.allocate(64), buffer.clear())
    }

    @Test
    fun `only what is between position and limit counts`() =
        testing {
            phone.openLocked().use { manager ->
                val buffer = ByteBuffer.allocateDirect(64).put("before $PASSCODE after".toByteArray())
                buffer.limit(13).position(7)
                assertEquals(PasscodeOutcome.Unlocked, manager.unlock(PasscodeInput.of(buffer)))
            }
        }

    @Test
    fun `the checklist leaves what is typed as it is`() =
        testing {
            phone.openLocked().use { manager ->
                val typing = "84".toCharArray()
                val unmet = manager.checkList(typing).filter { !it.met }.map { it.rule }
                assertEquals(listOf<PasscodeRule>(PasscodeRule.MinimumLength(6)), unmet)
                assertEquals("84", typing.concatToString())
                assertEquals(emptyList<RuleCheck>(), manager.checkList(PASSCODE.toCharArray()).filter { !it.met })
                val halfAPair = manager.checkList(charArrayOf('8', '\uD83D'))
                assertTrue(halfAPair.any { it.rule == PasscodeRule.AllowedCharacters && !it.met })
            }
        }
}
