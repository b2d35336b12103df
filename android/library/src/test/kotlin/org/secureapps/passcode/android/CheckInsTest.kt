package org.secureapps.passcode.android

import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.secureapps.passcode.android.CheckIns.Companion.LOOK_EVERY_MS

@OptIn(ExperimentalCoroutinesApi::class)
internal class CheckInsTest {
    private val at = ArrayList<Long>()
    private var everyMs: Long? = 60 * MINUTE_MS
    private var portalIsThere = true

    @Test
    fun `the first comes at once and the next when it is due`() =
        runTest {
            val keeping = backgroundScope.launch { checkIns { currentTime }.keepUp() }
            delay(3 * 60 * MINUTE_MS + 1)
            assertEquals(listOf(0L, 60, 120, 180), at.map { it / MINUTE_MS })
            keeping.cancelAndJoin()
        }

    @Test
    fun `coming back before it is due talks to nobody`() =
        runTest {
            val checkIns = checkIns { currentTime }
            repeat(3) {
                val keeping = backgroundScope.launch { checkIns.keepUp() }
                delay(20 * MINUTE_MS - 1)
                keeping.cancelAndJoin()
            }
            assertEquals(1, at.size)
            delay(30 * MINUTE_MS)
            assertEquals(1, at.size, "in background nothing is sent")
            backgroundScope.launch { checkIns.keepUp() }
            delay(1)
            assertEquals(2, at.size)
        }

    @Test
    fun `a portal that is not there is asked again soon`() =
        runTest {
            portalIsThere = false
            backgroundScope.launch { checkIns { currentTime }.keepUp() }
            delay(2 * LOOK_EVERY_MS + 1)
            assertEquals(listOf(0L, 5, 10), at.map { it / MINUTE_MS })
            portalIsThere = true
            delay(60 * MINUTE_MS)
            assertEquals(listOf(0L, 5, 10, 15), at.map { it / MINUTE_MS })
        }

    @Test
    fun `without an account nothing is sent, and soon after there is one it is`() =
        runTest {
            everyMs = null
            backgroundScope.launch { checkIns { currentTime }.keepUp() }
            delay(60 * MINUTE_MS + 1)
            assertEquals(0, at.size)
            everyMs = 15 * MINUTE_MS
            delay(LOOK_EVERY_MS)
            assertEquals(1, at.size)
        }

    private fun checkIns(now: () -> Long) =
        CheckIns(
            everyMs = { everyMs },
            checkIn = {
                at += now()
                portalIsThere
            },
            sinceBootMs = now,
        )

    private companion object {
        const val MINUTE_MS = 60_000L
    }
}
