package org.secureapps.passcode.android

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.secureapps.passcode.android.ForegroundWatch.Companion.SETTLE_MS
import org.secureapps.passcode.android.ForegroundWatch.Companion.USE_EVERY_MS

@OptIn(ExperimentalCoroutinesApi::class)
internal class ForegroundWatchTest {
    private val told = ArrayList<String>()

    @Test
    fun `leaving is told a moment later and once`() =
        watching { watch ->
            watch.entered("manager")
            delay(USE_EVERY_MS)
            told.clear()
            watch.left("manager")
            delay(SETTLE_MS - 1)
            assertEquals(emptyList<String>(), told)
            delay(2)
            assertEquals(listOf("left", "contact ends"), told)
            watch.left("manager")
            delay(10 * SETTLE_MS)
            assertEquals(listOf("left", "contact ends"), told)
        }

    @Test
    fun `going from one app to another is not leaving, whoever says it first`() =
        watching { watch ->
            watch.entered("manager")
            watch.entered("mail")
            watch.left("manager")
            delay(10 * SETTLE_MS)
            watch.left("mail")
            delay(SETTLE_MS / 2)
            watch.entered("documents")
            delay(10 * SETTLE_MS)
            watch.left("documents")
            watch.entered("documents")
            delay(10 * SETTLE_MS)
            assertEquals(0, told.count { it == "left" })
            assertEquals(1, told.count { it == "contact begins" })
            watch.left("documents")
            delay(2 * SETTLE_MS)
            assertEquals(1, told.count { it == "left" })
        }

    @Test
    fun `whoever comes back and leaves again has a moment of its own`() =
        watching { watch ->
            watch.entered("mail")
            watch.left("mail")
            delay(SETTLE_MS / 2)
            watch.entered("mail")
            watch.left("mail")
            delay(SETTLE_MS - 1)
            assertEquals(0, told.count { it == "left" })
            delay(2)
            assertEquals(1, told.count { it == "left" })
        }

    @Test
    fun `each app counts once and for itself`() =
        watching { watch ->
            repeat(2) { watch.entered("mail") }
            watch.entered("documents")
            watch.left("documents")
            watch.left("documents")
            watch.left("stranger")
            delay(10 * SETTLE_MS)
            assertEquals(0, told.count { it == "left" })
            watch.left("mail")
            delay(2 * SETTLE_MS)
            assertEquals(1, told.count { it == "left" })
        }

    @Test
    fun `whoever was never in front leaves nothing`() =
        watching { watch ->
            watch.left("mail")
            delay(10 * SETTLE_MS)
            assertEquals(emptyList<String>(), told)
        }

    @Test
    fun `whoever is not in front uses nothing`() =
        watching { watch ->
            watch.entered("mail")
            watch.left("mail")
            delay(USE_EVERY_MS)
            told.clear()
            watch.used()
            delay(USE_EVERY_MS)
            assertEquals(emptyList<String>(), told)
        }

    @Test
    fun `coming to the front is use, and use is told every few seconds at most`() =
        watching { watch ->
            watch.entered("mail")
            delay(1)
            assertEquals(1, told.count { it == "used" })
            repeat(10) {
                watch.used()
                watch.entered("mail")
            }
            delay(1)
            assertEquals(1, told.count { it == "used" })
            delay(USE_EVERY_MS)
            watch.used()
            delay(1)
            assertEquals(2, told.count { it == "used" })
            watch.entered("documents")
            delay(1)
            assertEquals(3, told.count { it == "used" }, "another app is told at once")
        }

    @Test
    fun `the screen waits for nothing`() {
        val never = CompletableDeferred<Unit>()
        watching(beforeUse = { never.await() }) { watch ->
            watch.entered("mail")
            delay(1)
            watch.screenWentOff()
            delay(1)
            assertEquals("screen", told.last())
        }
    }

    @Test
    fun `contact is kept while somebody is in front`() =
        watching { watch ->
            repeat(2) {
                watch.entered("mail")
                delay(60_000)
                watch.left("mail")
                delay(60_000)
            }
            assertEquals(listOf("begins", "ends", "begins", "ends"), told.filter { "contact" in it }.map { it.drop(8) })
        }

    private fun watching(
        beforeUse: suspend () -> Unit = {},
        test: suspend TestScope.(ForegroundWatch) -> Unit,
    ) = runTest { test(ForegroundWatch(backgroundScope, Session(beforeUse)) { currentTime }) }

    private inner class Session(
        private val beforeUse: suspend () -> Unit,
    ) : WatchedSession {
        override suspend fun used() {
            beforeUse()
            told += "used"
        }

        override suspend fun left() {
            told += "left"
        }

        override suspend fun screenWentOff() {
            told += "screen"
        }

        override suspend fun keepInContact() {
            told += "contact begins"
            try {
                awaitCancellation()
            } finally {
                told += "contact ends"
            }
        }
    }
}
