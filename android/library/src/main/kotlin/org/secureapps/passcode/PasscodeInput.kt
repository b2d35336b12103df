// What a user typed, on its way into the library. It never becomes a String, and what it came from is wiped.

package org.secureapps.passcode

import java.nio.ByteBuffer
import java.nio.CharBuffer
import java.nio.charset.CodingErrorAction
import java.util.concurrent.atomic.AtomicBoolean
import org.secureapps.passcode.ffi.PasscodeInput as Native

/**
 * A passcode, a password or a one-time PIN, as it was typed.
 *
 * Each can be used for one operation, which closes it whatever comes of it; another one throws
 * [IllegalStateException]. Close what you do not use.
 */
public class PasscodeInput private constructor(
    /** Whose it is after [take] lends it to the library: the library does not look whether it is still there. */
    internal val native: Native,
) : AutoCloseable {
    private val isTaken = AtomicBoolean()

    /** Makes the caller the one who closes [native]; `false` if somebody was before. */
    internal fun take(): Boolean = isTaken.compareAndSet(false, true)

    /** Wipes it, unless an operation has it: then that one does. */
    override fun close() {
        if (take()) native.close()
    }

    /** Where inputs come from. */
    public companion object {
        /** Takes what was typed, and wipes [typed]. */
        public fun of(typed: CharArray): PasscodeInput =
            try {
                of(utf8Of(typed))
            } finally {
                typed.fill('\u0000')
            }

        /** Takes UTF-8 from a *direct* buffer, from its position to its limit, and wipes the whole buffer. */
        public fun of(utf8: ByteBuffer): PasscodeInput {
            require(!utf8.isReadOnly) { "a buffer that can be wiped is needed" }
            try {
                require(utf8.isDirect) { "a direct buffer is needed: others leave copies" }
                return PasscodeInput(Native(utf8.slice()))
            } finally {
                utf8.wipe()
            }
        }
    }
}

/** What cannot be UTF-8 becomes this, which is no UTF-8 either: the library refuses it as it should. */
private const val NOT_UTF_8: Byte = -1

/** The UTF-8 of some characters, in a direct buffer that the caller wipes. The characters stay. */
internal fun utf8Of(typed: CharArray): ByteBuffer {
    val encoder =
        Charsets.UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
    // Three bytes for a character at worst.
    val buffer = ByteBuffer.allocateDirect(maxOf(1, typed.size * 3))
    if (encoder.encode(CharBuffer.wrap(typed), buffer, true).isError) {
        buffer.wipe()
        buffer.clear()
        buffer.put(NOT_UTF_8)
    }
    return buffer.flip()
}

/** Overwrites the whole buffer, whatever its position and limit are. */
internal fun ByteBuffer.wipe() {
    clear()
    while (hasRemaining()) put(0)
}
