// The way from a secure app to the manager. It carries bytes and decides nothing.

package org.secureapps.passcode.android

/** Connects to the manager's broker. */
internal interface BrokerLink : AutoCloseable {
    /**
     * Waits until there is a connection, and keeps it.
     *
     * @throws SecureAppException if there is nothing to connect to
     */
    suspend fun connect(): BrokerChannel
}

/** A connection. Both calls block, and throw an [android.os.RemoteException] if the other side is gone. */
internal interface BrokerChannel {
    /** The package on the other side, as the system reports it. */
    val packageName: String

    /** One request, one answer. */
    fun askForKey(request: ByteArray): ByteArray?

    /** One way: it waits for nothing but the system. */
    fun note(note: ByteArray)
}
