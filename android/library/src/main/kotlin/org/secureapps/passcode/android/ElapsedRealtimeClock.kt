// The phone's clocks. The one that counts is the time since the phone started, which nobody can turn; if the
// start cannot be told from another one, there is no reading at all.

package org.secureapps.passcode.android

import android.content.Context
import android.os.SystemClock
import android.provider.Settings
import org.secureapps.passcode.ClockReading
import org.secureapps.passcode.PasscodeClock
import java.nio.ByteBuffer

/**
 * [PasscodeClock] of a phone: `SystemClock.elapsedRealtime`, and `Settings.Global.BOOT_COUNT` as the start's name.
 * Manager and secure apps of a phone read the same.
 */
public class ElapsedRealtimeClock internal constructor(
    private val wallMs: () -> Long,
    private val sinceBootMs: () -> Long,
    private val bootCount: () -> Int,
) : PasscodeClock {
    public constructor(context: Context) : this(
        wallMs = System::currentTimeMillis,
        sinceBootMs = SystemClock::elapsedRealtime,
        // Throws if the system does not tell: a made-up count would make an old start look like this one.
        bootCount = { Settings.Global.getInt(context.contentResolver, Settings.Global.BOOT_COUNT) },
    )

    override fun now(): ClockReading {
        val boot = ByteBuffer.allocate(BOOT_ID_BYTES).putInt(BOOT_ID_BYTES - Int.SIZE_BYTES, bootCount())
        return ClockReading(wallMs(), sinceBootMs(), boot.array())
    }

    private companion object {
        const val BOOT_ID_BYTES = 16
    }
}
