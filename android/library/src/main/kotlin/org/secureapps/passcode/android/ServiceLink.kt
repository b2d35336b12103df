// Binds the manager's broker service, by its explicit name, and keeps it bound: the manager stays alive, and with
// it the open session. Whether it is the right manager, the client checks.

package org.secureapps.passcode.android

import android.content.ComponentName
import android.content.Context
import android.content.Context.BIND_AUTO_CREATE
import android.content.Intent
import android.content.ServiceConnection
import android.os.Binder
import android.os.IBinder
import android.os.Parcel
import kotlinx.coroutines.CompletableDeferred
import org.secureapps.passcode.android.SecureAppException.Failure

internal class ServiceLink(
    private val context: Context,
    private val managerPackage: String,
) : BrokerLink {
    /** Dies with this process: so the manager knows. */
    private val life = Binder()
    private var bound: Bound? = null

    override suspend fun connect(): BrokerChannel = bound().channel.await()

    @Synchronized
    override fun close() {
        bound?.let(context::unbindService)
        bound = null
    }

    @Synchronized
    private fun bound(): Bound {
        bound?.let { return it }
        val component = component() ?: throw SecureAppException(Failure.MANAGER_MISSING)
        val new = Bound()
        bound = new
        if (!bind(component, new)) {
            // The system wants it unbound even if it did not bind.
            close()
            throw SecureAppException(Failure.MANAGER_MISSING)
        }
        return new
    }

    private fun bind(
        component: ComponentName,
        connection: Bound,
    ): Boolean =
        try {
            context.bindService(Intent().setComponent(component), connection, BIND_AUTO_CREATE)
        } catch (denied: SecurityException) {
            close()
            throw SecureAppException(Failure.MANAGER_MISSING, denied)
        }

    private fun component(): ComponentName? =
        context.packageManager
            .resolveService(Intent(PasscodeBrokerService.ACTION).setPackage(managerPackage), 0)
            ?.serviceInfo
            ?.let { ComponentName(it.packageName, it.name) }

    @Synchronized
    private fun forget(connection: Bound) {
        if (bound === connection) close()
    }

    /** Told on the main thread. A manager that was restarted by the system connects again by itself. */
    private inner class Bound : ServiceConnection {
        @Volatile
        var channel = CompletableDeferred<BrokerChannel>()

        override fun onServiceConnected(
            name: ComponentName?,
            service: IBinder?,
        ) {
            if (name == null || service == null) return
            channel.complete(BinderChannel(name.packageName, service, life))
        }

        override fun onServiceDisconnected(name: ComponentName?) {
            channel = CompletableDeferred()
        }

        override fun onBindingDied(name: ComponentName?) {
            channel.completeExceptionally(SecureAppException(Failure.MANAGER_SILENT))
            forget(this)
        }

        override fun onNullBinding(name: ComponentName?) {
            channel.completeExceptionally(SecureAppException(Failure.MANAGER_MISSING))
            forget(this)
        }
    }
}

/** Bytes in parcels. */
private class BinderChannel(
    override val packageName: String,
    private val service: IBinder,
    private val life: IBinder,
) : BrokerChannel {
    override fun askForKey(request: ByteArray): ByteArray? {
        val data = Parcel.obtain()
        val reply = Parcel.obtain()
        try {
            data.writeInterfaceToken(BrokerProtocol.DESCRIPTOR)
            data.writeByteArray(request)
            service.transact(BrokerProtocol.ASK_FOR_KEY, data, reply, 0)
            return reply.createByteArray()
        } finally {
            reply.recycle()
            data.recycle()
        }
    }

    override fun note(note: ByteArray) {
        val data = Parcel.obtain()
        try {
            data.writeInterfaceToken(BrokerProtocol.DESCRIPTOR)
            data.writeByteArray(note)
            data.writeStrongBinder(life)
            service.transact(BrokerProtocol.NOTE, data, null, IBinder.FLAG_ONEWAY)
        } finally {
            data.recycle()
        }
    }
}
