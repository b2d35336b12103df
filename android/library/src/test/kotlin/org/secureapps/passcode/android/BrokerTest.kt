package org.secureapps.passcode.android

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancel
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Test
import org.secureapps.passcode.BlockReason
import org.secureapps.passcode.ChangeReason
import org.secureapps.passcode.PasscodeManager
import org.secureapps.passcode.PasscodeState
import org.secureapps.passcode.RetireReason
import org.secureapps.passcode.SecureApp
import org.secureapps.passcode.phone.PASSCODE
import org.secureapps.passcode.phone.typed
import java.io.IOException

internal class BrokerTest {
    private val apps =
        FakeApps().apply {
            install(FakeApps.App("org.example.mail", uid = MAIL))
            install(FakeApps.App("org.example.game", uid = GAME, signer = "somebody"))
        }
    private val phone = TestPhone()
    private val told = ArrayList<String>()

    @Test
    fun `an app gets its key from an open session and nobody else can open the answer`() =
        managing { _, broker ->
            SecureApp("org.example.mail", phone.clock).use { mail ->
                val handed = broker.ask(MAIL, mail.requestKey()) as KeyAnswer.Handed
                mail.accept(handed.handOff)
                val first = mail.withKey { it.copyOf() }
                mail.accept((broker.ask(MAIL, mail.requestKey()) as KeyAnswer.Handed).handOff)
                assertEquals(first.toList(), mail.withKey { it.toList() }, "the same key each time")
            }
            SecureApp("org.example.documents", phone.clock).use { liar ->
                val handed = broker.ask(MAIL, liar.requestKey()) as KeyAnswer.Handed
                assertNotNull(runCatching { liar.accept(handed.handOff) }.exceptionOrNull())
            }
        }

    @Test
    fun `a locked manager refuses and says so`() =
        managing { manager, broker ->
            manager.lock()
            assertEquals(refused(KeyRefusal.LOCKED), broker.ask(MAIL, REQUEST))
            manager.unlock(typed(PASSCODE))
            assertEquals(KeyAnswer.Handed::class, broker.ask(MAIL, REQUEST)::class)
            phone.clock.advance(16 * 60_000)
            assertEquals(refused(KeyRefusal.LOCKED), broker.ask(MAIL, REQUEST))
            manager.retire()
            assertEquals(refused(KeyRefusal.RETIRED), broker.ask(MAIL, REQUEST))
        }

    @Test
    fun `a manager that was never set up refuses and says so`() =
        managing(phone::openManager) { _, broker ->
            assertEquals(refused(KeyRefusal.NOT_SET_UP), broker.ask(MAIL, REQUEST))
        }

    @Test
    fun `who is not a secure app is refused before the manager is even opened`() =
        runTest {
            val broker = broker { error("nobody asks") }
            assertEquals(refused(KeyRefusal.NOT_ALLOWED), broker.ask(GAME, REQUEST))
            assertEquals(refused(KeyRefusal.NOT_ALLOWED), broker.ask(12_345, REQUEST))
            assertEquals(refused(KeyRefusal.NOT_UNDERSTOOD), broker.ask(MAIL, ByteArray(31)))
            assertEquals(refused(KeyRefusal.NOT_UNDERSTOOD), KeyAnswer.of(broker.keyFor(MAIL, null)))
        }

    @Test
    fun `a public key that nothing can be sealed to is not understood`() =
        managing { _, broker ->
            assertEquals(refused(KeyRefusal.NOT_UNDERSTOOD), broker.ask(MAIL, ByteArray(32)))
        }

    @Test
    fun `a manager that cannot be opened or takes too long is unavailable`() =
        runTest {
            assertEquals(refused(KeyRefusal.UNAVAILABLE), broker { throw IOException() }.ask(MAIL, REQUEST))
            assertEquals(refused(KeyRefusal.UNAVAILABLE), broker { awaitCancellation() }.ask(MAIL, REQUEST))
        }

    @Test
    fun `a closed manager is unavailable`() =
        managing { manager, broker ->
            manager.close()
            assertEquals(refused(KeyRefusal.UNAVAILABLE), broker.ask(MAIL, REQUEST))
        }

    @Test
    fun `every state without an open session has its refusal`() {
        val refusals =
            mapOf(
                PasscodeState.NotEnrolled to KeyRefusal.NOT_SET_UP,
                PasscodeState.PasscodeNeeded to KeyRefusal.NOT_SET_UP,
                PasscodeState.Locked to KeyRefusal.LOCKED,
                PasscodeState.LockedOut(null) to KeyRefusal.LOCKED,
                PasscodeState.ResetInProgress to KeyRefusal.LOCKED,
                PasscodeState.Unlocked to KeyRefusal.UNAVAILABLE,
                PasscodeState.ChangeNeeded(ChangeReason.TOO_OLD) to KeyRefusal.CHANGE_NEEDED,
                PasscodeState.Blocked(BlockReason.OUT_OF_CONTACT) to KeyRefusal.BLOCKED,
                PasscodeState.Retired(RetireReason.RETIRED) to KeyRefusal.RETIRED,
            )
        for ((state, refusal) in refusals) assertEquals(refusal, state.toRefusal(), "$state")
    }

    @Test
    fun `what apps tell about themselves reaches the watch under the name that the system knows`() =
        runTest {
            val broker = broker { error("nobody asks") }
            assertEquals("org.example.mail", broker.hear(MAIL, AppNote.IN_FRONT.toBytes()))
            assertEquals("org.example.mail", broker.hear(MAIL, AppNote.USED.toBytes()))
            assertNull(broker.hear(MAIL, AppNote.NOT_IN_FRONT.toBytes()))
            delay(SETTLED_MS)
            assertEquals(listOf("used", "left"), told)
            broker.hear(MAIL, AppNote.USED.toBytes())
            broker.died("org.example.mail")
            delay(SETTLED_MS)
            assertEquals(listOf("used", "left", "used", "left"), told, "what is used is in front, until it dies")
        }

    @Test
    fun `what strangers tell is not heard`() =
        runTest {
            val broker = broker { error("nobody asks") }
            assertNull(broker.hear(GAME, AppNote.IN_FRONT.toBytes()))
            assertNull(broker.hear(12_345, AppNote.USED.toBytes()))
            assertNull(broker.hear(MAIL, byteArrayOf(1, 9)))
            assertNull(broker.hear(MAIL, null))
            delay(SETTLED_MS)
            assertEquals(emptyList<String>(), told)
        }

    private suspend fun Broker.ask(
        uid: Int,
        publicKey: ByteArray,
    ): KeyAnswer = checkNotNull(KeyAnswer.of(keyFor(uid, KeyRequest(publicKey).toBytes())))

    private fun refused(refusal: KeyRefusal) = KeyAnswer.Refused(refusal)

    private fun TestScope.broker(manager: suspend () -> PasscodeManager) = broker(backgroundScope, manager)

    private fun broker(
        scope: CoroutineScope,
        manager: suspend () -> PasscodeManager,
    ): Broker {
        val watch = ForegroundWatch(scope, Session()) { phone.clock.now().sinceBootMs }
        return Broker(CallerPolicy(apps, TrustedSigners(emptyList())), watch, manager)
    }

    /** In real time: what a manager takes is no virtual time. */
    private fun managing(
        open: suspend () -> PasscodeManager = { phone.openUnlocked() },
        test: suspend (PasscodeManager, Broker) -> Unit,
    ) = runBlocking {
        val scope = CoroutineScope(Job())
        open().use { manager -> test(manager, broker(scope) { manager }) }
        scope.cancel()
    }

    private inner class Session : WatchedSession {
        override suspend fun used() {
            told += "used"
        }

        override suspend fun left() {
            told += "left"
        }

        override suspend fun screenWentOff() = Unit

        override suspend fun keepInContact() = Unit
    }

    private companion object {
        const val MAIL = 10_100
        const val GAME = 10_101
        const val SETTLED_MS = 2 * ForegroundWatch.SETTLE_MS

        /** A public key of somebody: X25519's base point. */
        val REQUEST = ByteArray(32).also { it[0] = 9 }
    }
}
