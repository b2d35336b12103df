// A host that answers what cannot be counts as one that does not answer.

package org.secureapps.passcode

import kotlinx.coroutines.Dispatchers
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.secureapps.passcode.phone.EnrollingPortal
import org.secureapps.passcode.phone.PASSCODE
import org.secureapps.passcode.phone.Phone
import org.secureapps.passcode.phone.testing
import org.secureapps.passcode.phone.typed
import java.nio.ByteBuffer

internal class NonsenseHostTest {
    private val phone = Phone()
    private val boot = ByteArray(16)

    @Test
    fun `clocks that cannot be keep no session open`() =
        testing {
            val clocks =
                listOf(
                    ClockReading(0, 0, ByteArray(3)),
                    ClockReading(0, 0, ByteArray(0)),
                    ClockReading(0, 0, ByteArray(1024 * 1024)),
                    ClockReading(0, -1, boot),
                    ClockReading(-1, 0, boot),
                    ClockReading(Long.MIN_VALUE, Long.MIN_VALUE, boot),
                )
            phone.openLocked().close()
            for (reading in clocks) {
                phone.open(ports = ports(clock = { reading })).use { manager ->
                    assertEquals(PasscodeOutcome.Unlocked, manager.unlock(typed(PASSCODE)))
                    assertEquals(PasscodeState.Locked, manager.state.value)
                }
            }
            assertWhole()
        }

    @Test
    fun `the end of time is no reason to fail`() =
        testing {
            phone.openLocked().close()
            val end = ClockReading(Long.MAX_VALUE, Long.MAX_VALUE, boot)
            phone.open(ports = ports(clock = { end })).use { manager ->
                assertEquals(PasscodeOutcome.WrongPasscode(9, null), manager.unlock(typed("000111")))
                assertEquals(PasscodeOutcome.Unlocked, manager.unlock(typed(PASSCODE)))
                manager.noteBackground()
            }
            assertWhole()
        }

    @Test
    fun `hardware answers of the wrong length are none`() =
        testing {
            phone.openLocked().close()
            for (size in listOf(0, 31, 33, 1024 * 1024)) {
                val keys =
                    object : HardwareKeys by phone.keys {
                        override fun prf(
                            name: String,
                            input: PrfInput,
                        ) = ByteArray(size)
                    }
                phone.open(ports = ports(keys = keys)).use { manager ->
                    assertError<PasscodeException.HardwareKeyUnavailable> { manager.unlock(typed(PASSCODE)) }
                }
            }
            assertWhole()
        }

    @Test
    fun `public keys and signatures of the wrong kind end in a typed result`() =
        testing {
            for (nonsense in listOf(ByteArray(0), ByteArray(3), ByteArray(65), ByteArray(1024 * 1024))) {
                val keys =
                    object : HardwareKeys by phone.keys {
                        override fun create(
                            name: String,
                            purpose: KeyPurpose,
                        ) = phone.keys.create(name, purpose).let { nonsense }

                        override fun sign(
                            name: String,
                            message: ByteArray,
                        ) = nonsense
                    }
                Phone().open(ports = ports(keys = keys)).use { manager ->
                    assertError<PasscodeException.HardwareKeyUnavailable> { manager.enroll("alice", typed("pass")) }
                    assertEquals(PasscodeState.NotEnrolled, manager.state.value)
                }
            }
        }

    @Test
    fun `answers with a status that is none count as no answer`() =
        testing {
            for (status in listOf(7, 0, -1, 99, 1000, 65_536 + 200, Int.MAX_VALUE, Int.MIN_VALUE)) {
                val transport = PortalTransport { PortalAnswer(status, EnrollingPortal().answer(it).body) }
                phone.open(ports = ports(transport = transport)).use { manager ->
                    assertError<PasscodeException.PortalUnreachable> { manager.enroll("alice", typed("password")) }
                }
            }
        }

    @Test
    fun `a store that forgets, or lies about revisions, is told`() =
        testing {
            phone.openLocked().close()
            val forgetful =
                object : RecordStore by phone.records {
                    override fun read(name: RecordName) =
                        phone.records.read(name).takeUnless { name == RecordName.DEVICE }
                }
            phone.open(ports = ports(records = forgetful)).use { manager ->
                assertError<PasscodeException.RecordMissing> { manager.unlock(typed(PASSCODE)) }
            }
            val lying =
                object : RecordStore by phone.records {
                    override fun replace(
                        name: RecordName,
                        expected: Long?,
                        bytes: ByteArray,
                    ) = phone.records.replace(name, expected, bytes) + 1
                }
            phone.open(ports = ports(records = lying)).use { manager ->
                assertError<PasscodeException.StoreConflict> { manager.unlock(typed(PASSCODE)) }
            }
            assertWhole()
        }

    @Test
    fun `buffers that leave copies, or cannot be wiped, are refused`() {
        val heap = ByteBuffer.wrap(PASSCODE.toByteArray())
        assertThrows<IllegalArgumentException> { PasscodeInput.of(heap) }
        assertEquals(ByteBuffer.allocate(PASSCODE.length), heap.clear())
        val direct = ByteBuffer.allocateDirect(8)
        assertThrows<IllegalArgumentException> { PasscodeInput.of(direct.asReadOnlyBuffer()) }
    }

    private fun ports(
        clock: PasscodeClock = phone.clock,
        records: RecordStore = phone.records,
        keys: HardwareKeys = phone.keys,
        transport: PortalTransport = phone.ports.transport,
    ) = PasscodePorts(clock, records, keys, transport)

    /** With a healthy host the same passcode still opens. */
    private suspend fun assertWhole() =
        PasscodeManager.open(phone.ports, Phone.SETTINGS, Dispatchers.IO).use { manager ->
            phone.clock.advance(2 * 60 * 60_000)
            assertEquals(PasscodeOutcome.Unlocked, manager.unlock(typed(PASSCODE)))
        }
}
