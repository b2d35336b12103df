// Keys in the phone's security chip: StrongBox if there is one, the trusted environment otherwise. It refuses
// to work without either: a key that software can read would let stolen files be guessed against.

package org.secureapps.passcode.android

import android.content.Context
import android.content.pm.ApplicationInfo
import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyInfo
import android.security.keystore.KeyProperties
import org.secureapps.passcode.HardwareKeyException
import org.secureapps.passcode.HardwareKeyException.Failure
import org.secureapps.passcode.HardwareKeys
import org.secureapps.passcode.KeyPurpose
import org.secureapps.passcode.PrfInput
import java.security.Key
import java.security.KeyFactory
import java.security.KeyPairGenerator
import java.security.KeyStore
import java.security.PrivateKey
import java.security.ProviderException
import java.security.Signature
import java.security.interfaces.ECPublicKey
import javax.crypto.KeyGenerator
import javax.crypto.Mac
import javax.crypto.SecretKey
import javax.crypto.SecretKeyFactory

/**
 * [HardwareKeys] in the Android Keystore. Nothing leaves it; the system destroys the keys with the app.
 *
 * Keys that would be computed in software are destroyed as soon as they are made, and [create] fails with
 * [Failure.UNAVAILABLE]. A key that the system invalidated is [Failure.MISSING].
 *
 * Any thread may use it; instances of the same [prefix] share their keys.
 */
public class AndroidKeyStore internal constructor(
    private val prefix: String,
    private val allowSoftwareKeys: Boolean,
) : HardwareKeys {
    /** Keys whose names in the Keystore begin with [prefix]: one for each tenant, if an app has several. */
    public constructor(prefix: String = DEFAULT_PREFIX) : this(prefix, allowSoftwareKeys = false)

    init {
        require(prefix.isNotEmpty()) { "a prefix is needed: the app has other keys too" }
    }

    override fun create(
        name: String,
        purpose: KeyPurpose,
    ): ByteArray =
        asking {
            val alias = alias(name)
            val made = generate(alias, purpose)
            if (!isGoodEnough(made.key, purpose)) {
                keyStore().deleteEntry(alias)
                throw HardwareKeyException(Failure.UNAVAILABLE)
            }
            made.publicKey
        }

    override fun delete(name: String): Unit = asking { keyStore().deleteEntry(alias(name)) }

    override fun prf(
        name: String,
        input: PrfInput,
    ): ByteArray = asking { answerOf(mac(name), input) }

    override fun sign(
        name: String,
        message: ByteArray,
    ): ByteArray =
        asking {
            Signature.getInstance("SHA256withECDSA").run {
                initSign(key(name) as PrivateKey)
                update(message)
                sign()
            }
        }

    /** The computation that [prf] makes, begun: a key of [KeyPurpose.BIOMETRIC_PRF] ends it after the prompt. */
    @Throws(HardwareKeyException::class)
    internal fun mac(name: String): Mac =
        asking {
            // No provider is named: the key decides. The Keystore's own is not the one that computes.
            Mac.getInstance(KeyProperties.KEY_ALGORITHM_HMAC_SHA256).apply { init(key(name) as SecretKey) }
        }

    /** Ends a computation of [mac]. Both arrays are the caller's to wipe; no copy of them is made here. */
    @Throws(HardwareKeyException::class)
    internal fun answerOf(
        mac: Mac,
        input: PrfInput,
    ): ByteArray =
        asking {
            val answer = mac.doFinal(input.bytes)
            if (answer.size != ANSWER_BYTES) throw HardwareKeyException(Failure.UNAVAILABLE)
            answer
        }

    private fun key(name: String): Key =
        keyStore().getKey(alias(name), null) ?: throw HardwareKeyException(Failure.MISSING)

    private fun alias(name: String) = "$prefix.$name"

    private fun keyStore(): KeyStore = KeyStore.getInstance(PROVIDER).apply { load(null) }

    private fun generate(
        alias: String,
        purpose: KeyPurpose,
    ): Made =
        try {
            generate(purpose, keySpec(alias, purpose, strongBox = true))
        } catch (_: ProviderException) {
            // StrongBoxUnavailableException, or a StrongBox that cannot do this: the trusted environment then.
            generate(purpose, keySpec(alias, purpose, strongBox = false))
        }

    private fun generate(
        purpose: KeyPurpose,
        spec: KeyGenParameterSpec,
    ): Made {
        if (purpose == KeyPurpose.SIGNING) {
            val generator = KeyPairGenerator.getInstance(KeyProperties.KEY_ALGORITHM_EC, PROVIDER)
            generator.initialize(spec)
            val pair = generator.generateKeyPair()
            return Made(pair.private, (pair.public as ECPublicKey).toUncompressedPoint())
        }
        val generator = KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_HMAC_SHA256, PROVIDER)
        generator.init(spec)
        return Made(generator.generateKey(), ByteArray(0))
    }

    /**
     * SECURITY: the chip must hold the key and, for a key behind the biometric prompt, check the prompt itself.
     */
    private fun isGoodEnough(
        key: Key,
        purpose: KeyPurpose,
    ): Boolean {
        if (allowSoftwareKeys) return true
        val info = infoOf(key)

        // Deprecated from API 31 for a finer answer, which API 30 does not have. It is true for the trusted
        // environment and StrongBox, and for nothing else.
        @Suppress("DEPRECATION")
        val isInHardware = info.isInsideSecureHardware
        val asksItself = info.isUserAuthenticationRequirementEnforcedBySecureHardware
        return isInHardware && (purpose != KeyPurpose.BIOMETRIC_PRF || asksItself)
    }

    private fun infoOf(key: Key): KeyInfo =
        when (key) {
            is SecretKey ->
                SecretKeyFactory.getInstance(key.algorithm, PROVIDER).getKeySpec(key, KeyInfo::class.java) as KeyInfo
            else -> KeyFactory.getInstance(key.algorithm, PROVIDER).getKeySpec(key, KeyInfo::class.java)
        }

    private class Made(
        val key: Key,
        val publicKey: ByteArray,
    )

    /** Names, and keys for debugging. */
    public companion object {
        /** What the names of the keys begin with if nobody says anything else. */
        public const val DEFAULT_PREFIX: String = "org.secureapps.passcode"

        /**
         * Accepts keys in software too, for emulators that have nothing better.
         *
         * @throws IllegalArgumentException unless the app is debuggable: what is released cannot do it
         */
        public fun forDebugging(
            context: Context,
            prefix: String = DEFAULT_PREFIX,
        ): AndroidKeyStore {
            val isDebuggable = context.applicationInfo.flags and ApplicationInfo.FLAG_DEBUGGABLE != 0
            require(isDebuggable) { "keys in software are for debuggable apps only" }
            return AndroidKeyStore(prefix, allowSoftwareKeys = true)
        }

        private const val PROVIDER = "AndroidKeyStore"

        /** HMAC-SHA256. */
        private const val ANSWER_BYTES = 32
    }
}
