// A second process over the same records, for FileRecordsTest.

package org.secureapps.passcode.android

import org.secureapps.passcode.RecordName
import java.io.File

internal object RecordsProcess {
    const val ROUNDS = 40

    fun start(
        what: String,
        folder: File,
        copyFolder: File,
    ): Process {
        val java = File(System.getProperty("java.home"), "bin/java").path
        val command =
            listOf(
                java,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                RecordsProcess::class.java.name,
                what,
                folder.path,
                copyFolder.path,
            )
        return ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start()
    }

    /** Not alone, two processes would count the same number, or meet a conflict. */
    fun countOne(records: FileRecords) {
        records.enter()
        try {
            val stored = checkNotNull(records.read(RecordName.LEDGER))
            val next = stored.bytes.decodeToString().toInt() + 1
            records.replace(RecordName.LEDGER, stored.revision, next.toString().toByteArray())
        } finally {
            records.leave()
        }
    }

    @JvmStatic
    fun main(arguments: Array<String>) {
        val (what, folder, copyFolder) = arguments
        val records = FileRecords(File(folder), File(copyFolder))
        if (what == "count") {
            repeat(ROUNDS) { countOne(records) }
        } else {
            records.enter()
            println("inside")
            Thread.currentThread().join()
        }
    }
}
