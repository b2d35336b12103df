// Records in files, in two folders that no backup takes. It decides what a file's content is to be called, and
// refuses to take a folder that is not there for one without records.

package org.secureapps.passcode.android

import android.content.Context
import org.secureapps.passcode.RecordName
import org.secureapps.passcode.RecordStore
import org.secureapps.passcode.RecordStoreException
import org.secureapps.passcode.RecordStoreException.Failure
import org.secureapps.passcode.StoredRecord
import java.io.File
import java.nio.ByteBuffer
import java.nio.file.Path
import java.security.MessageDigest

/**
 * [RecordStore] in two folders, which it makes at the first use: [RecordName.LEDGER_COPY] lives in [copyFolder],
 * everything else in [folder]. Neither may be part of a backup: an older copy put back is refused later, and
 * costs the user a reset.
 *
 * Any thread and any process of the app may use the same folders at the same time.
 */
public class FileRecords(
    folder: File,
    copyFolder: File,
) : RecordStore {
    private val folder: Path = folder.toPath().toAbsolutePath()
    private val copyFolder: Path = copyFolder.toPath().toAbsolutePath()
    private val lock = FolderLock(this.folder.resolve("lock"))

    /** Made once: a folder that disappears later is an error, not an empty one. */
    private val folders: Map<RecordName, Path> by lazy {
        this.folder.makePrivateFolder()
        this.copyFolder.makePrivateFolder()
        RecordName.entries.associateWith { if (it == RecordName.LEDGER_COPY) this.copyFolder else this.folder }
    }

    init {
        require(this.folder != this.copyFolder) { "a copy beside its original is none" }
    }

    /**
     * Two folders below the app's `noBackupFilesDir`. [name] keeps tenants apart, if an app has several.
     *
     * They are in credential-encrypted storage, which can be read once the user has unlocked the phone after a
     * start, like the keys that the records need; nothing of it is of use before. A context of the
     * device-protected storage is refused.
     */
    public constructor(context: Context, name: String = DEFAULT_NAME) : this(
        File(noBackupFolder(context), name),
        File(noBackupFolder(context), "$name-copy"),
    )

    override fun read(name: RecordName): StoredRecord? =
        storing { contentOf(name)?.let { StoredRecord(it, revisionOf(it)) } }

    override fun replace(
        name: RecordName,
        expected: Long?,
        bytes: ByteArray,
    ): Long =
        inside {
            if (contentOf(name)?.let(::revisionOf) != expected) throw RecordStoreException(Failure.CONFLICT)
            folderOf(name).replaceFile(name.fileName, bytes)
            revisionOf(bytes)
        }

    override fun remove(name: RecordName): Unit = inside { folderOf(name).removeFile(name.fileName) }

    override fun enter(): Unit =
        storing {
            folderOf(RecordName.VAULT)
            lock.enter()
        }

    override fun leave(): Unit = storing { lock.leave() }

    private fun contentOf(name: RecordName): ByteArray? = folderOf(name).contentOf(name.fileName)

    private fun folderOf(name: RecordName): Path = folders.getValue(name)

    /** What compares and then writes has to be alone, even if the caller did not see to it. */
    private fun <T> inside(work: () -> T): T {
        if (lock.isHeldByThisThread) return storing(work)
        enter()
        try {
            return storing(work)
        } finally {
            leave()
        }
    }

    private inline fun <T> storing(work: () -> T): T =
        try {
            work()
        } catch (known: RecordStoreException) {
            throw known
        } catch (failure: Exception) {
            throw RecordStoreException(Failure.UNAVAILABLE, failure)
        }

    /** Where records are by default. */
    public companion object {
        /** What the folder is called if nobody says anything else. */
        public const val DEFAULT_NAME: String = "passcode"

        private fun noBackupFolder(context: Context): File {
            require(!context.isDeviceProtectedStorage) { "records are kept in credential-encrypted storage" }
            return context.noBackupFilesDir
        }

        /** The first eight bytes of the content's SHA-256: equal only for equal content. */
        private fun revisionOf(bytes: ByteArray): Long =
            ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes)).long
    }
}
