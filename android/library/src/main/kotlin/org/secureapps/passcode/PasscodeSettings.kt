// What the app knows about itself and the phone.

package org.secureapps.passcode

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.withContext
import org.secureapps.passcode.ffi.Platform
import org.secureapps.passcode.ffi.calibrate
import org.secureapps.passcode.ffi.DerivationCost as NativeCost
import org.secureapps.passcode.ffi.PasscodeException as NativeException
import org.secureapps.passcode.ffi.Settings as NativeSettings

/** What the app knows about itself and the phone. */
public data class PasscodeSettings(
    /** The app's version, like `3.1.0`: 1 to 32 characters. */
    val appVersion: String,
    /** What the user calls the phone: 1 to 64 characters. */
    val deviceName: String,
    /** What a derivation costs in new vaults. */
    val derivationCost: DerivationCost,
) {
    internal fun toNative(platform: Platform): NativeSettings =
        NativeSettings(platform, checked(appVersion), checked(deviceName), derivationCost.toNative())

    private fun checked(text: String): String = text.unicodeOr { NativeException.SettingsInvalid() }
}

/**
 * The cost of one derivation with Argon2id in one lane. Accepted: 19 MiB and two passes (the least of OWASP's
 * password storage cheat sheet) to 1 GiB and 16 passes.
 */
public data class DerivationCost(
    /** Memory in KiB. */
    val memoryKib: Int,
    /** Passes over the memory. */
    val passes: Int,
) {
    /** What makes no sense here stays so: the library refuses it. */
    internal fun toNative(): NativeCost = NativeCost(maxOf(0, memoryKib).toUInt(), maxOf(0, passes).toUInt())

    /** Costs to choose from. */
    public companion object {
        /** 64 MiB and three passes: RFC 9106, second recommended option, in one lane. */
        public val DEFAULT: DerivationCost = DerivationCost(memoryKib = 64 * 1024, passes = 3)

        /** 19 MiB and two passes: the least that is accepted. */
        public val FLOOR: DerivationCost = DerivationCost(memoryKib = 19 * 1024, passes = 2)

        /**
         * The most costly derivation that takes no longer than [targetMs] on this phone, but never less than
         * [FLOOR]. It takes about four derivations: call it once for an installation and keep the answer.
         * Recommended: 250 ms.
         *
         * @throws PasscodeException.MemoryUnavailable if not even the least can be had
         */
        public suspend fun calibrate(
            clock: PasscodeClock,
            blocking: CoroutineDispatcher,
            targetMs: Long = 250,
        ): DerivationCost =
            withContext(blocking) {
                require(targetMs > 0) { "a positive number of milliseconds is needed" }
                val found = translating { calibrate(ClockShim(clock), targetMs.toULong()) }
                DerivationCost(found.memoryKib.toInt(), found.passes.toInt())
            }
    }
}
