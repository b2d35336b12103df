// One inside at a time, over all threads of this process and all processes. The file lock keeps processes apart
// and is useless between threads; the lock in memory does the opposite.

package org.secureapps.passcode.android

import java.nio.channels.FileChannel
import java.nio.file.Path
import java.nio.file.StandardOpenOption.CREATE
import java.nio.file.StandardOpenOption.WRITE
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.locks.ReentrantLock

/** A lock that is a file; who dies inside leaves. */
internal class FolderLock(
    private val file: Path,
) {
    private val held = heldInThisProcess.getOrPut(file.normalize(), ::Held)

    val isHeldByThisThread: Boolean get() = held.threads.isHeldByCurrentThread

    /** Waits until nobody else is inside. To enter twice is an error. */
    fun enter() {
        check(!isHeldByThisThread) { "already inside" }
        held.threads.lock()
        try {
            held.processes = lockFile()
        } catch (failure: Throwable) {
            held.threads.unlock()
            throw failure
        }
    }

    /** Lets others in, even if the file cannot be closed. */
    fun leave() {
        check(isHeldByThisThread) { "not inside" }
        try {
            // Closing gives the lock back. It must be the only descriptor of the file in this process:
            // closing any of them would.
            held.processes?.close()
        } finally {
            held.processes = null
            held.threads.unlock()
        }
    }

    private fun lockFile(): FileChannel {
        val channel = FileChannel.open(file, setOf(CREATE, WRITE), privateFile)
        try {
            channel.lock()
        } catch (failure: Throwable) {
            channel.close()
            throw failure
        }
        return channel
    }

    private class Held {
        val threads = ReentrantLock()

        /** Open while a thread is inside, and used by that thread only. */
        var processes: FileChannel? = null
    }

    private companion object {
        /** Two stores over the same folder have to share what they hold. */
        val heldInThisProcess = ConcurrentHashMap<Path, Held>()
    }
}
