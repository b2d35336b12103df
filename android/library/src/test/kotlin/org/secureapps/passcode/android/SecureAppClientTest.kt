package org.secureapps.passcode.android

import android.os.DeadObjectException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.test.StandardTestDispatcher
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.secureapps.passcode.HandOff
import org.secureapps.passcode.PasscodeException
import org.secureapps.passcode.PasscodeManager
import org.secureapps.passcode.PasscodeOutcome
import org.secureapps.passcode.SecureApp
import org.secureapps.passcode.android.SecureAppException.Failure
import org.secureapps.passcode.phone.PASSCODE
import org.secureapps.passcode.phone.typed

internal class SecureAppClientTest {
    private val phone = TestPhone()
    private val app = SecureApp("org.example.mail", phone.clock)
    private val notes = ArrayList<AppNote?>()
    private var asked = 0

    @Test
    fun `the key comes, stays until the manager refuses, and comes again`() =
        runTest {
            phone.openUnlocked().use { manager ->
                val client = client { manager.answer(it) }
                assertEquals(KeyOutcome.Opened, client.open(app))
                val key = app.withKey { it.toList() }
                manager.lock()
                assertEquals(KeyOutcome.Refused(KeyRefusal.LOCKED), client.open(app))
                assertLocked()
                manager.unlock(typed(PASSCODE))
                assertEquals(KeyOutcome.Opened, client.open(app))
                assertEquals(key, app.withKey { it.toList() })
            }
        }

    @Test
    fun `a manager that is somebody else is asked nothing, and the key goes`() =
        runTest {
            opened()
            val impostor = client(manager = "org.example.impostor") { error("nobody asks") }
            assertEquals(Failure.MANAGER_UNTRUSTED, failureOf { impostor.open(app) })
            assertLocked()
            assertEquals(Failure.MANAGER_UNTRUSTED, failureOf { impostor.noteInFront() })
            assertEquals(emptyList<AppNote>(), notes)
        }

    @Test
    fun `without a manager the key goes`() =
        runTest {
            opened()
            val client = client(connect = { throw SecureAppException(Failure.MANAGER_MISSING) }) { null }
            assertEquals(Failure.MANAGER_MISSING, failureOf { client.open(app) })
            assertLocked()
        }

    @Test
    fun `a silent manager has said nothing about the key`() =
        runTest {
            opened()
            val dying = client { throw DeadObjectException() }
            assertEquals(Failure.MANAGER_SILENT, failureOf { dying.open(app) })
            val never = client(connect = { awaitCancellation() }) { null }
            assertEquals(Failure.MANAGER_SILENT, failureOf { never.open(app) })
            assertTrue(app.withKey { it.isNotEmpty() })
        }

    @Test
    fun `an answer that is none takes the key`() =
        runTest {
            for (answer in listOf(null, ByteArray(0), byteArrayOf(9, 9))) {
                opened()
                val client = client { answer }
                assertEquals(Failure.ANSWER_NOT_UNDERSTOOD, failureOf { client.open(app) })
                assertLocked()
            }
        }

    @Test
    fun `an answer to somebody else is not accepted`() =
        runTest {
            val handOff =
                HandOff(
                    ByteArray(32) { 9 },
                    ByteArray(48),
                    phone.clock.now().sinceBootMs + 60_000,
                    phone.clock.now().bootId,
                )
            val client = client { KeyAnswer.Handed(handOff).toBytes() }
            opened()
            assertThrows<PasscodeException.HandOffInvalid> { client.open(app) }
            assertLocked()
        }

    @Test
    fun `notes go as they are`() =
        runTest {
            val client = client { null }
            client.noteInFront()
            client.noteUse()
            client.noteNotInFront()
            assertEquals(listOf<AppNote?>(AppNote.IN_FRONT, AppNote.USED, AppNote.NOT_IN_FRONT), notes)
            assertEquals(0, asked)
        }

    /** Gives [app] its key, from a manager that is gone afterwards. */
    private fun opened() =
        runBlocking {
            TestPhone().openUnlocked().use { manager ->
                val outcome = manager.handOff("org.example.mail", app.requestKey()) as PasscodeOutcome.HandedOff
                app.accept(outcome.handOff)
            }
        }

    private fun assertLocked() {
        assertThrows<PasscodeException.HandOffExpired> { app.withKey { } }
    }

    private suspend fun failureOf(call: suspend () -> Unit): Failure =
        (runCatching { call() }.exceptionOrNull() as SecureAppException).failure

    /** As [Broker] answers; who asks is settled here. */
    private fun PasscodeManager.answer(bytes: ByteArray): ByteArray =
        runBlocking(Dispatchers.IO) {
            val request = checkNotNull(KeyRequest.of(bytes))
            val outcome = runCatching { handOff("org.example.mail", request.publicKey) }.getOrNull()
            val answer =
                when (outcome) {
                    is PasscodeOutcome.HandedOff -> KeyAnswer.Handed(outcome.handOff)
                    else -> KeyAnswer.Refused(state.value.toRefusal())
                }
            answer.toBytes()
        }

    private fun TestScope.client(
        manager: String = "org.example.manager",
        connect: suspend () -> Unit = {},
        answer: (ByteArray) -> ByteArray?,
    ): SecureAppClient {
        val channel =
            object : BrokerChannel {
                override val packageName = manager

                override fun askForKey(request: ByteArray): ByteArray? {
                    asked += 1
                    return answer(request)
                }

                override fun note(note: ByteArray) {
                    notes += AppNote.of(note)
                }
            }
        val link =
            object : BrokerLink {
                override suspend fun connect(): BrokerChannel {
                    connect()
                    return channel
                }

                override fun close() = Unit
            }
        val dispatcher = StandardTestDispatcher(testScheduler)
        return SecureAppClient(link, { it == "org.example.manager" }, dispatcher)
    }
}
