// From the system's callbacks to the manager: activities of this app, the screen, and what secure apps tell
// through the broker. It only forwards.

package org.secureapps.passcode.android

import android.app.Activity
import android.app.Application
import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import android.content.IntentFilter
import android.os.Bundle
import android.os.SystemClock
import kotlinx.coroutines.CoroutineScope
import org.secureapps.passcode.PasscodeManager

/**
 * The manager app's one [PasscodeManager], and who is in front.
 *
 * Start it in `Application.onCreate`, before any activity starts. It tells the manager that nobody is in front
 * a second after the last activity, of this app or of a secure app, has stopped; that the screen went off; and
 * what is used. While somebody is in front it checks in as often as the rules say.
 */
public class PasscodeLifecycle private constructor(
    private val application: Application,
    private val session: ManagerSession,
    internal val watch: ForegroundWatch,
) : AutoCloseable {
    private val activities = Activities(watch)
    private val screen = Screen(watch)

    /** The manager. The first call opens it, and throws what comes of that; so does the next after a failure. */
    public suspend fun manager(): PasscodeManager = session.manager()

    /** The user does something in this app: call it from `Activity.onUserInteraction`, as often as it comes. */
    public fun used(): Unit = watch.used()

    /** Stops forwarding. The manager stays open: close it, and cancel the scope, to end it all. */
    override fun close() {
        application.unregisterActivityLifecycleCallbacks(activities)
        application.unregisterReceiver(screen)
    }

    private fun begin() {
        application.registerActivityLifecycleCallbacks(activities)
        // Only the system may send it, and only to receivers that a running app registers.
        application.registerReceiver(screen, IntentFilter(Intent.ACTION_SCREEN_OFF))
    }

    /** Where it begins. */
    public companion object {
        /**
         * Begins to forward. [scope] lives as long as the process and has a supervisor; it only waits, so any
         * dispatcher will do. [open] opens the manager when it is first needed, and is not called again once it
         * has succeeded.
         */
        public fun start(
            application: Application,
            scope: CoroutineScope,
            open: suspend () -> PasscodeManager,
        ): PasscodeLifecycle {
            val session = ManagerSession(open, SystemClock::elapsedRealtime)
            val watch = ForegroundWatch(scope, session, SystemClock::elapsedRealtime)
            return PasscodeLifecycle(application, session, watch).apply { begin() }
        }
    }

    private class Activities(
        private val watch: ForegroundWatch,
    ) : StartedActivities() {
        override fun onActivityStarted(activity: Activity): Unit = watch.entered(activity)

        override fun onActivityStopped(activity: Activity): Unit = watch.left(activity)
    }

    private class Screen(
        private val watch: ForegroundWatch,
    ) : BroadcastReceiver() {
        override fun onReceive(
            context: Context?,
            intent: Intent?,
        ) {
            if (intent?.action == Intent.ACTION_SCREEN_OFF) watch.screenWentOff()
        }
    }
}

/** Only starting and stopping matter: what is paused can still be read. */
internal abstract class StartedActivities : Application.ActivityLifecycleCallbacks {
    override fun onActivityCreated(
        activity: Activity,
        savedInstanceState: Bundle?,
    ): Unit = Unit

    override fun onActivityResumed(activity: Activity): Unit = Unit

    override fun onActivityPaused(activity: Activity): Unit = Unit

    override fun onActivitySaveInstanceState(
        activity: Activity,
        outState: Bundle,
    ): Unit = Unit

    override fun onActivityDestroyed(activity: Activity): Unit = Unit
}
