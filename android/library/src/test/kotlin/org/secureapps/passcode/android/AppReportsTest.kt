package org.secureapps.passcode.android

import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.delay
import kotlinx.coroutines.test.StandardTestDispatcher
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.secureapps.passcode.android.SecureAppException.Failure

@OptIn(ExperimentalCoroutinesApi::class)
internal class AppReportsTest {
    private val notes = ArrayList<AppNote?>()
    private var managerIsThere = true

    @Test
    fun `the first activity brings the app to the front and the last takes it away`() =
        reporting { reports ->
            reports.started("list")
            reports.started("mail")
            reports.stopped("list")
            reports.stopped("never started")
            delay(1)
            assertEquals(listOf<AppNote?>(AppNote.IN_FRONT), notes)
            reports.stopped("mail")
            reports.started("list")
            delay(1)
            assertEquals(listOf<AppNote?>(AppNote.IN_FRONT, AppNote.NOT_IN_FRONT, AppNote.IN_FRONT), notes)
        }

    @Test
    fun `use is told every few seconds at most`() =
        reporting { reports ->
            reports.started("list")
            repeat(10) { reports.used() }
            delay(ForegroundWatch.USE_EVERY_MS)
            reports.used()
            delay(1)
            assertEquals(listOf<AppNote?>(AppNote.IN_FRONT, AppNote.USED, AppNote.USED), notes)
        }

    @Test
    fun `a manager that is not there is told later`() =
        reporting { reports ->
            managerIsThere = false
            reports.started("list")
            delay(1)
            managerIsThere = true
            reports.used()
            delay(1)
            assertEquals(listOf<AppNote?>(AppNote.USED), notes)
        }

    private fun reporting(test: suspend TestScope.(AppReports) -> Unit) =
        runTest {
            val client = SecureAppClient(Link(), { true }, StandardTestDispatcher(testScheduler))
            test(AppReports(backgroundScope, client) { currentTime })
        }

    private inner class Link :
        BrokerLink,
        BrokerChannel {
        override val packageName = "org.example.manager"

        override suspend fun connect(): BrokerChannel =
            if (managerIsThere) this else throw SecureAppException(Failure.MANAGER_MISSING)

        override fun askForKey(request: ByteArray): ByteArray? = null

        override fun note(note: ByteArray) {
            notes += AppNote.of(note)
        }

        override fun close() = Unit
    }
}
