// A secure app's own activities, told to the manager. It only forwards; what could not be told is told by the
// next change.

package org.secureapps.passcode.android

import android.app.Activity
import android.app.Application
import android.os.SystemClock
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.launch

/**
 * Tells the manager whether this secure app is in front and used. Start it in `Application.onCreate`, in one
 * process of the app only: the manager knows an app, not its processes.
 */
public class SecureAppLifecycle private constructor(
    private val application: Application,
    private val reports: AppReports,
) : AutoCloseable {
    private val activities = Activities(reports)

    /** The user does something in this app: call it from `Activity.onUserInteraction`, as often as it comes. */
    public fun used(): Unit = reports.used()

    /** Stops telling. */
    override fun close(): Unit = application.unregisterActivityLifecycleCallbacks(activities)

    /** Where it begins. */
    public companion object {
        /** Begins to tell [client]'s manager. [scope] lives as long as the process. */
        public fun start(
            application: Application,
            client: SecureAppClient,
            scope: CoroutineScope,
        ): SecureAppLifecycle {
            val lifecycle = SecureAppLifecycle(application, AppReports(scope, client, SystemClock::elapsedRealtime))
            application.registerActivityLifecycleCallbacks(lifecycle.activities)
            return lifecycle
        }
    }

    private class Activities(
        private val reports: AppReports,
    ) : StartedActivities() {
        override fun onActivityStarted(activity: Activity): Unit = reports.started(activity)

        override fun onActivityStopped(activity: Activity): Unit = reports.stopped(activity)
    }
}

/** Tells in order, one at a time. Called on one thread. */
internal class AppReports(
    scope: CoroutineScope,
    private val client: SecureAppClient,
    private val sinceBootMs: () -> Long,
) {
    private val notes = Channel<AppNote>(Channel.UNLIMITED)
    private val started = HashSet<Any>()
    private var lastUseMs: Long? = null

    init {
        scope.launch { for (note in notes) tell(note) }
    }

    fun started(activity: Any) {
        started += activity
        if (started.size == 1) notes.trySend(AppNote.IN_FRONT)
    }

    fun stopped(activity: Any) {
        if (started.remove(activity) && started.isEmpty()) notes.trySend(AppNote.NOT_IN_FRONT)
    }

    fun used() {
        val now = sinceBootMs()
        val isSoon = lastUseMs?.let { now - it < ForegroundWatch.USE_EVERY_MS } ?: false
        if (isSoon) return
        lastUseMs = now
        notes.trySend(AppNote.USED)
    }

    private suspend fun tell(note: AppNote) {
        try {
            when (note) {
                AppNote.IN_FRONT -> client.noteInFront()
                AppNote.NOT_IN_FRONT -> client.noteNotInFront()
                AppNote.USED -> client.noteUse()
            }
        } catch (_: SecureAppException) {
            // Without a manager there is no session to keep open.
        }
    }
}
