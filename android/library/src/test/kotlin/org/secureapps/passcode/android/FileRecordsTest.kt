package org.secureapps.passcode.android

import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.secureapps.passcode.RecordName
import org.secureapps.passcode.RecordStoreException
import org.secureapps.passcode.RecordStoreException.Failure
import java.io.File
import java.nio.channels.FileChannel
import java.nio.file.Files
import java.nio.file.StandardOpenOption
import java.nio.file.attribute.PosixFilePermissions
import java.security.MessageDigest
import java.util.concurrent.CountDownLatch
import kotlin.concurrent.thread

internal class FileRecordsTest {
    @TempDir
    lateinit var temporary: File

    private val folder get() = File(temporary, "no_backup/passcode")
    private val copyFolder get() = File(temporary, "no_backup/passcode-copy")
    private val records by lazy { FileRecords(folder, copyFolder) }
    private val processes = ArrayList<Process>()

    @AfterEach
    fun end() = processes.forEach { it.destroyForcibly().waitFor() }

    @Test
    fun `a record is replaced only at the revision that was read`() {
        assertNull(records.read(RecordName.VAULT))
        val first = records.replace(RecordName.VAULT, null, "one".toByteArray())
        assertEquals(Failure.CONFLICT, failureOf { records.replace(RecordName.VAULT, null, "two".toByteArray()) })
        assertEquals(Failure.CONFLICT, failureOf { records.replace(RecordName.VAULT, first + 1, ByteArray(1)) })
        assertEquals(Failure.CONFLICT, failureOf { records.replace(RecordName.LEDGER, first, ByteArray(1)) })
        val second = records.replace(RecordName.VAULT, first, "two".toByteArray())
        assertNotEquals(first, second)
        val stored = FileRecords(folder, copyFolder).read(RecordName.VAULT)
        assertArrayEquals("two".toByteArray(), stored?.bytes)
        assertEquals(second, stored?.revision)
        records.remove(RecordName.VAULT)
        records.remove(RecordName.VAULT)
        assertNull(records.read(RecordName.VAULT))
    }

    @Test
    fun `a revision is the beginning of the content's SHA-256`() {
        val revision = records.replace(RecordName.VAULT, null, "one".toByteArray())
        val digest = MessageDigest.getInstance("SHA-256").digest("one".toByteArray())
        assertEquals(digest.take(8).joinToString("") { "%02x".format(it) }, "%016x".format(revision))
    }

    @Test
    fun `records of any size come back whole`() {
        for (size in listOf(0, 1, 100_000)) {
            val content = ByteArray(size) { it.toByte() }
            val before = records.read(RecordName.RESET)?.revision
            records.replace(RecordName.RESET, before, content)
            assertArrayEquals(content, records.read(RecordName.RESET)?.bytes)
        }
    }

    @Test
    fun `the copy of the ledger lives in the other folder and everything else in the first`() {
        for (name in RecordName.entries) records.replace(name, null, name.fileName.toByteArray())
        assertEquals(setOf("device", "vault", "ledger", "reset", "lock"), folder.list()?.toSet())
        assertEquals(setOf("ledger-copy"), copyFolder.list()?.toSet())
        assertThrows(IllegalArgumentException::class.java) { FileRecords(folder, folder) }
    }

    @Test
    fun `folders and files are the app's alone`() {
        records.enter()
        records.replace(RecordName.VAULT, null, ByteArray(1))
        records.leave()
        records.replace(RecordName.LEDGER_COPY, null, ByteArray(1))
        for (private in listOf(folder, copyFolder)) assertEquals("rwx------", modeOf(private))
        for (file in listOf(folder, copyFolder).flatMap { it.listFiles().orEmpty().toList() }) {
            assertEquals("rw-------", modeOf(file), file.name)
        }
    }

    @Test
    fun `what an interruption left behind is never read and does not stand in the way`() {
        val first = records.replace(RecordName.VAULT, null, "one".toByteArray())
        File(folder, "vault.new").writeText("half of another, and longer")
        File(folder, "ledger.new").writeText("half")
        assertArrayEquals("one".toByteArray(), records.read(RecordName.VAULT)?.bytes)
        assertNull(records.read(RecordName.LEDGER))
        records.replace(RecordName.VAULT, first, "two".toByteArray())
        assertArrayEquals("two".toByteArray(), records.read(RecordName.VAULT)?.bytes)
        assertFalse(File(folder, "vault.new").exists())
    }

    @Test
    fun `what stands in the way of a folder is no empty store`() {
        folder.parentFile.mkdirs()
        folder.writeText("a file")
        assertEquals(Failure.UNAVAILABLE, failureOf { records.read(RecordName.VAULT) })
        assertEquals(Failure.UNAVAILABLE, failureOf { records.replace(RecordName.VAULT, null, ByteArray(1)) })
        assertEquals(Failure.UNAVAILABLE, failureOf { records.remove(RecordName.VAULT) })
        assertEquals(Failure.UNAVAILABLE, failureOf { records.enter() })
        folder.delete()
        assertNull(records.read(RecordName.VAULT))
    }

    @Test
    fun `a folder that disappears is no empty store and is not made again`() {
        records.replace(RecordName.VAULT, null, ByteArray(1))
        folder.deleteRecursively()
        assertEquals(Failure.UNAVAILABLE, failureOf { records.read(RecordName.VAULT) })
        assertEquals(Failure.UNAVAILABLE, failureOf { records.replace(RecordName.VAULT, null, ByteArray(1)) })
        assertFalse(folder.exists())
        assertNull(records.read(RecordName.LEDGER_COPY))
    }

    @Test
    fun `a record that is a folder is unavailable`() {
        records.replace(RecordName.DEVICE, null, ByteArray(1))
        File(folder, "vault/inside").mkdirs()
        assertEquals(Failure.UNAVAILABLE, failureOf { records.read(RecordName.VAULT) })
        assertEquals(Failure.UNAVAILABLE, failureOf { records.replace(RecordName.VAULT, null, ByteArray(1)) })
        assertEquals(Failure.UNAVAILABLE, failureOf { records.remove(RecordName.VAULT) })
    }

    @Test
    fun `one thread at a time is inside even with a store of its own`() {
        val stores = List(4) { if (it % 2 == 0) records else FileRecords(folder, copyFolder) }
        val start = CountDownLatch(1)
        var inside = 0
        val threads =
            stores.map { store ->
                thread {
                    start.await()
                    repeat(50) {
                        store.enter()
                        try {
                            val stored = store.read(RecordName.LEDGER)
                            val count = stored?.bytes?.decodeToString()?.toInt() ?: 0
                            inside += 1
                            store.replace(RecordName.LEDGER, stored?.revision, "${count + 1}".toByteArray())
                        } finally {
                            store.leave()
                        }
                    }
                }
            }
        start.countDown()
        threads.forEach { it.join() }
        assertEquals(200, inside)
        assertEquals("200", records.read(RecordName.LEDGER)?.bytes?.decodeToString())
    }

    @Test
    fun `entering twice and leaving without having entered are errors and lock nobody out`() {
        records.enter()
        assertEquals(Failure.UNAVAILABLE, failureOf { records.enter() })
        records.leave()
        assertEquals(Failure.UNAVAILABLE, failureOf { records.leave() })
        thread {
            records.enter()
            records.leave()
        }.join(60_000)
        records.enter()
        records.leave()
    }

    @Test
    fun `one process at a time is inside`() {
        records.replace(RecordName.LEDGER, null, "0".toByteArray())
        val others = List(2) { start("count") }
        repeat(RecordsProcess.ROUNDS) { RecordsProcess.countOne(records) }
        for (other in others) assertEquals(0, other.waitFor())
        val counted = records.read(RecordName.LEDGER)?.bytes?.decodeToString()
        assertEquals("${RecordsProcess.ROUNDS * 3}", counted)
    }

    @Test
    fun `a process that dies inside lets others in`() {
        val dying = start("stay")
        assertEquals("inside", dying.inputReader().readLine())
        FileChannel.open(File(folder, "lock").toPath(), StandardOpenOption.WRITE).use { assertNull(it.tryLock()) }
        dying.destroyForcibly().waitFor()
        records.enter()
        records.leave()
    }

    private fun start(what: String) = RecordsProcess.start(what, folder, copyFolder).also { processes += it }

    private fun failureOf(call: () -> Unit): Failure = assertThrows(RecordStoreException::class.java) { call() }.failure

    private fun modeOf(file: File) = PosixFilePermissions.toString(Files.getPosixFilePermissions(file.toPath()))
}
