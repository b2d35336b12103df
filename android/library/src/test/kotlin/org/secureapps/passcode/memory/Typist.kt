// A process that does what a phone does with what was typed, and waits while somebody reads its memory. What is
// typed comes over a pipe, into direct memory, and is nowhere in the program.

package org.secureapps.passcode.memory

import kotlinx.coroutines.runBlocking
import org.secureapps.passcode.Keyboard
import org.secureapps.passcode.PasscodeInput
import org.secureapps.passcode.PasscodeManager
import org.secureapps.passcode.PasscodePorts
import org.secureapps.passcode.PortalTransport
import org.secureapps.passcode.phone.EnrollingPortal
import org.secureapps.passcode.phone.Phone
import java.io.FileDescriptor
import java.io.FileInputStream
import java.nio.ByteBuffer
import java.nio.channels.FileChannel

internal object Typist {
    private val pipe: FileChannel = FileInputStream(FileDescriptor.`in`).channel
    private var byBuffer = false
    private var kept: Any? = null

    @JvmStatic
    fun main(arguments: Array<String>) {
        byBuffer = "buffer" in arguments
        val phone = Phone()
        // Copies nothing, as a host should not.
        val portal = EnrollingPortal("""{"passcode_type": "alphanumeric"}""")
        val ports = PasscodePorts(phone.clock, phone.records, phone.keys, PortalTransport(portal::answer))
        runBlocking {
            phone.open(ports = ports).use { manager ->
                manager.step("enroll") { enroll("alice", typed()) }
                manager.step("create") { create(typed(), typed(), Keyboard.FULL) }
                manager.step("unlock") { unlock(typed()) }
                manager.step("wrong") { unlock(typed()) }
                manager.step("check") { checkList(characters()).also { lent.fill(' ') } }
                manager.step("change") {
                    unlock(typed())
                    change(typed(), typed(), typed(), Keyboard.FULL)
                }
                if ("keep" in arguments) manager.step("keep") { keep(read()) }
            }
        }
        check(("keep" in arguments) == (kept != null))
    }

    /** Does it, locks, and waits until somebody has read the memory. */
    private suspend fun PasscodeManager.step(
        name: String,
        operation: suspend PasscodeManager.() -> Any,
    ) {
        val outcome = operation()
        lock()
        println("$name $outcome")
        read()
    }

    /** What nobody should do. */
    private fun keep(typed: ByteBuffer): String {
        val bytes = ByteArray(typed.remaining()).also { typed.get(it) }
        kept = listOf(bytes, CharArray(bytes.size) { bytes[it].toInt().toChar() })
        return "kept"
    }

    /** The screen wipes what it lent; here it is the caller. */
    private lateinit var lent: CharArray

    private fun characters(): CharArray {
        val line = read()
        lent = CharArray(line.remaining()) { line.get().toInt().toChar() }
        line.wipe()
        return lent
    }

    private fun typed(): PasscodeInput {
        if (byBuffer) return PasscodeInput.of(read())
        return PasscodeInput.of(characters())
    }

    /** One line, without a copy anywhere else. */
    private fun read(): ByteBuffer {
        val line = ByteBuffer.allocateDirect(64)
        val byte = ByteBuffer.allocateDirect(1)
        while (pipe.read(byte.clear()) == 1 && byte.get(0) != '\n'.code.toByte()) line.put(byte.flip())
        byte.clear().put(0)
        return line.flip()
    }

    private fun ByteBuffer.wipe() {
        clear()
        while (hasRemaining()) put(0)
    }
}
