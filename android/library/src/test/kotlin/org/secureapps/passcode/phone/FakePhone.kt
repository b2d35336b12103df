// What a phone gives the library, in software: a clock to turn, records in memory, keys that a computer can
// compute, a portal that is a function. For tests only.

package org.secureapps.passcode.phone

import org.secureapps.passcode.ClockReading
import org.secureapps.passcode.HardwareKeyException
import org.secureapps.passcode.HardwareKeys
import org.secureapps.passcode.KeyPurpose
import org.secureapps.passcode.PasscodeClock
import org.secureapps.passcode.PrfInput
import org.secureapps.passcode.RecordName
import org.secureapps.passcode.RecordStore
import org.secureapps.passcode.RecordStoreException
import org.secureapps.passcode.StoredRecord
import java.math.BigInteger
import java.nio.ByteBuffer
import java.security.KeyPair
import java.security.KeyPairGenerator
import java.security.MessageDigest
import java.security.Signature
import java.security.interfaces.ECPublicKey
import java.security.spec.ECGenParameterSpec
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.locks.ReentrantLock
import javax.crypto.Mac
import javax.crypto.spec.SecretKeySpec

/** A clock to turn. It begins on 2026-01-05 at 08:00 UTC, on a phone that has been running for an hour. */
internal class ManualClock : PasscodeClock {
    private var wallMs = 1_767_600_000_000
    private var sinceBootMs = 3_600_000L
    private var boots = 1L

    @Synchronized
    override fun now() = ClockReading(wallMs, sinceBootMs, ByteBuffer.allocate(16).putLong(boots).array())

    @Synchronized
    fun advance(ms: Long) {
        wallMs += ms
        sinceBootMs += ms
    }

    @Synchronized
    fun turn(ms: Long) {
        wallMs += ms
    }

    @Synchronized
    fun restart() {
        boots += 1
        sinceBootMs = 0
    }
}

/** Records in memory. */
internal open class MemoryRecords : RecordStore {
    private val records = ConcurrentHashMap<RecordName, ByteArray>()
    private val lock = ReentrantLock()

    override fun read(name: RecordName): StoredRecord? = records[name]?.let { StoredRecord(it.clone(), revision(it)) }

    override fun replace(
        name: RecordName,
        expected: Long?,
        bytes: ByteArray,
    ): Long {
        if (records[name]?.let(::revision) != expected) {
            throw RecordStoreException(RecordStoreException.Failure.CONFLICT)
        }
        records[name] = bytes.clone()
        return revision(bytes)
    }

    override fun remove(name: RecordName) {
        records.remove(name)
    }

    override fun enter() = lock.lock()

    override fun leave() = lock.unlock()

    private fun revision(bytes: ByteArray) = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes)).long
}

/** Keys in software, as the Android Keystore computes with them. */
internal open class SoftKeys : HardwareKeys {
    private val secrets = ConcurrentHashMap<String, ByteArray>()
    private val pairs = ConcurrentHashMap<String, KeyPair>()

    override fun create(
        name: String,
        purpose: KeyPurpose,
    ): ByteArray {
        delete(name)
        if (purpose != KeyPurpose.SIGNING) {
            secrets[name] = ByteArray(32).also { java.security.SecureRandom().nextBytes(it) }
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
