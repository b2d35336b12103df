package androidx.test.runner.lifecycle;

/** Robolectric registers its monitor here; nothing reads it. */
public final class ApplicationLifecycleMonitorRegistry {
    private ApplicationLifecycleMonitorRegistry() {}

    public static void registerInstance(ApplicationLifecycleMonitor instance) {}
}
