// Where secure apps ask for their own key. The library knows who is asking from the system.

package org.secureapps.sample

import org.secureapps.passcode.android.PasscodeBrokerService
import org.secureapps.passcode.android.PasscodeLifecycle

internal class SampleBroker : PasscodeBrokerService() {
    override val passcode: PasscodeLifecycle
        get() = (application as SampleApplication).lifecycle
}
