// Records in memory, for tests.

package org.secureapps.passcode.testing

import org.secureapps.passcode.RecordName
import org.secureapps.passcode.RecordStore
import org.secureapps.passcode.RecordStoreException
import org.secureapps.passcode.StoredRecord
import java.nio.ByteBuffer
import java.security.MessageDigest
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.locks.ReentrantLock

/** Records in memory. */
public open class MemoryRecords : RecordStore {
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
