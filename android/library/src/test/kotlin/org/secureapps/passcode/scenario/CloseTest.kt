// A manager that is closed while it was about to look again by itself.

package org.secureapps.passcode.scenario

import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.secureapps.passcode.ClockReading
import org.secureapps.passcode.DerivationCost
import org.secureapps.passcode.Keyboard
import org.secureapps.passcode.PasscodeClock
import org.secureapps.passcode.PasscodeInput
import org.secureapps.passcode.PasscodeManager
import org.secureapps.passcode.PasscodeOutcome
import org.secureapps.passcode.PasscodePorts
import org.secureapps.passcode.PasscodeSettings
import org.secureapps.passcode.phone.simulatorProgram
import org.secureapps.passcode.testing.ManualClock
import org.secureapps.passcode.testing.MemoryRecords
import org.secureapps.passcode.testing.PinnedTransport
import org.secureapps.passcode.testing.SimulatedPortal
import org.secureapps.passcode.testing.SoftKeys
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit

internal class CloseTest {
    private val uncaught = ConcurrentLinkedQueue<Throwable>()
    private val looked = CountDownLatch(1)
    private lateinit var manager: PasscodeManager

    /** The manager itself asks how long to wait; at that moment it is closed, and the wait is over. */
    private val clock =
        object : PasscodeClock {
            private val manual = ManualClock()

            override fun now(): ClockReading {
                if (!isAskedByTheLibrary()) {
                    manager.close()
                    manual.advance(A_YEAR_MS)
                    looked.countDown()
                }
                return manual.now()
            }

            private fun isAskedByTheLibrary() =
                StackWalker.getInstance().walk { frames -> frames.anyMatch { it.className.endsWith("ClockShim") } }
        }

    /** On a phone, what nobody catches ends the app. */
    @Test
    fun `nothing is thrown where nobody catches it`() {
        val before = Thread.getDefaultUncaughtExceptionHandler()
        Thread.setDefaultUncaughtExceptionHandler { _, thrown -> uncaught += thrown }
        val thread = Executors.newSingleThreadExecutor()
        try {
            SimulatedPortal.start(simulatorProgram()).use { server ->
                server.begin(Json.parseToJsonElement(GIVEN) as JsonObject)
                val transport = PinnedTransport(server.address, server.certificateSha256)
                val ports = PasscodePorts(clock, MemoryRecords(), SoftKeys(), transport)
                val settings = PasscodeSettings("3.1.0", "a", DerivationCost.FLOOR)
                runBlocking {
                    manager = PasscodeManager.open(ports, settings, thread.asCoroutineDispatcher())
                    val enrolled = manager.enroll("alice", input("correct horse battery"))
                    assertEquals(PasscodeOutcome.Enrolled, enrolled)
                    val created = manager.create(input("otter-52"), input("otter-52"), Keyboard.FULL)
                    assertEquals(PasscodeOutcome.Created, created)
                }
                assertTrue(looked.await(10, TimeUnit.SECONDS))
                thread.shutdown()
                assertTrue(thread.awaitTermination(10, TimeUnit.SECONDS))
            }
        } finally {
            thread.shutdownNow()
            Thread.setDefaultUncaughtExceptionHandler(before)
        }
        assertEquals(emptyList<Throwable>(), uncaught.toList())
    }

    private fun input(typed: String) = PasscodeInput.of(typed.toCharArray())

    private companion object {
        const val A_YEAR_MS = 365L * 24 * 60 * 60 * 1000
        const val GIVEN = """{"users": [{"user_name": "alice", "password": "correct horse battery"}]}"""
    }
}
