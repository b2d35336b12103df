package androidx.test.runner.intent;

/** Robolectric registers its monitor here; nothing reads it. */
public final class IntentMonitorRegistry {
    private IntentMonitorRegistry() {}

    public static void registerInstance(IntentMonitor instance) {}
}
