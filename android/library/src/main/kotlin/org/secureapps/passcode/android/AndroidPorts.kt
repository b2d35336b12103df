// Everything that a phone gives the library, put together in one call.

package org.secureapps.passcode.android

import android.content.Context
import org.secureapps.passcode.PasscodeLog
import org.secureapps.passcode.PasscodePorts
import org.secureapps.passcode.PortalTransport
import org.secureapps.passcode.SecureApp

/** The ports of a phone. */
public object AndroidPorts {
    /** For the manager app: its clock, its records outside any backup, and keys in hardware. */
    public fun of(
        context: Context,
        transport: PortalTransport,
        log: PasscodeLog? = null,
        keys: AndroidKeyStore = AndroidKeyStore(),
    ): PasscodePorts =
        PasscodePorts(
            clock = ElapsedRealtimeClock(context.applicationContext),
            records = FileRecords(context.applicationContext),
            keys = keys,
            transport = transport,
            log = log,
        )

    /** For a secure app: the app role, under the name that the manager knows it by. */
    public fun secureApp(context: Context): SecureApp =
        SecureApp(context.packageName, ElapsedRealtimeClock(context.applicationContext))
}
