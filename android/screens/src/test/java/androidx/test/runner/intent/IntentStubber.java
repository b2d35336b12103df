package androidx.test.runner.intent;

import android.app.Instrumentation;
import android.content.Intent;

/** Answers a started intent; never registered here. */
public interface IntentStubber {
    Instrumentation.ActivityResult getActivityResultForIntent(Intent intent);
}
