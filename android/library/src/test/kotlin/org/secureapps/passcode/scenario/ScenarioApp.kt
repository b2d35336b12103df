// A secure app: it gets its own key by hand-off and keeps a note sealed with it.

package org.secureapps.passcode.scenario

import org.secureapps.passcode.PasscodeClock
import org.secureapps.passcode.PasscodeManager
import org.secureapps.passcode.PasscodeOutcome
import org.secureapps.passcode.SecureApp
import javax.crypto.AEADBadTagException
import javax.crypto.Cipher
import javax.crypto.spec.GCMParameterSpec
import javax.crypto.spec.SecretKeySpec

/** One secure app on a phone. */
internal class ScenarioApp(
    private val id: String,
    private val clock: PasscodeClock,
) : AutoCloseable {
    private var role = SecureApp(id, clock)
    private var note: Sealed? = null

    /** The app's process starts anew: the key is gone, the data stays. */
    fun restart() {
        role.close()
        role = SecureApp(id, clock)
    }

    /** Asks the manager for the app's key. */
    suspend fun open(manager: PasscodeManager) {
        val outcome = manager.handOff(id, role.requestKey())
        role.accept((outcome as PasscodeOutcome.HandedOff).handOff)
    }

    /** Seals a note with the key that the app holds. */
    fun sealNote(text: String) {
        note =
            role.withKey { key ->
                val cipher = Cipher.getInstance(AES_GCM).apply { init(Cipher.ENCRYPT_MODE, SecretKeySpec(key, "AES")) }
                Sealed(cipher.iv, cipher.doFinal(text.toByteArray()))
            }
    }

    /** Reads the note with the key that the app holds. `null`: no note, or the key does not fit it. */
    fun readNote(): String? =
        role.withKey { key ->
            note?.let { sealed ->
                val cipher = Cipher.getInstance(AES_GCM)
                cipher.init(Cipher.DECRYPT_MODE, SecretKeySpec(key, "AES"), GCMParameterSpec(128, sealed.nonce))
                try {
                    cipher.doFinal(sealed.ciphertext).decodeToString()
                } catch (_: AEADBadTagException) {
                    null
                }
            }
        }

    override fun close(): Unit = role.close()

    private class Sealed(
        val nonce: ByteArray,
        val ciphertext: ByteArray,
    )

    private companion object {
        const val AES_GCM = "AES/GCM/NoPadding"
    }
}
