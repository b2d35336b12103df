// Many at once, in any order: nothing but typed results, revisions that only grow, a counter that counts, and
// at the end exactly one passcode that opens.

package org.secureapps.passcode

import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.secureapps.passcode.phone.PASSCODE
import org.secureapps.passcode.phone.Phone
import org.secureapps.passcode.phone.Port
import org.secureapps.passcode.phone.WRONG_PASSCODE
import org.secureapps.passcode.phone.testing
import org.secureapps.passcode.phone.typed
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.atomic.AtomicReference
import kotlin.random.Random

internal class LoadTest {
    private val phone = Phone()
    private val passcodes = listOf(PASSCODE, "270451", "639174", "508826")

    /** The one that was set last, as far as anybody was told. */
    private val latest = AtomicReference(PASSCODE)
    private val wrong = AtomicInteger(100_000)
    private val results = ConcurrentHashMap<String, AtomicInteger>()

    @Test
    fun `everybody at once`() =
        testing {
            phone.openLocked(Dispatchers.IO).use { manager ->
                val shown = mutableListOf<PasscodeStatus>()
                val collecting =
                    launch(Dispatchers.Default, CoroutineStart.UNDISPATCHED) {
                        manager.status.collect { shown += it }
                    }
                coroutineScope {
                    repeat(8) { number ->
                        launch(Dispatchers.Default) {
                            val random = Random(number)
                            repeat(45) { count(manager.one(random)) }
                        }
                    }
                    launch(Dispatchers.Default) { manager.changeAtLast(Random(8)) }
                }
                collecting.cancelAndJoin()
                assertEquals(shown.map { it.revision }.distinct().sorted(), shown.map { it.revision })
                assertEquals(manager.refresh(), manager.status.value)
                assertEquals(manager.status.value.state, manager.state.value)
                for (result in listOf("Unlocked", "WrongPasscode", "Changed", "Noted", "engine.event_not_allowed")) {
                    assertTrue(results.containsKey(result), "no $result in $results")
                }
                assertCounts(manager)
                assertEquals(listOf(latest.get()), passcodes.filter { opens(manager, it) })
            }
        }

    @Test
    fun `a store that fails now and then`() =
        testing {
            phone.openLocked(Dispatchers.IO).use { manager ->
                val calls = AtomicInteger()
                val failing = setOf(Port.ENTER, Port.READ, Port.REPLACE, Port.LEAVE, Port.PRF, Port.WRITE)
                phone.hook = { if (it in failing && calls.incrementAndGet() % 23 == 0) error("now and then") }
                val shown = mutableListOf<PasscodeStatus>()
                val collecting =
                    launch(Dispatchers.Default, CoroutineStart.UNDISPATCHED) {
                        manager.status.collect { shown += it }
                    }
                coroutineScope {
                    repeat(8) { number ->
                        launch(Dispatchers.Default) {
                            val random = Random(number)
                            repeat(20) { count(manager.one(random, changes = false)) }
                        }
                    }
                }
                collecting.cancelAndJoin()
                assertEquals(shown.map { it.revision }.sorted(), shown.map { it.revision })
                val readable = shown.filter { it.state !is PasscodeState.Unreadable }
                // The same one comes again after a failure, but never another of the same number.
                for ((_, same) in readable.groupBy { it.revision }) assertEquals(1, same.distinct().size)
                assertTrue(results.containsKey("store.unavailable"), "$results")
                phone.hook = {}
                assertCounts(manager)
                assertEquals(listOf(PASSCODE), passcodes.filter { opens(manager, it) })
            }
        }

    private suspend fun PasscodeManager.one(
        random: Random,
        changes: Boolean = true,
    ): Any =
        when (random.nextInt(40)) {
            in 0..9 -> outcomeOf { unlock(typed(latest.get())) }
            10 -> outcomeOf { unlock(typed("${wrong.getAndIncrement()}")) }
            11 -> outcomeOf { unlock(typed(WRONG_PASSCODE)) }
            12 -> {
                lock()
                "locked"
            }
            in 13..18 -> told { checkList(latest.get().toCharArray()) }
            in 19..23 -> told { refresh() }
            in 24..27 -> if (changes) change(random) else "kept"
            28 -> {
                // Waits are over soon.
                phone.clock.advance(10 * 60_000)
                "later"
            }
            in 29..31 -> outcomeOf { handOff("mail", ByteArray(32) { 9 }) }
            else -> outcomeOf { noteActivity() }
        }

    private suspend fun told(call: suspend () -> Unit): Any =
        outcomeOf {
            call()
            PasscodeOutcome.Noted
        }

    private suspend fun PasscodeManager.change(random: Random): Any {
        val (current, new) = latest.get() to passcodes.random(random)
        val outcome = outcomeOf { change(typed(current), typed(new), typed(new), Keyboard.NUMBER_PAD) }
        // Locked: when it was changed already. Nobody else can have changed from the same one meanwhile.
        if (outcome == PasscodeOutcome.Changed || outcome == PasscodeOutcome.Locked) latest.set(new)
        return if (outcome == PasscodeOutcome.Locked) "changed, then locked" else outcome
    }

    /** Among the others, who lock and type wrong ones, it takes some tries until anybody has changed it. */
    private suspend fun PasscodeManager.changeAtLast(random: Random) {
        var tries = 0
        while (!results.containsKey("Changed") && tries++ < 200) {
            phone.clock.advance(10 * 60_000)
            count(outcomeOf { unlock(typed(latest.get())) })
            count(change(random))
        }
    }

    private fun count(result: Any) {
        val name = if (result is PasscodeOutcome) result.javaClass.simpleName else "$result"
        results.getOrPut(name) { AtomicInteger() }.incrementAndGet()
    }

    /** Every wrong one counts once. */
    private suspend fun assertCounts(manager: PasscodeManager) {
        manager.lock()
        phone.clock.advance(2 * 60 * 60_000)
        val before = checkNotNull(manager.refresh().attemptsRemaining)
        assertTrue(before in 1..10, "$before")
        val outcome = outcomeOf { manager.unlock(typed("${wrong.getAndIncrement()}")) }
        assertEquals(before - 1, (outcome as? PasscodeOutcome.WrongPasscode)?.attemptsRemaining ?: 0)
    }

    private suspend fun opens(
        manager: PasscodeManager,
        passcode: String,
    ): Boolean {
        manager.lock()
        phone.clock.advance(2 * 60 * 60_000)
        return manager.unlock(typed(passcode)) == PasscodeOutcome.Unlocked
    }
}
