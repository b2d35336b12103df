// Keys in software, as the Secure Enclave computes with them: P-256 key agreement with the point of the input.

package org.secureapps.passcode.scenario

import org.secureapps.passcode.HardwareKeyException
import org.secureapps.passcode.KeyPurpose
import org.secureapps.passcode.PrfInput
import org.secureapps.passcode.testing.SoftKeys
import java.math.BigInteger
import java.security.KeyFactory
import java.security.KeyPairGenerator
import java.security.PrivateKey
import java.security.interfaces.ECPrivateKey
import java.security.spec.ECGenParameterSpec
import java.security.spec.ECPoint
import java.security.spec.ECPublicKeySpec
import java.util.concurrent.ConcurrentHashMap
import javax.crypto.KeyAgreement

/** The keys of an iPhone: the answer is the x-coordinate of ECDH with the point. */
internal class AgreementKeys : SoftKeys() {
    private val secrets = ConcurrentHashMap<String, PrivateKey>()

    override fun create(
        name: String,
        purpose: KeyPurpose,
    ): ByteArray {
        if (purpose == KeyPurpose.SIGNING) return super.create(name, purpose)
        val generator = KeyPairGenerator.getInstance("EC").apply { initialize(ECGenParameterSpec("secp256r1")) }
        secrets[name] = generator.generateKeyPair().private
        return ByteArray(0)
    }

    override fun delete(name: String) {
        super.delete(name)
        secrets.remove(name)
    }

    override fun prf(
        name: String,
        input: PrfInput,
    ): ByteArray {
        val secret = secrets[name] ?: throw HardwareKeyException(HardwareKeyException.Failure.MISSING)
        return KeyAgreement.getInstance("ECDH").run {
            init(secret)
            doPhase(KeyFactory.getInstance("EC").generatePublic(publicKey(secret, input.point)), true)
            generateSecret()
        }
    }

    /** From uncompressed SEC1: 4, x, y. */
    private fun publicKey(
        secret: PrivateKey,
        point: ByteArray,
    ): ECPublicKeySpec {
        require(point.size == 65 && point[0] == 4.toByte()) { "no uncompressed P-256 point" }
        val x = BigInteger(1, point.copyOfRange(1, 33))
        val y = BigInteger(1, point.copyOfRange(33, 65))
        return ECPublicKeySpec(ECPoint(x, y), (secret as ECPrivateKey).params)
    }
}
