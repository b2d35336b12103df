package androidx.test.runner.lifecycle;

/** Holds the monitor in use. */
public final class ActivityLifecycleMonitorRegistry {
    private static volatile ActivityLifecycleMonitor monitor;

    private ActivityLifecycleMonitorRegistry() {}

    public static ActivityLifecycleMonitor getInstance() {
        ActivityLifecycleMonitor current = monitor;
        if (current == null) {
            throw new IllegalStateException("No activity monitor registered: is this a Robolectric test?");
        }
        return current;
    }

    public static void registerInstance(ActivityLifecycleMonitor instance) {
        monitor = instance;
    }
}
