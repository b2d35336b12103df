package androidx.test.runner.lifecycle;

import android.app.Activity;

/** Told of every stage an activity enters. */
public interface ActivityLifecycleCallback {
    void onActivityLifecycleChanged(Activity activity, Stage stage);
}
