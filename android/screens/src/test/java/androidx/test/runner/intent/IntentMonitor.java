package androidx.test.runner.intent;

/** Marker: nothing here observes intents. */
public interface IntentMonitor {}
