// After a lock nothing that was typed is in the memory of the process: read from outside, every byte of it. The
// collector of that process collects nothing, so what any code left behind, however shortly, is still there.

package org.secureapps.passcode.memory

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Assumptions.assumeTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.ValueSource
import java.io.File
import java.security.SecureRandom

internal class MemoryTest {
    private val password = secret()
    private val passcode = secret()
    private val wrong = secret()
    private val changed = secret()
    private val needles =
        needles("password", password) + needles("passcode", passcode) + needles("wrong passcode", wrong) +
            needles("changed passcode", changed)

    private val steps =
        listOf(
            "enroll" to listOf(password),
            "create" to listOf(passcode, passcode),
            "unlock" to listOf(passcode),
            "wrong" to listOf(wrong),
            "check" to listOf(changed),
            "change" to listOf(passcode, passcode, changed, changed),
        )

    @ParameterizedTest
    @ValueSource(strings = ["characters", "buffer"])
    fun `nothing that was typed is left`(path: String) =
        typing(path) { typist ->
            for ((step, typed) in steps) {
                typist.types(step, typed)
                assertEquals(emptyList<String>(), find(typist.pid(), needles), step)
                typist.goesOn()
            }
        }

    @Test
    fun `what is left is found`() =
        typing("keep") { typist ->
            for ((step, typed) in steps) typist.passes(step, typed)
            typist.types("keep", listOf(changed))
            val left = find(typist.pid(), needles).map { it.substringBefore(" in ") }.toSet()
            val expected = setOf("UTF-8", "UTF-16").flatMap { listOf("$it, first half", "$it, second half") }
            assertEquals(expected.map { "changed passcode, $it" }.toSet(), left)
        }

    private fun typing(
        path: String,
        test: (Process) -> Unit,
    ) {
        assumeTrue(File("/proc/self/mem").exists()) { "memory of processes can be read on Linux only" }
        val java = File(System.getProperty("java.home"), "bin/java").path
        val memory = listOf("-XX:+UnlockExperimentalVMOptions", "-XX:+UseEpsilonGC", "-Xmx256m", "-Xms256m")
        val library = "-Djna.library.path=" + System.getProperty("jna.library.path")
        val main = listOf("-cp", System.getProperty("java.class.path"), Typist::class.java.name, path)
        val command = listOf(java) + memory + library + main
        val process = ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start()
        try {
            test(process)
        } finally {
            process.destroyForcibly().waitFor()
        }
    }

    private fun Process.passes(
        step: String,
        typed: List<ByteArray>,
    ) {
        types(step, typed)
        goesOn()
    }

    /** All for one step, which is done and locked afterwards. */
    private fun Process.types(
        step: String,
        typed: List<ByteArray>,
    ) {
        for (line in typed) outputStream.write(line + NEW_LINE)
        outputStream.flush()
        val told = generateSequence { inputReader().readLine() }.firstOrNull { it.startsWith("$step ") }
        assertTrue(told != null && EXPECTED.getValue(step) in told, "$step: $told")
    }

    private fun Process.goesOn() {
        outputStream.write(NEW_LINE)
        outputStream.flush()
    }

    private companion object {
        val NEW_LINE = byteArrayOf('\n'.code.toByte())
        val EXPECTED =
            mapOf(
                "enroll" to "Enrolled",
                "create" to "Created",
                "unlock" to "Unlocked",
                "wrong" to "WrongPasscode",
                "check" to "met=true",
                "change" to "Changed",
                "keep" to "kept",
            )

        /** Letters and digits by turns, so that no rule refuses it. */
        fun secret(): ByteArray {
            val random = SecureRandom()
            return ByteArray(24) {
                val (first, count) = if (it % 2 == 0) 'a' to 26 else '0' to 10
                (first.code + random.nextInt(count)).toByte()
            }
        }

        /** Half of a secret is too much already, however its characters are kept. */
        fun needles(
            name: String,
            secret: ByteArray,
        ): List<Needle> =
            listOf("first half" to secret.copyOf(12), "second half" to secret.copyOfRange(12, 24)).flatMap {
                val (half, utf8) = it
                // Without the outer zero it is the same in both byte orders.
                val utf16 = utf8.decodeToString().toByteArray(Charsets.UTF_16BE).copyOfRange(1, 2 * utf8.size)
                listOf(Needle("$name, UTF-8, $half", utf8), Needle("$name, UTF-16, $half", utf16))
            }
    }
}
