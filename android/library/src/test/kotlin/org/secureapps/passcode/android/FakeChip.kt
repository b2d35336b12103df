// A Keystore in software, registered under the real one's name, so that the real class runs against it. It keeps
// the specs that keys are made with, and misbehaves as real ones do when it is told to.

package org.secureapps.passcode.android

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import java.security.Key
import java.security.KeyPairGenerator
import java.security.PrivateKey
import java.security.Provider
import java.security.ProviderException
import java.security.PublicKey
import java.security.Security
import java.security.Signature
import javax.crypto.Mac
import javax.crypto.SecretKey

internal class FakeChip : AutoCloseable {
    val entries = LinkedHashMap<String, Entry>()
    var hasStrongBox = true
    var isSoftware = false
    var checksPromptItself = true
    var isBroken = false
    var userIsThere = false

    init {
        Security.insertProviderAt(ChipProvider(this), 1)
    }

    override fun close() = Security.removeProvider(NAME)

    /** As when a finger was enrolled. */
    fun invalidate(alias: String) {
        entries.getValue(alias).isInvalidated = true
    }

    fun works() {
        if (isBroken) throw ProviderException("the chip does not answer")
    }

    class Entry(
        val spec: KeyGenParameterSpec,
        val key: Key,
        val secret: Key,
        val publicKey: PublicKey? = null,
        var isInvalidated: Boolean = false,
    )

    companion object {
        const val NAME = "AndroidKeyStore"
    }
}

/** Names only: nothing can be taken out. */
internal class ChipSecret(
    val alias: String,
) : SecretKey {
    override fun getAlgorithm() = KeyProperties.KEY_ALGORITHM_HMAC_SHA256

    override fun getFormat(): String? = null

    override fun getEncoded(): ByteArray? = null
}

internal class ChipPrivate(
    val alias: String,
) : PrivateKey {
    override fun getAlgorithm() = KeyProperties.KEY_ALGORITHM_EC

    override fun getFormat(): String? = null

    override fun getEncoded(): ByteArray? = null
}

private class ChipProvider(
    private val chip: FakeChip,
) : Provider(FakeChip.NAME, "1", "tests only") {
    init {
        offer("KeyStore", FakeChip.NAME) { ChipStore(chip) }
        offer("KeyGenerator", "HmacSHA256") { SecretMaker(chip) }
        offer("KeyPairGenerator", "EC") { PairMaker(chip) }
        offer("SecretKeyFactory", "HmacSHA256") { SecretInfo(chip) }
        offer("KeyFactory", "EC") { PairInfo(chip) }
        offer("Mac", "HmacSHA256", ChipSecret::class.java) { ChipMac(chip) }
        offer("Signature", "SHA256withECDSA", ChipPrivate::class.java) { ChipSignature(chip) }
    }

    /** Those with a key class are found by the key, not by the provider's name, as on a phone. */
    private fun offer(
        type: String,
        algorithm: String,
        key: Class<*>? = null,
        make: () -> Any,
    ) {
        val attributes = key?.let { mapOf("SupportedKeyClasses" to it.name) }.orEmpty()
        putService(
            object : Service(this, type, algorithm, make.javaClass.name, emptyList(), attributes) {
                override fun newInstance(parameter: Any?) = make()
            },
        )
    }
}
