// What the host provides: clock, records, hardware keys, network, log. The package
// org.secureapps.passcode.android has them all for a phone; a test brings its own.
//
// All are plain blocking calls, made on the dispatcher that PasscodeManager was given, never on the main
// thread. They may not call the manager back. Whatever they throw besides the exceptions named here counts
// as "does not answer".

package org.secureapps.passcode

/** What a [PasscodeManager] works with. */
public class PasscodePorts(
    /** The phone's clocks. */
    public val clock: PasscodeClock,
    /** The records. */
    public val records: RecordStore,
    /** The hardware keys. */
    public val keys: HardwareKeys,
    /** The network. */
    public val transport: PortalTransport,
    /** Is told what came of every call: names and codes, never a secret. */
    public val log: PasscodeLog? = null,
)

/** The phone's clocks. */
public fun interface PasscodeClock {
    /** Reads all clocks at one moment. If it throws, the library behaves as if the phone had just been started. */
    public fun now(): ClockReading
}

/** One reading of the phone's clocks, taken together. */
public class ClockReading(
    /** Milliseconds since 1970-01-01 UTC, as the user may have set them. */
    public val wallMs: Long,
    /** Milliseconds since the phone started, sleep included. */
    public val sinceBootMs: Long,
    /** Different after every start of the phone: 16 bytes. */
    public val bootId: ByteArray,
)

/** Durable records, a few KiB each. */
public interface RecordStore {
    /** Reads a record; `null` if it does not exist. */
    @Throws(RecordStoreException::class)
    public fun read(name: RecordName): StoredRecord?

    /**
     * Replaces a record atomically and durably, if its revision still is [expected] (`null`: it does not
     * exist), and answers the new one. After a power loss either the old or the new content is there, whole.
     */
    @Throws(RecordStoreException::class)
    public fun replace(
        name: RecordName,
        expected: Long?,
        bytes: ByteArray,
    ): Long

    /** Removes a record durably. Removing what does not exist succeeds. */
    @Throws(RecordStoreException::class)
    public fun remove(name: RecordName)

    /** Waits until no other process or thread is inside, and keeps them out until this thread calls [leave]. */
    @Throws(RecordStoreException::class)
    public fun enter()

    /** Lets others in. */
    @Throws(RecordStoreException::class)
    public fun leave()
}

/** The records that the library keeps. Formats: `docs/formats.md`. */
public enum class RecordName(
    /** A name that is safe for a file. */
    public val fileName: String,
) {
    /** Who this phone is to the portal. */
    DEVICE("device"),

    /** The container key, sealed in its slots. */
    VAULT("vault"),

    /** Attempt counter, rules in force and the portal's time. */
    LEDGER("ledger"),

    /** The same, outside any backup. */
    LEDGER_COPY("ledger-copy"),

    /** A reset that waits for its answer. */
    RESET("reset"),
}

/** A record as it is stored. */
public class StoredRecord(
    /** The content. */
    public val bytes: ByteArray,
    /** What the content was: equal only for equal content. */
    public val revision: Long,
)

/** A record could not be read or written. */
public class RecordStoreException(
    /** Why. */
    public val failure: Failure,
    cause: Throwable? = null,
) : Exception(failure.name, cause) {
    /** Why. */
    public enum class Failure {
        /** The record changed since it was read. */
        CONFLICT,

        /** The storage did not answer, or is full. */
        UNAVAILABLE,
    }
}

/** Keys that cannot leave the hardware. */
public interface HardwareKeys {
    /**
     * Makes a key, replacing one of the same name. For [KeyPurpose.SIGNING] the answer is the public key:
     * P-256, uncompressed SEC1, 65 bytes; otherwise it is empty.
     */
    @Throws(HardwareKeyException::class)
    public fun create(
        name: String,
        purpose: KeyPurpose,
    ): ByteArray

    /** Destroys a key. Destroying what does not exist succeeds. */
    @Throws(HardwareKeyException::class)
    public fun delete(name: String)

    /**
     * HMAC-SHA256 of [input], 32 bytes, with a key for [KeyPurpose.PRF]. SECURITY: the input is wiped by the
     * caller after the call, and so is the answer.
     */
    @Throws(HardwareKeyException::class)
    public fun prf(
        name: String,
        input: PrfInput,
    ): ByteArray

    /** An ECDSA P-256 signature over the SHA-256 of [message], ASN.1 DER. */
    @Throws(HardwareKeyException::class)
    public fun sign(
        name: String,
        message: ByteArray,
    ): ByteArray
}

/** What a hardware key is for. */
public enum class KeyPurpose {
    /** [HardwareKeys.prf], usable without a prompt after the first unlock of the phone. */
    PRF,

    /**
     * HMAC-SHA256 behind the biometric prompt only, and only as long as the set of enrolled biometrics stays
     * what it was. It is asked through [BiometricPrompter], not through [HardwareKeys.prf].
     */
    BIOMETRIC_PRF,

    /** [HardwareKeys.sign]. */
    SIGNING,
}

/** What a hardware key is asked. SECURITY: it is a secret: don't keep, don't log; the library wipes it. */
public class PrfInput(
    /** 32 bytes, for keys that compute HMAC-SHA256. */
    public val bytes: ByteArray,
    /** The same 32 bytes hashed to a P-256 point, uncompressed SEC1, for keys that do key agreement. */
    public val point: ByteArray,
)

/** A hardware key did not do what it was asked. */
public class HardwareKeyException(
    /** Why. */
    public val failure: Failure,
    cause: Throwable? = null,
) : Exception(failure.name, cause) {
    /** Why. */
    public enum class Failure {
        /** There is no such key: it was never made, destroyed, or invalidated by the system. */
        MISSING,

        /** The key exists but does not answer now. */
        UNAVAILABLE,
    }
}

/** The network: one request, one answer, over TLS to the portal. No redirects, no cookies, no retries. */
public fun interface PortalTransport {
    /** Sends the request and waits for the answer. No lock is held meanwhile. */
    @Throws(PortalTransportException::class)
    public fun send(request: PortalRequest): PortalAnswer
}

/** One request to the portal: always a `POST`. */
public class PortalRequest(
    /** Absolute path, no query; the host adds scheme and authority. */
    public val path: String,
    /** Headers to send as they are. */
    public val headers: List<Pair<String, String>>,
    /** SECURITY: it may hold a password: don't log, don't keep; the library wipes it after the call. */
    public val body: ByteArray,
)

/** The portal's answer, at most 1 MiB. */
public class PortalAnswer(
    /** The HTTP status. */
    public val status: Int,
    /** The body. */
    public val body: ByteArray,
)

/** There is no answer. */
public class PortalTransportException(
    /** Why. */
    public val failure: Failure,
    cause: Throwable? = null,
) : Exception(failure.name, cause) {
    /** Why. */
    public enum class Failure {
        /** No connection. */
        UNREACHABLE,

        /** A connection, but no whole answer in time. */
        TIMED_OUT,

        /** The server's certificate is not the expected one. */
        UNTRUSTED,
    }
}

/** Where the library logs. */
public fun interface PasscodeLog {
    /** One line of the log. */
    public fun write(entry: LogEntry)
}

/** One line of the log: stable names, safe to keep and to send. */
public data class LogEntry(
    /** What was done, like `unlock`: an event of `docs/flows.md`, or `status`. */
    val operation: String,
    /** The outcome, like `wrong-passcode`, or the error's code, like `store.unavailable`. */
    val result: String,
    /** Whether it is an error. */
    val isError: Boolean,
)

/** Shows the biometric prompt of the system. */
public fun interface BiometricPrompter {
    /**
     * Shows the prompt for the hardware key named [BIOMETRIC_KEY] and answers what came of it. It runs where
     * [PasscodeManager.unlockWithBiometrics] was called, with no lock held, and may take two minutes.
     */
    public suspend fun ask(input: PrfInput): BiometricAnswer

    /** What a prompter has to know. */
    public companion object {
        /** The name of the key that was made for [KeyPurpose.BIOMETRIC_PRF]. */
        public const val BIOMETRIC_KEY: String = "biometric"
    }
}

/** What came of a biometric prompt. */
public sealed interface BiometricAnswer {
    /** The hardware key answered. */
    public class Answered(
        /** The answer: 32 bytes. The library wipes it. */
        public val answer: ByteArray,
    ) : BiometricAnswer

    /** The user, or the system, put the prompt away. */
    public data object Cancelled : BiometricAnswer

    /** The system destroyed the key: the set of enrolled fingers or faces changed. */
    public data object Invalidated : BiometricAnswer
}
