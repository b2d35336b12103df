// The host's ports as the library's. Generated code catches exceptions only: these catch whatever is thrown,
// and wipe what the library lent or was given.

package org.secureapps.passcode

import java.nio.ByteBuffer
import org.secureapps.passcode.ffi.Clock as NativeClock
import org.secureapps.passcode.ffi.ClockReading as NativeReading
import org.secureapps.passcode.ffi.HttpAnswer as NativeAnswer
import org.secureapps.passcode.ffi.HttpRequest as NativeRequest
import org.secureapps.passcode.ffi.KeyPurpose as NativePurpose
import org.secureapps.passcode.ffi.KeyStore as NativeKeyStore
import org.secureapps.passcode.ffi.KeyStoreFailure as NativeKeyFailure
import org.secureapps.passcode.ffi.LogEntry as NativeLogEntry
import org.secureapps.passcode.ffi.LogSink as NativeLogSink
import org.secureapps.passcode.ffi.Observer as NativeObserver
import org.secureapps.passcode.ffi.PortFailure as NativePortFailure
import org.secureapps.passcode.ffi.Ports as NativePorts
import org.secureapps.passcode.ffi.PrfAnswer as NativePrfAnswer
import org.secureapps.passcode.ffi.PrfInput as NativePrfInput
import org.secureapps.passcode.ffi.RecordName as NativeName
import org.secureapps.passcode.ffi.Status as NativeStatus
import org.secureapps.passcode.ffi.Store as NativeStore
import org.secureapps.passcode.ffi.StoreFailure as NativeStoreFailure
import org.secureapps.passcode.ffi.StoredRecord as NativeStored
import org.secureapps.passcode.ffi.Transport as NativeTransport
import org.secureapps.passcode.ffi.TransportFailure as NativeTransportFailure

internal fun PasscodePorts.toNative(observer: NativeObserver): NativePorts =
    NativePorts(
        clock = ClockShim(clock),
        store = StoreShim(records),
        keys = KeysShim(keys),
        transport = TransportShim(transport),
        observer = observer,
        log = log?.let { LogShim(it) },
    )

internal class ClockShim(
    private val clock: PasscodeClock,
) : NativeClock {
    override fun now(): NativeReading =
        guarded({ NativePortFailure.Unavailable() }) {
            val reading = clock.now()
            NativeReading(
                wallMs = reading.wallMs.toMs(),
                sinceBootMs = reading.sinceBootMs.toMs(),
                bootId = reading.bootId,
            )
        }

    private fun Long.toMs(): ULong {
        require(this >= 0) { "a clock before its beginning" }
        return toULong()
    }
}

internal class StoreShim(
    private val records: RecordStore,
) : NativeStore {
    override fun read(name: NativeName): NativeStored? =
        storing {
            records.read(name.toPublic())?.let { NativeStored(it.bytes, it.revision.toULong()) }
        }

    override fun replace(
        name: NativeName,
        expected: ULong?,
        bytes: ByteArray,
    ): ULong = storing { records.replace(name.toPublic(), expected?.toLong(), bytes).toULong() }

    override fun remove(name: NativeName): Unit = storing { records.remove(name.toPublic()) }

    override fun enter(): Unit = storing { records.enter() }

    override fun leave(): Unit = storing { records.leave() }

    private inline fun <T> storing(call: () -> T): T = guarded(::failure, call)

    private fun failure(thrown: Throwable): NativeStoreFailure =
        when ((thrown as? RecordStoreException)?.failure) {
            RecordStoreException.Failure.CONFLICT -> NativeStoreFailure.Conflict()
            RecordStoreException.Failure.UNAVAILABLE, null -> NativeStoreFailure.Unavailable()
        }
}

internal class KeysShim(
    private val keys: HardwareKeys,
) : NativeKeyStore {
    override fun create(
        name: String,
        purpose: NativePurpose,
    ): ByteArray = asking { keys.create(name, purpose.toPublic()) }

    override fun delete(name: String): Unit = asking { keys.delete(name) }

    override fun prf(
        name: String,
        input: NativePrfInput,
    ): NativePrfAnswer =
        asking {
            try {
                keys.prf(name, PrfInput(input.bytes, input.point)).toNativeAnswer()
            } finally {
                input.wipe()
            }
        }

    override fun sign(
        name: String,
        message: ByteArray,
    ): ByteArray = asking { keys.sign(name, message) }

    private inline fun <T> asking(call: () -> T): T = guarded(::failure, call)

    private fun failure(thrown: Throwable): NativeKeyFailure =
        when ((thrown as? HardwareKeyException)?.failure) {
            HardwareKeyException.Failure.MISSING -> NativeKeyFailure.Missing()
            HardwareKeyException.Failure.UNAVAILABLE, null -> NativeKeyFailure.Unavailable()
        }
}

internal class TransportShim(
    private val transport: PortalTransport,
) : NativeTransport {
    override fun send(request: NativeRequest): NativeAnswer =
        guarded(::failure) {
            try {
                val headers = request.headers.map { it.name to it.value }
                val answer = transport.send(PortalRequest(request.path, headers, request.body))
                require(answer.status in 100..999) { "no HTTP status" }
                NativeAnswer(answer.status.toUShort(), answer.body)
            } finally {
                request.body.fill(0)
            }
        }

    private fun failure(thrown: Throwable): NativeTransportFailure =
        when ((thrown as? PortalTransportException)?.failure) {
            PortalTransportException.Failure.TIMED_OUT -> NativeTransportFailure.TimedOut()
            PortalTransportException.Failure.UNTRUSTED -> NativeTransportFailure.Untrusted()
            PortalTransportException.Failure.UNREACHABLE, null -> NativeTransportFailure.Unreachable()
        }
}

internal class LogShim(
    private val log: PasscodeLog,
) : NativeLogSink {
    override fun write(entry: NativeLogEntry): Unit =
        guarded({ NativePortFailure.Unavailable() }) {
            log.write(LogEntry(entry.operation, entry.result, entry.isError))
        }
}

internal class ObserverShim(
    private val changed: (NativeStatus) -> Unit,
) : NativeObserver {
    override fun changed(status: NativeStatus): Unit =
        guarded({ NativePortFailure.Unavailable() }) { changed.invoke(status) }
}

/** Moves a hardware key's answer into the library, and wipes it here. */
internal fun ByteArray.toNativeAnswer(): NativePrfAnswer {
    val buffer = ByteBuffer.allocateDirect(maxOf(1, size))
    try {
        buffer.put(this)
        buffer.flip()
        return NativePrfAnswer(buffer)
    } finally {
        fill(0)
        buffer.wipe()
    }
}

internal fun NativePrfInput.wipe() {
    bytes.fill(0)
    point.fill(0)
}

private inline fun <T> guarded(
    failure: (Throwable) -> Exception,
    call: () -> T,
): T =
    try {
        call()
    } catch (thrown: Throwable) {
        throw failure(thrown)
    }
