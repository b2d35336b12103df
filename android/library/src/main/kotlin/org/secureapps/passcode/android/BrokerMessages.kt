// What manager and secure apps say to each other over Binder, as bytes. FORMAT: a version byte, a kind byte, and
// fields of fixed size, big-endian. What is not exactly that is nothing.

package org.secureapps.passcode.android

import org.secureapps.passcode.HandOff
import java.nio.ByteBuffer

/** What both sides must agree on besides the bytes. */
internal object BrokerProtocol {
    /** The Binder interface; it changes when nothing of the old one can be understood any more. */
    const val DESCRIPTOR: String = "org.secureapps.passcode.android.Broker"

    /** A call with a [KeyRequest], answered by a [KeyAnswer]. */
    const val ASK_FOR_KEY: Int = 1

    /** A one-way call with an [AppNote] and a Binder object that dies with the app. */
    const val NOTE: Int = 2

    const val VERSION: Byte = 1
}

/** A secure app's request for its key. Who asks is not in it: the system says it. */
internal class KeyRequest(
    val publicKey: ByteArray,
) {
    fun toBytes(): ByteArray = message(KIND, publicKey.size).put(publicKey).array()

    companion object {
        private const val KIND: Byte = 1
        private const val PUBLIC_KEY_BYTES = 32

        /** `null`: not a request of this version. */
        fun of(bytes: ByteArray): KeyRequest? =
            fieldsOf(bytes, KIND, PUBLIC_KEY_BYTES)?.let { KeyRequest(it.take(PUBLIC_KEY_BYTES)) }
    }
}

/** What a secure app tells about itself. */
internal enum class AppNote(
    private val kind: Byte,
) {
    IN_FRONT(1),
    NOT_IN_FRONT(2),
    USED(3),
    ;

    fun toBytes(): ByteArray = message(kind, 0).array()

    companion object {
        /** `null`: not a note of this version. */
        fun of(bytes: ByteArray): AppNote? = entries.firstOrNull { fieldsOf(bytes, it.kind, 0) != null }
    }
}

/** The manager's answer to a [KeyRequest]. */
internal sealed interface KeyAnswer {
    fun toBytes(): ByteArray

    class Handed(
        val handOff: HandOff,
    ) : KeyAnswer {
        override fun toBytes(): ByteArray =
            message(KIND, FIELDS_BYTES)
                .put(handOff.enc)
                .put(handOff.ciphertext)
                .putLong(handOff.untilSinceBootMs)
                .put(handOff.bootId)
                .array()

        companion object {
            private const val KIND: Byte = 1
            private const val ENC_BYTES = 32
            private const val CIPHERTEXT_BYTES = 48
            private const val BOOT_ID_BYTES = 16
            private const val FIELDS_BYTES = ENC_BYTES + CIPHERTEXT_BYTES + Long.SIZE_BYTES + BOOT_ID_BYTES

            fun of(bytes: ByteArray): Handed? {
                val fields = fieldsOf(bytes, KIND, FIELDS_BYTES) ?: return null
                val enc = fields.take(ENC_BYTES)
                val ciphertext = fields.take(CIPHERTEXT_BYTES)
                return Handed(HandOff(enc, ciphertext, fields.getLong(), fields.take(BOOT_ID_BYTES)))
            }
        }
    }

    data class Refused(
        val refusal: KeyRefusal,
    ) : KeyAnswer {
        override fun toBytes(): ByteArray = message(KIND, 1).put(refusal.wire).array()

        companion object {
            private const val KIND: Byte = 2

            fun of(bytes: ByteArray): Refused? {
                val wire = fieldsOf(bytes, KIND, 1)?.get() ?: return null
                return KeyRefusal.entries.firstOrNull { it.wire == wire }?.let(::Refused)
            }
        }
    }

    companion object {
        /** `null`: not an answer of this version. */
        fun of(bytes: ByteArray): KeyAnswer? = Handed.of(bytes) ?: Refused.of(bytes)
    }
}

private fun message(
    kind: Byte,
    fieldsBytes: Int,
): ByteBuffer = ByteBuffer.allocate(2 + fieldsBytes).put(BrokerProtocol.VERSION).put(kind)

private fun fieldsOf(
    bytes: ByteArray,
    kind: Byte,
    fieldsBytes: Int,
): ByteBuffer? =
    ByteBuffer
        .wrap(bytes)
        .takeIf { bytes.size == 2 + fieldsBytes && it.get() == BrokerProtocol.VERSION && it.get() == kind }

private fun ByteBuffer.take(size: Int): ByteArray = ByteArray(size).also { get(it) }
