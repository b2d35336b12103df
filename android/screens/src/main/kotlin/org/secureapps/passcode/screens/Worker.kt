// One operation at a time: what is asked for while another one is under way is not begun.

package org.secureapps.passcode.screens

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Job
import kotlinx.coroutines.launch
import org.secureapps.passcode.PasscodeException
import org.secureapps.passcode.Retry

/** For one thread only. */
internal class Worker(
    private val scope: CoroutineScope,
    /** Told when work begins and ends. */
    private val onWorking: (Boolean) -> Unit,
    private val onFailure: (Notice.Failed) -> Unit,
) {
    private class Work {
        var job: Job? = null
    }

    private var current: Work? = null

    val isWorking: Boolean get() = current != null

    /** Begins [operation], unless one is under way. In any case [secrets] are wiped in the end. */
    fun begin(
        vararg secrets: CharArray?,
        operation: suspend () -> Unit,
    ) {
        if (isWorking) return secrets.forEach { it?.wipe() }
        val mine = Work()
        current = mine
        onWorking(true)
        // SECURITY: undispatched, because what is cancelled before it began would not wipe.
        mine.job =
            scope.launch(start = CoroutineStart.UNDISPATCHED) {
                try {
                    operation()
                } catch (cancelled: CancellationException) {
                    throw cancelled
                } catch (failure: PasscodeException) {
                    if (current === mine) onFailure(Notice.Failed(failure.code, failure.retry))
                } catch (_: Exception) {
                    // A prompt that broke, or a manager that the host has closed: no flow may end without a word.
                    if (current === mine) onFailure(Notice.Failed(UNEXPECTED, Retry.NOW))
                } finally {
                    secrets.forEach { it?.wipe() }
                    if (current === mine) end()
                }
            }
    }

    /** Waits no more for what is under way. */
    fun cancel() {
        val job = current?.job ?: return
        end()
        job.cancel()
    }

    private fun end() {
        current = null
        onWorking(false)
    }
}
