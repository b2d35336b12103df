// The app role: one secure app, its own key, until the deadline, and nothing else.

package org.secureapps.passcode

import org.secureapps.passcode.ffi.PasscodeException as NativeException
import org.secureapps.passcode.ffi.SecureApp as Native

/**
 * The app role of the library, for mail, documents and the like. It has no passcode and no records.
 *
 * Ask the manager for the key whenever the app comes to the front, and lock if it is refused: what was
 * handed out cannot be called back. After [close] every call throws [IllegalStateException].
 */
public class SecureApp(
    /** What the manager's operating system calls this app. */
    appId: String,
    clock: PasscodeClock,
) : AutoCloseable {
    private val native =
        translating { Native(appId.unicodeOr { NativeException.HandOffInvalid() }, ClockShim(clock)) }

    /**
     * Draws a one-use key pair and answers its public half, 32 bytes, for the manager. An earlier request is
     * forgotten.
     *
     * @throws PasscodeException.RandomUnavailable
     */
    public fun requestKey(): ByteArray = translating { native.requestKey() }

    /**
     * Takes the manager's answer to the last request, which is then used up.
     *
     * @throws PasscodeException.HandOffInvalid if it is for another app or request, or altered
     * @throws PasscodeException.HandOffExpired if it came too late
     */
    public fun accept(answer: HandOff): Unit = translating { native.accept(answer.toNative()) }

    /**
     * Lends the app's key, 32 bytes, to a piece of code, and wipes it afterwards. Don't keep it.
     *
     * @throws PasscodeException.HandOffExpired ask the manager again; it may have to be unlocked first
     */
    public fun <T> withKey(use: (ByteArray) -> T): T {
        val key = translating { native.key() }
        try {
            return use(key)
        } finally {
            key.fill(0)
        }
    }

    /** Wipes the key. */
    public fun lock(): Unit = native.lock()

    /** Wipes the key, for good. */
    override fun close() {
        try {
            lock()
        } catch (_: IllegalStateException) {
            // Closed before.
        }
        native.close()
    }
}
