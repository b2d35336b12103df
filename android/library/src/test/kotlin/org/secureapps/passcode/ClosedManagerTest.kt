// A closed manager: whoever waits is released, whoever comes is told, and what still runs ends without harm.

package org.secureapps.passcode

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertThrowsExactly
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.EnumSource
import org.secureapps.passcode.phone.Gate
import org.secureapps.passcode.phone.PASSCODE
import org.secureapps.passcode.phone.Phone
import org.secureapps.passcode.phone.Port
import org.secureapps.passcode.phone.testing
import org.secureapps.passcode.phone.typed
import java.lang.reflect.Modifier
import kotlin.coroutines.Continuation

internal class ClosedManagerTest {
    private val phone = Phone()
    private val gate = Gate()

    @Test
    fun `every function tells that the manager is closed`() =
        testing {
            val manager = phone.openLocked()
            manager.close()
            phone.hook = { error("asked after it was closed") }
            for ((name, call) in operations) {
                val thrown = runCatching { manager.call() }.exceptionOrNull()
                assertEquals(IllegalStateException::class.java, thrown?.javaClass, name)
            }
            manager.lock()
            manager.close()
            assertFalse(manager.state.value == PasscodeState.Unlocked)
        }

    @Test
    fun `these are all functions`() {
        val suspending =
            PasscodeManager::class.java.declaredMethods
                .filter { !it.isSynthetic && Modifier.isPublic(it.modifiers) }
                .filter { it.parameterTypes.lastOrNull() == Continuation::class.java }
                .map { it.name }
        assertEquals(suspending.toSet(), operations.keys)
    }

    @ParameterizedTest
    @EnumSource(Port::class, names = ["ENTER", "READ", "REPLACE", "PRF"])
    fun `whoever waits is released at once, and what runs opens nothing`(port: Port) =
        testing {
            supervisorScope {
                val manager = phone.openLocked()
                phone.hook = { if (it == port) gate.pass() }
                val input = typed(PASSCODE)
                val unlocking = async(Dispatchers.Default) { manager.unlock(input) }
                gate.awaitSomebody()
                manager.close()
                // The gate is still closed.
                assertThrowsExactly(IllegalStateException::class.java) { testing { unlocking.await() } }
                assertFalse(input.native.uniffiIsDestroyed)
                gate.open()
                phone.hook = {}
                // Waits for what still runs: it holds the store.
                phone.open().use {
                    assertEquals(PasscodeState.Locked, it.state.value)
                    assertEquals(PasscodeOutcome.Unlocked, it.unlock(typed(PASSCODE)))
                }
            }
        }

    @Test
    fun `closing an open session leaves nothing open`() =
        testing {
            val manager = phone.openLocked()
            manager.unlock(typed(PASSCODE))
            manager.close()
            assertThrows<IllegalStateException> { manager.handOff("mail", ByteArray(32) { 9 }) }
            phone.open().use { assertEquals(PasscodeState.Locked, it.state.value) }
        }

    @Test
    fun `looks that are under way when the manager is closed end quietly`() =
        // A run of this kind fails if anything is thrown to nobody.
        runTest {
            repeat(50) {
                phone.open().let { manager ->
                    manager.lock()
                    manager.close()
                }
            }
        }

    @Test
    fun `a secure app that is closed says so`() {
        val app = SecureApp("mail", phone.clock)
        app.close()
        app.close()
        assertThrows<IllegalStateException> { app.requestKey() }
        assertThrows<IllegalStateException> { app.withKey { it.size } }
        assertThrows<IllegalStateException> { app.accept(HandOff(ByteArray(32), ByteArray(48), 0, ByteArray(16))) }
        assertThrows<IllegalStateException> { app.lock() }
    }
}
