// A manager app in its whole: where the portal is, one manager, and what the screens ask for.

package org.secureapps.sample

import android.app.Activity
import android.app.Application
import android.content.pm.PackageManager
import android.os.Build
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import org.secureapps.passcode.BiometricPrompter
import org.secureapps.passcode.PasscodeClock
import org.secureapps.passcode.PasscodeManager
import org.secureapps.passcode.PasscodeSettings
import org.secureapps.passcode.android.AndroidPorts
import org.secureapps.passcode.android.DerivationCosts
import org.secureapps.passcode.android.ElapsedRealtimeClock
import org.secureapps.passcode.android.PasscodeLifecycle
import org.secureapps.passcode.android.SystemBiometricPrompter
import org.secureapps.passcode.android.UrlConnectionTransport
import org.secureapps.passcode.screens.views.PasscodeHost
import org.secureapps.passcode.screens.views.biometricPromptTexts

internal class SampleApplication :
    Application(),
    PasscodeHost {
    lateinit var lifecycle: PasscodeLifecycle
        private set

    override val passcodeClock: PasscodeClock by lazy { ElapsedRealtimeClock(this) }

    override fun onCreate() {
        super.onCreate()
        val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)
        lifecycle = PasscodeLifecycle.start(this, scope, ::openManager)
    }

    override suspend fun passcodeManager(): PasscodeManager = lifecycle.manager()

    override fun biometricPrompter(activity: Activity): BiometricPrompter? =
        when {
            SystemBiometricPrompter.isPossible(activity) ->
                SystemBiometricPrompter(activity, biometricPromptTexts(activity), Dispatchers.IO)
            else -> null
        }

    private suspend fun openManager(): PasscodeManager =
        PasscodeManager.open(
            AndroidPorts.of(this, UrlConnectionTransport.pinned(setting("portal"), certificate())),
            PasscodeSettings(
                appVersion = "3.1.0",
                deviceName = Build.MODEL,
                derivationCost = DerivationCosts.keep(this, Dispatchers.IO),
            ),
            Dispatchers.IO,
        )

    /** SHA-256 of the portal's certificate, in hexadecimal. */
    private fun certificate(): ByteArray = setting("certificate").chunked(2).map { it.toInt(16).toByte() }.toByteArray()

    private fun setting(name: String): String {
        val application = packageManager.getApplicationInfo(packageName, PackageManager.GET_META_DATA)
        return checkNotNull(application.metaData.getString(name)) { "no $name in the manifest" }
    }
}
