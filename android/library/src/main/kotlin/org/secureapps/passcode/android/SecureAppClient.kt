// A secure app's way to its own key. It refuses to talk to a manager that is not the expected one, whose key would
// be somebody else's, and takes the app's key away whenever the manager says no.

package org.secureapps.passcode.android

import android.content.Context
import android.os.RemoteException
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull
import org.secureapps.passcode.HandOff
import org.secureapps.passcode.PasscodeException
import org.secureapps.passcode.SecureApp
import org.secureapps.passcode.android.SecureAppException.Failure

/**
 * A secure app's connection to the manager. One per process; any thread may use it.
 *
 * It stays bound until [close], so that the manager stays alive while a secure app needs it.
 */
public class SecureAppClient internal constructor(
    private val link: BrokerLink,
    private val isExpected: (packageName: String) -> Boolean,
    private val blocking: CoroutineDispatcher,
) : AutoCloseable {
    /**
     * A connection to the app named [managerPackage]. [managerSigners] are the SHA-256 of the certificates that
     * it may be signed with; none: the same signature as this app.
     *
     * [blocking] runs the calls to the other process: usually `Dispatchers.IO`.
     */
    public constructor(
        context: Context,
        managerPackage: String,
        blocking: CoroutineDispatcher,
        managerSigners: List<ByteArray> = emptyList(),
    ) : this(
        ServiceLink(context.applicationContext, managerPackage),
        ExpectedManager(managerPackage, TrustedSigners(managerSigners), SystemInstalledApps(context))::isIt,
        blocking,
    )

    /**
     * Asks the manager for the app's key. Call it whenever the app comes to the front. Unless the answer is
     * [KeyOutcome.Opened], or the manager is silent, [app] is locked.
     *
     * [app] must have been made with this app's package name: that is what the manager seals the key to.
     *
     * @throws SecureAppException
     * @throws PasscodeException as [SecureApp.requestKey] and [SecureApp.accept] do
     */
    public suspend fun open(app: SecureApp): KeyOutcome {
        val answer =
            try {
                ask(app.requestKey())
            } catch (failure: SecureAppException) {
                // A silent manager has said nothing about the key: its deadline holds.
                if (failure.failure != Failure.MANAGER_SILENT) app.lock()
                throw failure
            }
        return when (answer) {
            is KeyAnswer.Handed -> {
                accept(app, answer.handOff)
                KeyOutcome.Opened
            }
            is KeyAnswer.Refused -> {
                app.lock()
                KeyOutcome.Refused(answer.refusal)
            }
        }
    }

    /**
     * This app came to the front. [SecureAppLifecycle] does it.
     *
     * @throws SecureAppException
     */
    public suspend fun noteInFront(): Unit = note(AppNote.IN_FRONT)

    /**
     * This app is not in front any more.
     *
     * @throws SecureAppException
     */
    public suspend fun noteNotInFront(): Unit = note(AppNote.NOT_IN_FRONT)

    /**
     * The user does something in this app: the inactivity timer over all secure apps starts again.
     *
     * @throws SecureAppException
     */
    public suspend fun noteUse(): Unit = note(AppNote.USED)

    /** Leaves the manager. */
    override fun close(): Unit = link.close()

    private fun accept(
        app: SecureApp,
        handOff: HandOff,
    ) {
        try {
            app.accept(handOff)
        } catch (failure: PasscodeException) {
            app.lock()
            throw failure
        }
    }

    private suspend fun ask(publicKey: ByteArray): KeyAnswer {
        val bytes = calling { it.askForKey(KeyRequest(publicKey).toBytes()) }
        return bytes?.let(KeyAnswer::of) ?: throw SecureAppException(Failure.ANSWER_NOT_UNDERSTOOD)
    }

    private suspend fun note(note: AppNote): Unit = calling { it.note(note.toBytes()) }

    private suspend fun <T> calling(call: (BrokerChannel) -> T): T {
        val channel =
            withTimeoutOrNull(CONNECT_MS) { link.connect() } ?: throw SecureAppException(Failure.MANAGER_SILENT)
        return withContext(blocking) {
            // SECURITY: after the connection, whose process ends if its package is replaced.
            if (!isExpected(channel.packageName)) throw SecureAppException(Failure.MANAGER_UNTRUSTED)
            try {
                call(channel)
            } catch (gone: RemoteException) {
                throw SecureAppException(Failure.MANAGER_SILENT, gone)
            }
        }
    }

    internal companion object {
        /** A cold start of the manager's process, with room to spare. */
        const val CONNECT_MS: Long = 10_000
    }
}
