package org.secureapps.passcode.android

import android.security.keystore.KeyProperties
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.secureapps.passcode.HardwareKeyException
import org.secureapps.passcode.HardwareKeyException.Failure
import org.secureapps.passcode.KeyPurpose
import org.secureapps.passcode.PrfInput
import java.math.BigInteger
import java.security.AlgorithmParameters
import java.security.KeyFactory
import java.security.PublicKey
import java.security.Signature
import java.security.spec.ECGenParameterSpec
import java.security.spec.ECParameterSpec
import java.security.spec.ECPoint
import java.security.spec.ECPublicKeySpec
import javax.crypto.Mac

internal class AndroidKeyStoreTest {
    private val chip = FakeChip()
    private val keys = AndroidKeyStore("tenant")
    private val input = PrfInput(ByteArray(32) { it.toByte() }, ByteArray(65))

    @AfterEach
    fun unplug() = chip.close()

    @Test
    fun `a key answers with HMAC-SHA256 of what it is asked`() {
        assertEquals(0, keys.create("vault-0", KeyPurpose.PRF).size)
        val mac = Mac.getInstance("HmacSHA256", "SunJCE")
        mac.init(chip.entries.getValue("tenant.vault-0").secret)
        assertArrayEquals(mac.doFinal(input.bytes), keys.prf("vault-0", input))
        assertArrayEquals(ByteArray(32) { it.toByte() }, input.bytes, "the input is the caller's")
    }

    @Test
    fun `a key without a prompt asks for no user and is made for one purpose only`() {
        keys.create("vault-0", KeyPurpose.PRF)
        val spec = chip.entries.getValue("tenant.vault-0").spec
        assertEquals(KeyProperties.PURPOSE_SIGN, spec.purposes)
        assertEquals(256, spec.keySize)
        assertEquals(listOf(KeyProperties.DIGEST_SHA256), spec.digests.toList())
        assertFalse(spec.isUserAuthenticationRequired)
        assertFalse(spec.isUnlockedDeviceRequired)
    }

    @Test
    fun `a key behind the prompt needs strong biometrics for each use and dies with a new finger`() {
        keys.create("biometric", KeyPurpose.BIOMETRIC_PRF)
        val spec = chip.entries.getValue("tenant.biometric").spec
        assertTrue(spec.isUserAuthenticationRequired)
        assertEquals(0, spec.userAuthenticationValidityDurationSeconds)
        assertEquals(KeyProperties.AUTH_BIOMETRIC_STRONG, spec.userAuthenticationType)
        assertTrue(spec.isInvalidatedByBiometricEnrollment)
        assertEquals(Failure.UNAVAILABLE, failureOf { keys.prf("biometric", input) })
    }

    @Test
    fun `a signature verifies under the public key that was answered`() {
        val publicKey = keys.create("sign", KeyPurpose.SIGNING)
        val message = "POST /".toByteArray()
        val signature = keys.sign("sign", message)
        assertEquals(65, publicKey.size)
        assertEquals(4, publicKey[0])
        val verified =
            Signature.getInstance("SHA256withECDSA", "SunEC").run {
                initVerify(pointToKey(publicKey))
                update(message)
                verify(signature)
            }
        assertTrue(verified)
    }

    @Test
    fun `coordinates that begin with zeros keep their length`() {
        // One public key in 128 has such a coordinate.
        repeat(600) {
            val publicKey = keys.create("sign", KeyPurpose.SIGNING)
            assertEquals(65, publicKey.size)
            assertEquals(chip.entries.getValue("tenant.sign").publicKey, pointToKey(publicKey))
        }
    }

    @Test
    fun `StrongBox is used if there is one and the trusted environment if not`() {
        keys.create("vault-0", KeyPurpose.PRF)
        assertTrue(
            chip.entries
                .getValue("tenant.vault-0")
                .spec.isStrongBoxBacked,
        )
        chip.hasStrongBox = false
        for (purpose in KeyPurpose.entries) {
            keys.create("vault-1", purpose)
            assertFalse(
                chip.entries
                    .getValue("tenant.vault-1")
                    .spec.isStrongBoxBacked,
            )
        }
    }

    @Test
    fun `a key in software is destroyed and refused`() {
        chip.isSoftware = true
        for (purpose in KeyPurpose.entries) {
            assertEquals(Failure.UNAVAILABLE, failureOf { keys.create("vault-0", purpose) })
            assertTrue(chip.entries.isEmpty())
        }
    }

    @Test
    fun `a prompt that only software checks is refused`() {
        chip.checksPromptItself = false
        assertEquals(Failure.UNAVAILABLE, failureOf { keys.create("biometric", KeyPurpose.BIOMETRIC_PRF) })
        assertTrue(chip.entries.isEmpty())
        keys.create("vault-0", KeyPurpose.PRF)
    }

    @Test
    fun `who asks for it gets keys in software`() {
        chip.isSoftware = true
        val soft = AndroidKeyStore("tenant", allowSoftwareKeys = true)
        soft.create("vault-0", KeyPurpose.PRF)
        assertEquals(32, soft.prf("vault-0", input).size)
    }

    @Test
    fun `no Keystore at all is not a missing key`() {
        chip.close()
        assertEquals(Failure.UNAVAILABLE, failureOf { keys.create("vault-0", KeyPurpose.PRF) })
        assertEquals(Failure.UNAVAILABLE, failureOf { keys.prf("vault-0", input) })
        assertEquals(Failure.UNAVAILABLE, failureOf { keys.sign("sign", ByteArray(1)) })
        assertEquals(Failure.UNAVAILABLE, failureOf { keys.delete("vault-0") })
    }

    @Test
    fun `what was never made or was destroyed is missing`() {
        assertEquals(Failure.MISSING, failureOf { keys.prf("vault-0", input) })
        assertEquals(Failure.MISSING, failureOf { keys.sign("sign", ByteArray(1)) })
        keys.create("vault-0", KeyPurpose.PRF)
        keys.delete("vault-0")
        keys.delete("vault-0")
        assertEquals(Failure.MISSING, failureOf { keys.prf("vault-0", input) })
    }

    @Test
    fun `what the system invalidated is missing however deep it says so`() {
        keys.create("vault-0", KeyPurpose.PRF)
        keys.create("sign", KeyPurpose.SIGNING)
        chip.invalidate("tenant.vault-0")
        chip.invalidate("tenant.sign")
        assertEquals(Failure.MISSING, failureOf { keys.prf("vault-0", input) })
        assertEquals(Failure.MISSING, failureOf { keys.sign("sign", ByteArray(1)) })
    }

    @Test
    fun `a chip that does not answer now has lost nothing`() {
        keys.create("vault-0", KeyPurpose.PRF)
        val answer = keys.prf("vault-0", input)
        chip.isBroken = true
        assertEquals(Failure.UNAVAILABLE, failureOf { keys.prf("vault-0", input) })
        assertEquals(Failure.UNAVAILABLE, failureOf { keys.create("vault-1", KeyPurpose.PRF) })
        assertEquals(Failure.UNAVAILABLE, failureOf { keys.delete("vault-0") })
        chip.isBroken = false
        assertArrayEquals(answer, keys.prf("vault-0", input))
    }

    @Test
    fun `making a key again replaces it and prefixes keep apart`() {
        keys.create("vault-0", KeyPurpose.PRF)
        val first = keys.prf("vault-0", input)
        val other = AndroidKeyStore("other")
        assertEquals(Failure.MISSING, failureOf { other.prf("vault-0", input) })
        other.create("vault-0", KeyPurpose.PRF)
        assertFalse(first.contentEquals(other.prf("vault-0", input)))
        assertArrayEquals(first, keys.prf("vault-0", input))
        keys.create("vault-0", KeyPurpose.PRF)
        assertFalse(first.contentEquals(keys.prf("vault-0", input)))
    }

    @Test
    fun `a prefix is needed`() {
        assertThrows(IllegalArgumentException::class.java) { AndroidKeyStore("") }
    }

    private fun failureOf(call: () -> Unit): Failure = assertThrows(HardwareKeyException::class.java) { call() }.failure

    private fun pointToKey(point: ByteArray): PublicKey {
        val curve = AlgorithmParameters.getInstance("EC").apply { init(ECGenParameterSpec("secp256r1")) }
        val x = BigInteger(1, point.copyOfRange(1, 33))
        val y = BigInteger(1, point.copyOfRange(33, 65))
        val spec = ECPublicKeySpec(ECPoint(x, y), curve.getParameterSpec(ECParameterSpec::class.java))
        return KeyFactory.getInstance("EC", "SunEC").generatePublic(spec)
    }
}
