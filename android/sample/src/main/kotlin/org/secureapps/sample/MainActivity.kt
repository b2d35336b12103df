// The first screen: whether the secure apps are open, and the way to all the others.

package org.secureapps.sample

import android.app.Activity
import android.os.Bundle
import org.secureapps.passcode.screens.views.PasscodeActivity

/** Goes straight to the library's screens. An app with more to show starts them from a button. */
internal class MainActivity : Activity() {
    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        startActivity(PasscodeActivity.manage(this))
        finish()
    }
}
