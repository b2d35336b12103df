// A clock to turn, for tests.

package org.secureapps.passcode.testing

import org.secureapps.passcode.ClockReading
import org.secureapps.passcode.PasscodeClock
import java.nio.ByteBuffer

/** A clock to turn. It begins on 2026-01-05 at 08:00 UTC, on a phone that has been running for an hour. */
public class ManualClock : PasscodeClock {
    private var wallMs = 1_767_600_000_000
    private var sinceBootMs = 3_600_000L
    private var boots = 1L

    @Synchronized
    override fun now() = ClockReading(wallMs, sinceBootMs, ByteBuffer.allocate(16).putLong(boots).array())

    @Synchronized
    fun advance(ms: Long) {
        wallMs += ms
        sinceBootMs += ms
    }

    @Synchronized
    fun turn(ms: Long) {
        wallMs += ms
    }

    @Synchronized
    fun restart() {
        boots += 1
        sinceBootMs = 0
    }
}
