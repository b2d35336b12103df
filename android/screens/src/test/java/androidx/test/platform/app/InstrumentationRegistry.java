package androidx.test.platform.app;

import android.app.Instrumentation;
import android.os.Bundle;

/** Holds the running instrumentation; Robolectric registers it before each test and clears it after. */
public final class InstrumentationRegistry {
    private static volatile Instrumentation instrumentation;
    private static volatile Bundle arguments;

    private InstrumentationRegistry() {}

    public static Instrumentation getInstrumentation() {
        Instrumentation current = instrumentation;
        if (current == null) {
            throw new IllegalStateException("No instrumentation registered: is this a Robolectric test?");
        }
        return current;
    }

    public static Bundle getArguments() {
        return arguments == null ? new Bundle() : new Bundle(arguments);
    }

    public static void registerInstance(Instrumentation instance, Bundle args) {
        instrumentation = instance;
        arguments = args == null ? null : new Bundle(args);
    }
}
