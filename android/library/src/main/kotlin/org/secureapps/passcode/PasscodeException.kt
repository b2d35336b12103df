// The one error of the library: closed, with a stable code and advice, without text and without secrets.

package org.secureapps.passcode

import org.secureapps.passcode.ffi.errorCode
import org.secureapps.passcode.ffi.errorRetry
import org.secureapps.passcode.ffi.PasscodeException as Native
import org.secureapps.passcode.ffi.Retry as NativeRetry

/**
 * Something exceptional happened. Exactly one passcode opens the data: the one before the call or, if the
 * last write was done but reported as failed, the new one. What to do, code by code: `docs/errors.md`.
 */
public sealed class PasscodeException private constructor(
    native: Native,
) : Exception(errorCode(native)) {
    /** The stable code, like `store.unavailable`: safe to log, to send and to search for. */
    public val code: String = errorCode(native)

    /** Whether and when it is worth calling again. */
    public val retry: Retry = retryOf(native)

    /** The call makes no sense in the state that the phone is in. */
    public class EventNotAllowed internal constructor(
        native: Native,
    ) : PasscodeException(native)

    /** The settings make no sense: derivation costs out of range, an empty or over-long name. */
    public class SettingsInvalid internal constructor(
        native: Native,
    ) : PasscodeException(native)

    /** Another operation changed the state while this one was waiting; nothing was done. */
    public class Superseded internal constructor(
        native: Native,
    ) : PasscodeException(native)

    /** The hardware key is gone for good. The data cannot be opened: retire and enrol again. */
    public class HardwareKeyLost internal constructor(
        native: Native,
    ) : PasscodeException(native)

    /** The hardware key did not answer this time. */
    public class HardwareKeyUnavailable internal constructor(
        native: Native,
    ) : PasscodeException(native)

    /** The random generator did not answer. */
    public class RandomUnavailable internal constructor(
        native: Native,
    ) : PasscodeException(native)

    /** There is not enough free memory to derive the key. */
    public class MemoryUnavailable internal constructor(
        native: Native,
    ) : PasscodeException(native)

    /** A record could not be read or written. */
    public class StoreUnavailable internal constructor(
        native: Native,
    ) : PasscodeException(native)

    /** A record changed under the operation; nothing was overwritten. */
    public class StoreConflict internal constructor(
        native: Native,
    ) : PasscodeException(native)

    /** A record is truncated, altered or belongs to another device; nothing was overwritten. */
    public class RecordDamaged internal constructor(
        native: Native,
    ) : PasscodeException(native)

    /** A record was written by a newer version of this library; nothing was overwritten. */
    public class RecordVersionUnsupported internal constructor(
        native: Native,
    ) : PasscodeException(native)

    /** A record is older than the hardware key: somebody put an old copy back. */
    public class RecordRolledBack internal constructor(
        native: Native,
    ) : PasscodeException(native)

    /** A record that must exist is not there. */
    public class RecordMissing internal constructor(
        native: Native,
    ) : PasscodeException(native)

    /** The portal could not be reached. */
    public class PortalUnreachable internal constructor(
        native: Native,
    ) : PasscodeException(native)

    /** The portal did not answer in time. */
    public class PortalTimedOut internal constructor(
        native: Native,
    ) : PasscodeException(native)

    /** The portal's certificate is not the expected one. */
    public class PortalUntrusted internal constructor(
        native: Native,
    ) : PasscodeException(native)

    /** The portal answered, but it is in trouble itself. */
    public class PortalUnavailable internal constructor(
        native: Native,
    ) : PasscodeException(native)

    /** The portal's answer makes no sense. */
    public class PortalAnswerInvalid internal constructor(
        native: Native,
    ) : PasscodeException(native)

    /** A user name, password or PIN that no account can have: empty or longer than 1 KiB. */
    public class CredentialsInvalid internal constructor(
        native: Native,
    ) : PasscodeException(native)

    /** An app's request for its key, or the manager's answer to it, makes no sense. */
    public class HandOffInvalid internal constructor(
        native: Native,
    ) : PasscodeException(native)

    /** The app's time with its key is over, or the phone has restarted: ask the manager again. */
    public class HandOffExpired internal constructor(
        native: Native,
    ) : PasscodeException(native)
}

/** What the caller can do about a [PasscodeException]. */
public enum class Retry {
    /** The same call will fail again. */
    NEVER,

    /** The same call may work at once. */
    NOW,

    /** The same call may work later, without the user doing anything. */
    LATER,

    /** The same call may work after the user or the administrator has done something about it. */
    AFTER_ACTION,
}

private fun retryOf(native: Native): Retry =
    when (errorRetry(native)) {
        NativeRetry.NEVER -> Retry.NEVER
        NativeRetry.NOW -> Retry.NOW
        NativeRetry.LATER -> Retry.LATER
        NativeRetry.AFTER_ACTION -> Retry.AFTER_ACTION
    }

internal fun Native.toPublic(): PasscodeException =
    when (this) {
        is Native.EventNotAllowed -> PasscodeException.EventNotAllowed(this)
        is Native.SettingsInvalid -> PasscodeException.SettingsInvalid(this)
        is Native.Superseded -> PasscodeException.Superseded(this)
        is Native.HardwareKeyLost -> PasscodeException.HardwareKeyLost(this)
        is Native.HardwareKeyUnavailable -> PasscodeException.HardwareKeyUnavailable(this)
        is Native.RandomUnavailable -> PasscodeException.RandomUnavailable(this)
        is Native.MemoryUnavailable -> PasscodeException.MemoryUnavailable(this)
        is Native.StoreUnavailable -> PasscodeException.StoreUnavailable(this)
        is Native.StoreConflict -> PasscodeException.StoreConflict(this)
        is Native.RecordDamaged -> PasscodeException.RecordDamaged(this)
        is Native.RecordVersionUnsupported -> PasscodeException.RecordVersionUnsupported(this)
        is Native.RecordRolledBack -> PasscodeException.RecordRolledBack(this)
        is Native.RecordMissing -> PasscodeException.RecordMissing(this)
        is Native.PortalUnreachable -> PasscodeException.PortalUnreachable(this)
        is Native.PortalTimedOut -> PasscodeException.PortalTimedOut(this)
        is Native.PortalUntrusted -> PasscodeException.PortalUntrusted(this)
        is Native.PortalUnavailable -> PasscodeException.PortalUnavailable(this)
        is Native.PortalAnswerInvalid -> PasscodeException.PortalAnswerInvalid(this)
        is Native.CredentialsInvalid -> PasscodeException.CredentialsInvalid(this)
        is Native.HandOffInvalid -> PasscodeException.HandOffInvalid(this)
        is Native.HandOffExpired -> PasscodeException.HandOffExpired(this)
    }

/** Runs a native call and turns its exception into the public one. */
internal inline fun <T> translating(call: () -> T): T =
    try {
        call()
    } catch (failure: Native) {
        throw failure.toPublic()
    }
