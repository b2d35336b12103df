// What a derivation costs on this phone, measured once and kept. A file that says something else than a possible
// cost is measured anew: it never makes a derivation cheaper than the library accepts.

package org.secureapps.passcode.android

import android.content.Context
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.withContext
import org.secureapps.passcode.DerivationCost
import java.io.File
import java.io.IOException

/** What a derivation costs on this phone. */
public object DerivationCosts {
    /**
     * The cost that was measured at the first call on this phone, by [DerivationCost.calibrate]: about a second
     * then, a file's reading later. A phone that cannot keep it measures again the next time.
     */
    public suspend fun keep(
        context: Context,
        blocking: CoroutineDispatcher,
    ): DerivationCost {
        val clock = ElapsedRealtimeClock(context.applicationContext)
        val folder = withContext(blocking) { File(context.noBackupFilesDir, FileRecords.DEFAULT_NAME) }
        return keep(folder, blocking) { DerivationCost.calibrate(clock, blocking) }
    }

    internal suspend fun keep(
        folder: File,
        blocking: CoroutineDispatcher,
        measure: suspend () -> DerivationCost,
    ): DerivationCost {
        withContext(blocking) { keptIn(folder) }?.let { return it }
        val measured = measure()
        withContext(blocking) { keep(folder, measured) }
        return measured
    }

    private fun keptIn(folder: File): DerivationCost? =
        try {
            val (memory, passes) =
                File(folder, FILE)
                    .readText()
                    .trim()
                    .split(' ')
                    .map { it.toInt() }
            DerivationCost(memory, passes).takeIf { it.isPossible() }
        } catch (_: IOException) {
            null
        } catch (_: IllegalArgumentException) {
            null
        } catch (_: IndexOutOfBoundsException) {
            null
        }

    private fun keep(
        folder: File,
        cost: DerivationCost,
    ) {
        try {
            folder.toPath().makePrivateFolder()
            folder.toPath().replaceFile(FILE, "${cost.memoryKib} ${cost.passes}\n".toByteArray())
        } catch (_: IOException) {
            // Measured again the next time.
        }
    }

    private fun DerivationCost.isPossible(): Boolean =
        memoryKib in DerivationCost.FLOOR.memoryKib..MOST_KIB && passes in DerivationCost.FLOOR.passes..MOST_PASSES

    private const val FILE = "derivation-cost"

    /** What the library accepts at most: 1 GiB and 16 passes. */
    private const val MOST_KIB = 1024 * 1024
    private const val MOST_PASSES = 16
}
