package org.secureapps.passcode.android

import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Test
import org.secureapps.passcode.HandOff

internal class BrokerMessagesTest {
    private val handOff = HandOff(ByteArray(32) { 1 }, ByteArray(48) { 2 }, 0x0102030405060708, ByteArray(16) { 3 })

    @Test
    fun `every message comes back as it went`() {
        val publicKey = ByteArray(32) { it.toByte() }
        assertArrayEquals(publicKey, KeyRequest.of(KeyRequest(publicKey).toBytes())?.publicKey)
        for (note in AppNote.entries) assertEquals(note, AppNote.of(note.toBytes()))
        for (refusal in KeyRefusal.entries) {
            assertEquals(KeyAnswer.Refused(refusal), KeyAnswer.of(KeyAnswer.Refused(refusal).toBytes()))
        }
        val handed = (KeyAnswer.of(KeyAnswer.Handed(handOff).toBytes()) as KeyAnswer.Handed).handOff
        assertArrayEquals(handOff.enc, handed.enc)
        assertArrayEquals(handOff.ciphertext, handed.ciphertext)
        assertEquals(handOff.untilSinceBootMs, handed.untilSinceBootMs)
        assertArrayEquals(handOff.bootId, handed.bootId)
    }

    @Test
    fun `the bytes stay what they are`() {
        fun hex(bytes: ByteArray) = bytes.joinToString("") { "%02x".format(it) }
        assertEquals("0101" + "05".repeat(32), hex(KeyRequest(ByteArray(32) { 5 }).toBytes()))
        assertEquals(listOf("0101", "0102", "0103"), AppNote.entries.map { hex(it.toBytes()) })
        val handed = "0101" + "01".repeat(32) + "02".repeat(48) + "0102030405060708" + "03".repeat(16)
        assertEquals(handed, hex(KeyAnswer.Handed(handOff).toBytes()))
        val refusals = KeyRefusal.entries.associateWith { hex(KeyAnswer.Refused(it).toBytes()) }
        assertEquals((1..8).map { "01020$it" }, refusals.values.toList())
        assertEquals("010201", refusals[KeyRefusal.LOCKED])
        assertEquals("010206", refusals[KeyRefusal.NOT_ALLOWED])
    }

    @Test
    fun `what is not exactly a message is nothing`() {
        val request = KeyRequest(ByteArray(32)).toBytes()
        val answer = KeyAnswer.Handed(handOff).toBytes()
        for (wrong in listOf(ByteArray(0), ByteArray(1), request.dropLast(1).toByteArray(), request + 0, answer)) {
            assertNull(KeyRequest.of(wrong))
            assertNull(AppNote.of(wrong))
        }
        for (wrong in listOf(ByteArray(0), answer.dropLast(1).toByteArray(), answer + 0, request)) {
            assertNull(KeyAnswer.of(wrong))
        }
        val newer = listOf(request, answer, AppNote.USED.toBytes()).map { it.copyOf().also { bytes -> bytes[0] = 2 } }
        assertNull(KeyRequest.of(newer[0]))
        assertNull(KeyAnswer.of(newer[1]))
        assertNull(AppNote.of(newer[2]))
        assertNull(KeyAnswer.of(byteArrayOf(1, 2, 99)), "a refusal of a newer manager")
        assertNull(AppNote.of(byteArrayOf(1, 99)))
        assertNotNull(KeyRequest.of(request))
    }
}
