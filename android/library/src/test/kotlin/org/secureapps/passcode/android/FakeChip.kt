// A Keystore in software, registered under the real one's name, so that the real class runs against it. It keeps
// the specs that keys are made with, and misbehaves as real ones do when it is told to.

package org.secureapps.passcode.android

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyInfo
import android.security.keystore.KeyPermanentlyInvalidatedException
import android.security.keystore.KeyProperties
import android.security.keystore.StrongBoxUnavailableException
import java.io.InputStream
import java.io.OutputStream
import java.security.InvalidKeyException
import java.security.Key
import java.security.KeyFactorySpi
import java.security.KeyPair
import java.security.KeyPairGenerator
import java.security.KeyPairGeneratorSpi
import java.security.KeyStoreException
import java.security.KeyStoreSpi
import java.security.PrivateKey
import java.security.Provider
import java.security.ProviderException
import java.security.PublicKey
import java.security.SecureRandom
import java.security.Security
import java.security.Signature
import java.security.SignatureSpi
import java.security.UnrecoverableKeyException
import java.security.cert.Certificate
import java.security.spec.AlgorithmParameterSpec
import java.security.spec.ECGenParameterSpec
import java.security.spec.KeySpec
import java.util.Collections
import java.util.Date
import java.util.Enumeration
import javax.crypto.KeyGeneratorSpi
import javax.crypto.Mac
import javax.crypto.MacSpi
import javax.crypto.SecretKey
import javax.crypto.SecretKeyFactorySpi
import javax.crypto.spec.SecretKeySpec

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
        offer("KeyStore", FakeChip.NAME) { Store(chip) }
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

private fun FakeChip.add(
    spec: AlgorithmParameterSpec?,
    make: (String) -> FakeChip.Entry,
): FakeChip.Entry {
    works()
    spec as KeyGenParameterSpec
    if (spec.isStrongBoxBacked && !hasStrongBox) throw StrongBoxUnavailableException()
    return make(spec.keystoreAlias).also { entries[spec.keystoreAlias] = it }
}

private class SecretMaker(
    private val chip: FakeChip,
) : KeyGeneratorSpi() {
    private var spec: AlgorithmParameterSpec? = null

    override fun engineInit(random: SecureRandom?) = error("not used")

    override fun engineInit(
        keysize: Int,
        random: SecureRandom?,
    ) = error("not used")

    override fun engineInit(
        params: AlgorithmParameterSpec?,
        random: SecureRandom?,
    ) {
        spec = params
    }

    override fun engineGenerateKey(): SecretKey {
        val entry =
            chip.add(spec) { alias ->
                val bytes = ByteArray(32).also { SecureRandom().nextBytes(it) }
                FakeChip.Entry(spec as KeyGenParameterSpec, ChipSecret(alias), SecretKeySpec(bytes, "HmacSHA256"))
            }
        return entry.key as SecretKey
    }
}

private class PairMaker(
    private val chip: FakeChip,
) : KeyPairGeneratorSpi() {
    private var spec: AlgorithmParameterSpec? = null

    override fun initialize(
        keysize: Int,
        random: SecureRandom?,
    ) = error("not used")

    override fun initialize(
        params: AlgorithmParameterSpec?,
        random: SecureRandom?,
    ) {
        spec = params
    }

    override fun generateKeyPair(): KeyPair {
        val entry =
            chip.add(spec) { alias ->
                val generator = KeyPairGenerator.getInstance("EC", "SunEC")
                generator.initialize((spec as KeyGenParameterSpec).algorithmParameterSpec as ECGenParameterSpec)
                val pair = generator.generateKeyPair()
                FakeChip.Entry(spec as KeyGenParameterSpec, ChipPrivate(alias), pair.private, pair.public)
            }
        return KeyPair(entry.publicKey, entry.key as PrivateKey)
    }
}

private fun FakeChip.info(alias: String): KeyInfo {
    val entry = entries.getValue(alias)
    val never = Date(0)
    val none = emptyArray<String>()
    val asksUser = entry.spec.isUserAuthenticationRequired
    val level =
        when {
            isSoftware -> KeyProperties.SECURITY_LEVEL_SOFTWARE
            entry.spec.isStrongBoxBacked -> KeyProperties.SECURITY_LEVEL_STRONGBOX
            else -> KeyProperties.SECURITY_LEVEL_TRUSTED_ENVIRONMENT
        }
    // Its constructor is the system's, which is here and not in what apps compile against.
    return KeyInfo(
        alias,
        !isSoftware,
        KeyProperties.ORIGIN_GENERATED,
        256,
        never,
        never,
        never,
        entry.spec.purposes,
        none,
        none,
        none,
        none,
        asksUser,
        0,
        0,
        asksUser && checksPromptItself,
        false,
        false,
        false,
        asksUser,
        false,
        level,
        -1,
    )
}

private class SecretInfo(
    private val chip: FakeChip,
) : SecretKeyFactorySpi() {
    override fun engineGenerateSecret(keySpec: KeySpec?) = error("not used")

    override fun engineGetKeySpec(
        key: SecretKey?,
        keySpec: Class<*>?,
    ): KeySpec = chip.info((key as ChipSecret).alias)

    override fun engineTranslateKey(key: SecretKey?) = error("not used")
}

private class PairInfo(
    private val chip: FakeChip,
) : KeyFactorySpi() {
    override fun engineGeneratePublic(keySpec: KeySpec?) = error("not used")

    override fun engineGeneratePrivate(keySpec: KeySpec?) = error("not used")

    override fun <T : KeySpec?> engineGetKeySpec(
        key: Key?,
        keySpec: Class<T>,
    ): T = keySpec.cast(chip.info((key as ChipPrivate).alias))

    override fun engineTranslateKey(key: Key?) = error("not used")
}

private fun FakeChip.use(alias: String): Key {
    works()
    val entry = entries[alias] ?: throw InvalidKeyException("no such key")
    if (entry.isInvalidated) throw KeyPermanentlyInvalidatedException()
    return entry.secret
}

private class ChipMac(
    private val chip: FakeChip,
) : MacSpi() {
    private val mac = Mac.getInstance("HmacSHA256", "SunJCE")
    private var needsUser = false

    override fun engineGetMacLength() = mac.macLength

    override fun engineInit(
        key: Key?,
        params: AlgorithmParameterSpec?,
    ) {
        val alias = (key as ChipSecret).alias
        mac.init(chip.use(alias))
        needsUser =
            chip.entries
                .getValue(alias)
                .spec.isUserAuthenticationRequired
    }

    override fun engineUpdate(input: Byte) = mac.update(input)

    override fun engineUpdate(
        input: ByteArray?,
        offset: Int,
        len: Int,
    ) = mac.update(input, offset, len)

    override fun engineDoFinal(): ByteArray {
        chip.works()
        if (needsUser && !chip.userIsThere) throw ProviderException("no prompt came first")
        return mac.doFinal()
    }

    override fun engineReset() = mac.reset()
}

private class ChipSignature(
    private val chip: FakeChip,
) : SignatureSpi() {
    private val signature = Signature.getInstance("SHA256withECDSA", "SunEC")

    override fun engineInitSign(privateKey: PrivateKey?) =
        signature.initSign(chip.use((privateKey as ChipPrivate).alias) as PrivateKey)

    override fun engineUpdate(b: Byte) = signature.update(b)

    override fun engineUpdate(
        b: ByteArray?,
        off: Int,
        len: Int,
    ) = signature.update(b, off, len)

    override fun engineSign(): ByteArray = signature.sign()

    override fun engineInitVerify(publicKey: PublicKey?) = error("not used")

    override fun engineVerify(sigBytes: ByteArray?) = error("not used")

    @Deprecated("by its declaration")
    override fun engineSetParameter(
        param: String?,
        value: Any?,
    ) = error("not used")

    @Deprecated("by its declaration")
    override fun engineGetParameter(param: String?) = error("not used")
}

/** What a Keystore does; the rest of the interface it leaves out. */
private class Store(
    private val chip: FakeChip,
) : KeyStoreSpi() {
    override fun engineLoad(
        stream: InputStream?,
        password: CharArray?,
    ) = Unit

    override fun engineGetKey(
        alias: String?,
        password: CharArray?,
    ): Key? {
        chip.works()
        val entry = chip.entries[alias] ?: return null
        if (entry.isInvalidated && entry.publicKey != null) {
            throw UnrecoverableKeyException().apply { initCause(KeyPermanentlyInvalidatedException()) }
        }
        return entry.key
    }

    override fun engineDeleteEntry(alias: String?) {
        if (chip.isBroken) throw KeyStoreException("the chip does not answer")
        chip.entries.remove(alias)
    }

    override fun engineContainsAlias(alias: String?) = alias in chip.entries

    override fun engineAliases(): Enumeration<String> = Collections.enumeration(chip.entries.keys)

    override fun engineSize() = chip.entries.size

    override fun engineIsKeyEntry(alias: String?) = alias in chip.entries

    override fun engineIsCertificateEntry(alias: String?) = false

    override fun engineGetCertificateChain(alias: String?): Array<Certificate>? = null

    override fun engineGetCertificate(alias: String?): Certificate? = null

    override fun engineGetCertificateAlias(cert: Certificate?): String? = null

    override fun engineGetCreationDate(alias: String?): Date? = null

    override fun engineSetKeyEntry(
        alias: String?,
        key: Key?,
        password: CharArray?,
        chain: Array<out Certificate>?,
    ) = error("not used")

    override fun engineSetKeyEntry(
        alias: String?,
        key: ByteArray?,
        chain: Array<out Certificate>?,
    ) = error("not used")

    override fun engineSetCertificateEntry(
        alias: String?,
        cert: Certificate?,
    ) = error("not used")

    override fun engineStore(
        stream: OutputStream?,
        password: CharArray?,
    ) = error("not used")
}
