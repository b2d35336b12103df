// How the fake chip makes keys, and what it tells about them.

package org.secureapps.passcode.android

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyInfo
import android.security.keystore.KeyProperties
import android.security.keystore.StrongBoxUnavailableException
import java.security.Key
import java.security.KeyFactorySpi
import java.security.KeyPair
import java.security.KeyPairGenerator
import java.security.KeyPairGeneratorSpi
import java.security.PrivateKey
import java.security.SecureRandom
import java.security.spec.AlgorithmParameterSpec
import java.security.spec.ECGenParameterSpec
import java.security.spec.KeySpec
import java.util.Date
import javax.crypto.KeyGeneratorSpi
import javax.crypto.SecretKey
import javax.crypto.SecretKeyFactorySpi
import javax.crypto.spec.SecretKeySpec

private fun FakeChip.add(
    spec: AlgorithmParameterSpec?,
    make: (String) -> FakeChip.Entry,
): FakeChip.Entry {
    works()
    spec as KeyGenParameterSpec
    if (spec.isStrongBoxBacked && !hasStrongBox) throw StrongBoxUnavailableException()
    return make(spec.keystoreAlias).also { entries[spec.keystoreAlias] = it }
}

internal class SecretMaker(
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

internal class PairMaker(
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

internal class SecretInfo(
    private val chip: FakeChip,
) : SecretKeyFactorySpi() {
    override fun engineGenerateSecret(keySpec: KeySpec?) = error("not used")

    override fun engineGetKeySpec(
        key: SecretKey?,
        keySpec: Class<*>?,
    ): KeySpec = chip.info((key as ChipSecret).alias)

    override fun engineTranslateKey(key: SecretKey?) = error("not used")
}

internal class PairInfo(
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
