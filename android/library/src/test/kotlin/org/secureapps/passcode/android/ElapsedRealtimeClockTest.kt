package org.secureapps.passcode.android

import android.provider.Settings
import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Test

internal class ElapsedRealtimeClockTest {
    @Test
    fun `all clocks are read and the count of starts names the start`() {
        var boots = 258
        val clock = ElapsedRealtimeClock({ 1_767_600_000_000 }, { 3_600_000 }, { boots })
        val reading = clock.now()
        assertEquals(1_767_600_000_000, reading.wallMs)
        assertEquals(3_600_000, reading.sinceBootMs)
        assertArrayEquals(ByteArray(14) + byteArrayOf(1, 2), reading.bootId)
        assertArrayEquals(reading.bootId, clock.now().bootId)
        boots += 1
        assertFalse(reading.bootId.contentEquals(clock.now().bootId))
    }

    @Test
    fun `without a count there is no reading`() {
        val clock = ElapsedRealtimeClock({ 1 }, { 1 }, { throw Settings.SettingNotFoundException("boot_count") })
        assertThrows(Settings.SettingNotFoundException::class.java) { clock.now() }
    }
}
