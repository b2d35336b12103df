// What passes from the manager to a secure app. Nobody but the app that asked can open it.

package org.secureapps.passcode

/** An app's key, sealed to the app's one-use key. Give it to the app as it is. */
public class HandOff(
    /** The encapsulated key: 32 bytes. */
    public val enc: ByteArray,
    /** The sealed key: 48 bytes. */
    public val ciphertext: ByteArray,
    /** Until when the app may use it: milliseconds since the phone started, sleep included. */
    public val untilSinceBootMs: Long,
    /** Of which start of the phone: 16 bytes. */
    public val bootId: ByteArray,
)
