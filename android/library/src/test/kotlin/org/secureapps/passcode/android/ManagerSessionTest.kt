package org.secureapps.passcode.android

import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertSame
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.secureapps.passcode.PasscodeManager
import org.secureapps.passcode.PasscodeState
import java.io.IOException

internal class ManagerSessionTest {
    @Test
    fun `leaving locks where there is no grace`() =
        with(TestPhone()) {
            told(this) { manager, session ->
                session.used()
                assertEquals(PasscodeState.Unlocked, manager.state.value)
                session.left()
                assertEquals(PasscodeState.Locked, manager.refresh().state)
            }
        }

    @Test
    fun `coming back within the grace starts the timer again`() =
        with(TestPhone("""{"grace_minutes": 5}""")) {
            told(this) { manager, session ->
                session.left()
                clock.advance(4 * MINUTE_MS)
                session.used()
                clock.advance(14 * MINUTE_MS)
                assertEquals(PasscodeState.Unlocked, manager.refresh().state)
                session.left()
                clock.advance(6 * MINUTE_MS)
                session.used()
                assertEquals(PasscodeState.Locked, manager.refresh().state)
            }
        }

    @Test
    fun `the screen locks if the rules say so`() {
        for ((rules, state) in listOf("true" to PasscodeState.Locked, "false" to PasscodeState.Unlocked)) {
            told(TestPhone("""{"lock_on_screen_off": $rules}""")) { manager, session ->
                session.screenWentOff()
                assertEquals(state, manager.refresh().state)
            }
        }
    }

    @Test
    fun `coming to the front looks and checks in`() =
        with(TestPhone()) {
            told(this) { manager, session ->
                clock.advance(16 * MINUTE_MS)
                portal.paths.clear()
                val contact = launch { session.keepInContact() }
                withTimeout(60_000) { manager.state.first { it == PasscodeState.Locked } }
                while ("check-in" !in portal.paths) kotlinx.coroutines.yield()
                contact.cancelAndJoin()
            }
        }

    @Test
    fun `a portal that is not there stops nothing`() =
        with(TestPhone()) {
            told(this) { manager, session ->
                portal.isThere = false
                val contact = launch { session.keepInContact() }
                session.left()
                assertEquals(PasscodeState.Locked, manager.refresh().state)
                contact.cancelAndJoin()
            }
        }

    @Test
    fun `the manager is opened once, however many ask, and again after a failure`() =
        runBlocking {
            var opened = 0
            val phone = TestPhone()
            val session =
                ManagerSession({
                    opened += 1
                    if (opened == 1) throw IOException("storage is not there yet")
                    phone.openManager()
                }) { 0 }
            assertThrows<IOException> { session.manager() }
            session.used()
            val managers = List(4) { async { session.manager() } }.awaitAll()
            for (manager in managers) assertSame(managers.first(), manager)
            assertEquals(2, opened)
            managers.first().close()
        }

    @Test
    fun `without a manager, or with a closed one, nothing happens`() =
        runBlocking {
            val none = ManagerSession({ throw IOException("no storage") }) { 0 }
            none.used()
            none.left()
            none.screenWentOff()
            val manager = TestPhone().openUnlocked()
            val closed = ManagerSession({ manager }) { 0 }
            manager.close()
            closed.used()
            closed.left()
            closed.screenWentOff()
            val contact = launch { closed.keepInContact() }
            contact.cancelAndJoin()
            assertTrue(contact.isCancelled)
        }

    private fun told(
        phone: TestPhone,
        test: suspend kotlinx.coroutines.CoroutineScope.(PasscodeManager, ManagerSession) -> Unit,
    ) = runBlocking {
        phone.openUnlocked().use { manager ->
            test(manager, ManagerSession({ manager }) { phone.clock.now().sinceBootMs })
        }
    }

    private companion object {
        const val MINUTE_MS = 60_000L
    }
}
