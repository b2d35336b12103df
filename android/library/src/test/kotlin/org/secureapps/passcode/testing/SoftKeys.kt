// Keys that a computer can compute, for tests. A phone has AndroidKeyStore.

package org.secureapps.passcode.testing

import org.secureapps.passcode.HardwareKeyException
import org.secureapps.passcode.HardwareKeys
import org.secureapps.passcode.KeyPurpose
import org.secureapps.passcode.PrfInput
import java.math.BigInteger
import java.security.KeyPair
import java.security.KeyPairGenerator
import java.security.SecureRandom
import java.security.Signature
import java.security.interfaces.ECPublicKey
import java.security.spec.ECGenParameterSpec
import java.util.concurrent.ConcurrentHashMap
import javax.crypto.Mac
import javax.crypto.spec.SecretKeySpec

/** Keys in software, as the Android Keystore computes with them. */
public open class SoftKeys : HardwareKeys {
    private val secrets = ConcurrentHashMap<String, ByteArray>()
    private val pairs = ConcurrentHashMap<String, KeyPair>()

    override fun create(
        name: String,
        purpose: KeyPurpose,
    ): ByteArray {
        delete(name)
        if (purpose != KeyPurpose.SIGNING) {
            secrets[name] = ByteArray(32).also { SecureRandom().nextBytes(it) }
            return ByteArray(0)
        }
        val generator = KeyPairGenerator.getInstance("EC").apply { initialize(ECGenParameterSpec("secp256r1")) }
        val pair = generator.generateKeyPair()
        pairs[name] = pair
        val point = (pair.public as ECPublicKey).w
        return byteArrayOf(4) + point.affineX.toFixed() + point.affineY.toFixed()
    }

    override fun delete(name: String) {
        secrets.remove(name)
        pairs.remove(name)
    }

    override fun prf(
        name: String,
        input: PrfInput,
    ): ByteArray {
        val secret = secrets[name] ?: throw missing()
        return Mac.getInstance("HmacSHA256").apply { init(SecretKeySpec(secret, "HmacSHA256")) }.doFinal(input.bytes)
    }

    override fun sign(
        name: String,
        message: ByteArray,
    ): ByteArray {
        val pair = pairs[name] ?: throw missing()
        return Signature.getInstance("SHA256withECDSA").run {
            initSign(pair.private)
            update(message)
            sign()
        }
    }

    private fun missing() = HardwareKeyException(HardwareKeyException.Failure.MISSING)

    private fun BigInteger.toFixed(): ByteArray {
        val bytes = toByteArray().dropWhile { it == 0.toByte() }.toByteArray()
        return ByteArray(32 - bytes.size) + bytes
    }
}
