package androidx.test.runner.lifecycle;

/** Marker: nothing here observes application stages. */
public interface ApplicationLifecycleMonitor {}
