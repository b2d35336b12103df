package org.secureapps.passcode.android

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.secureapps.passcode.DerivationCost
import java.io.File

internal class DerivationCostsTest {
    @TempDir
    lateinit var temporary: File

    private val folder get() = File(temporary, "passcode")
    private val file get() = File(folder, "derivation-cost")
    private var measured = 0

    @Test
    fun `a cost is measured once`() {
        repeat(3) { assertEquals(DerivationCost(47 * 1024, 3), keep(DerivationCost(47 * 1024, 3))) }
        assertEquals(1, measured)
        assertEquals("48128 3\n", file.readText())
    }

    @Test
    fun `what is no possible cost is measured anew`() {
        folder.mkdirs()
        val nonsense =
            listOf("", "65536", "65536 three", "1 1", "19456 1", "65536 17", "2097152 3", "-1 -1", "9".repeat(99))
        for ((index, text) in nonsense.withIndex()) {
            file.writeText(text)
            assertEquals(DerivationCost.DEFAULT, keep(DerivationCost.DEFAULT), text)
            assertEquals(index + 1, measured, text)
        }
        keep(DerivationCost.FLOOR)
        assertEquals(nonsense.size, measured)
    }

    @Test
    fun `what cannot be kept is measured again`() {
        folder.writeText("a file")
        repeat(2) { assertEquals(DerivationCost.FLOOR, keep(DerivationCost.FLOOR)) }
        assertEquals(2, measured)
    }

    private fun keep(cost: DerivationCost): DerivationCost =
        runBlocking {
            DerivationCosts.keep(folder, Dispatchers.IO) {
                measured += 1
                cost
            }
        }
}
