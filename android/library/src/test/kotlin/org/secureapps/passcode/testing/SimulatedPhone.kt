// A phone for tests: all that PasscodeManager needs, in software, with handles to turn.

package org.secureapps.passcode.testing

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import org.secureapps.passcode.BiometricAnswer
import org.secureapps.passcode.BiometricPrompter
import org.secureapps.passcode.DerivationCost
import org.secureapps.passcode.HardwareKeyException
import org.secureapps.passcode.PasscodeManager
import org.secureapps.passcode.PasscodePorts
import org.secureapps.passcode.PasscodeSettings
import org.secureapps.passcode.PortalTransport

/** A phone that talks through [transport]. Its records and keys outlive its managers, as those of a phone do. */
public class SimulatedPhone(
    transport: PortalTransport,
) {
    /** Its clock: turn it, restart it. */
    public val clock: ManualClock = ManualClock()

    /** Its records. */
    public val records: MemoryRecords = MemoryRecords()

    /** Its keys. */
    public val keys: SoftKeys = SoftKeys()

    /** All of them, for [PasscodeManager.open]. */
    public val ports: PasscodePorts = PasscodePorts(clock, records, keys, transport)

    /** The right finger, at once; without the key, what the system says after its fingerprints were changed. */
    public val finger: BiometricPrompter =
        BiometricPrompter { input ->
            try {
                BiometricAnswer.Answered(keys.prf(BiometricPrompter.BIOMETRIC_KEY, input))
            } catch (_: HardwareKeyException) {
                BiometricAnswer.Invalidated
            }
        }

    /** Starts the manager's process. Derivations cost the least that is accepted. */
    public suspend fun start(blocking: CoroutineDispatcher = Dispatchers.IO): PasscodeManager =
        PasscodeManager.open(ports, PasscodeSettings("3.1.0", "a simulated phone", DerivationCost.FLOOR), blocking)
}
