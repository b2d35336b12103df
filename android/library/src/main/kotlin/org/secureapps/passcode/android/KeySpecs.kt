// How each kind of key is made, and what its public half looks like. It decides nothing about who may use it.

package org.secureapps.passcode.android

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import org.secureapps.passcode.KeyPurpose
import java.math.BigInteger
import java.security.interfaces.ECPublicKey
import java.security.spec.ECGenParameterSpec

/**
 * HMAC "signs" too: one purpose does for all.
 *
 * `setUnlockedDeviceRequired` is not set for keys without a prompt: a check-in signs, and an app in front of the
 * lock screen may ask for its key, while the phone is locked. That nobody guesses is the passcode's business.
 */
internal fun keySpec(
    alias: String,
    purpose: KeyPurpose,
    strongBox: Boolean,
): KeyGenParameterSpec {
    val builder =
        KeyGenParameterSpec
            .Builder(alias, KeyProperties.PURPOSE_SIGN)
            .setDigests(KeyProperties.DIGEST_SHA256)
            .setIsStrongBoxBacked(strongBox)
    when (purpose) {
        KeyPurpose.PRF -> builder.setKeySize(KEY_BITS)
        KeyPurpose.BIOMETRIC_PRF ->
            builder
                .setKeySize(KEY_BITS)
                .setUserAuthenticationRequired(true)
                // Zero seconds: each use needs its own prompt.
                .setUserAuthenticationParameters(0, KeyProperties.AUTH_BIOMETRIC_STRONG)
                .setInvalidatedByBiometricEnrollment(true)
        KeyPurpose.SIGNING -> builder.setAlgorithmParameterSpec(ECGenParameterSpec("secp256r1"))
    }
    return builder.build()
}

/** Uncompressed SEC1: 4, x, y; 65 bytes for P-256. */
internal fun ECPublicKey.toUncompressedPoint(): ByteArray =
    byteArrayOf(UNCOMPRESSED) + w.affineX.toCoordinate() + w.affineY.toCoordinate()

private fun BigInteger.toCoordinate(): ByteArray {
    // A sign byte may stand before it, and leading zeros may be missing.
    val bytes = toByteArray().takeLast(COORDINATE_BYTES).toByteArray()
    return ByteArray(COORDINATE_BYTES - bytes.size) + bytes
}

private const val KEY_BITS = 256
private const val COORDINATE_BYTES = 32
private const val UNCOMPRESSED: Byte = 4
