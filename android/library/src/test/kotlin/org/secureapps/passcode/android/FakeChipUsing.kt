// How the fake chip computes, and how it keeps keys.

package org.secureapps.passcode.android

import android.security.keystore.KeyPermanentlyInvalidatedException
import java.io.InputStream
import java.io.OutputStream
import java.security.InvalidKeyException
import java.security.Key
import java.security.KeyStoreException
import java.security.KeyStoreSpi
import java.security.PrivateKey
import java.security.ProviderException
import java.security.PublicKey
import java.security.Signature
import java.security.SignatureSpi
import java.security.UnrecoverableKeyException
import java.security.cert.Certificate
import java.security.spec.AlgorithmParameterSpec
import java.util.Collections
import java.util.Date
import java.util.Enumeration
import javax.crypto.Mac
import javax.crypto.MacSpi

private fun FakeChip.use(alias: String): Key {
    works()
    val entry = entries[alias] ?: throw InvalidKeyException("no such key")
    if (entry.isInvalidated) throw KeyPermanentlyInvalidatedException()
    return entry.secret
}

internal class ChipMac(
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

internal class ChipSignature(
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
internal class ChipStore(
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
