// The manager's door for secure apps: a bound service. The manifest and the code both ask for the permission; the
// code asks the system who is calling.

package org.secureapps.passcode.android

import android.app.Service
import android.content.Intent
import android.os.Binder
import android.os.IBinder
import android.os.Parcel
import android.os.RemoteException
import kotlinx.coroutines.runBlocking

/**
 * The service through which secure apps get their own key and nothing else. The manager app extends it, and
 * declares it in its manifest:
 *
 * ```xml
 * <service android:name=".BrokerService" android:exported="true"
 *     android:permission="org.secureapps.passcode.permission.SECURE_APP">
 *     <intent-filter><action android:name="org.secureapps.passcode.action.BROKER" /></intent-filter>
 * </service>
 * ```
 *
 * An app is known by its package name, as the system reports it for the caller: exactly one package, no shared
 * user id, the permission, and a trusted signature.
 */
public abstract class PasscodeBrokerService : Service() {
    private val binder by lazy {
        val policy = CallerPolicy(SystemInstalledApps(this), TrustedSigners(secureAppSigners))
        val lifecycle = passcode
        BrokerBinder(Broker(policy, lifecycle.watch, lifecycle::manager))
    }

    /** What the app's `Application` started. */
    protected abstract val passcode: PasscodeLifecycle

    /**
     * SHA-256 of the certificates that secure apps are signed with; none: the manager's own signature. For other
     * signers than the manager's, the permission has to be `signature|knownSigner` with the same certificates
     * (API 31).
     */
    protected open val secureAppSigners: List<ByteArray> get() = emptyList()

    /** Gives the door to whoever may bind; who may ask is looked at with every request. */
    final override fun onBind(intent: Intent?): IBinder? = binder

    /** What manifests name. */
    public companion object {
        /** What a secure app must hold. Declared by this library, for apps of the same signature. */
        public const val PERMISSION: String = "org.secureapps.passcode.permission.SECURE_APP"

        /** By which secure apps find the service in the manager's package. */
        public const val ACTION: String = "org.secureapps.passcode.action.BROKER"
    }
}

/**
 * Runs on Binder's threads, of which a process has several and the main thread is none: waiting there is what
 * they are for. [Broker.keyFor] bounds the wait.
 */
internal class BrokerBinder(
    private val broker: Broker,
) : Binder() {
    private val living = LivingApps(::whenItDies, broker::died)

    override fun onTransact(
        code: Int,
        data: Parcel,
        reply: Parcel?,
        flags: Int,
    ): Boolean {
        when (code) {
            BrokerProtocol.ASK_FOR_KEY -> {
                data.enforceInterface(BrokerProtocol.DESCRIPTOR)
                val uid = getCallingUid()
                val request = data.createByteArray()
                reply?.writeByteArray(runBlocking { broker.keyFor(uid, request) })
            }
            BrokerProtocol.NOTE -> {
                data.enforceInterface(BrokerProtocol.DESCRIPTOR)
                val appInFront = broker.hear(getCallingUid(), data.createByteArray())
                val life = data.readStrongBinder()
                if (appInFront != null && life != null) living.note(appInFront, life)
            }
            else -> return super.onTransact(code, data, reply, flags)
        }
        return true
    }

    private fun whenItDies(
        life: IBinder,
        died: () -> Unit,
    ): (() -> Unit)? {
        val recipient = IBinder.DeathRecipient { died() }
        return try {
            life.linkToDeath(recipient, 0)
            return { life.unlinkToDeath(recipient, 0) }
        } catch (_: RemoteException) {
            null
        }
    }
}
