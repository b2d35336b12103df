// Ports cross the boundary whole: what Kotlin implements is called by the library with what it meant, and what
// the library implements can be used from Kotlin and be given back.

package org.secureapps.passcode

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.secureapps.passcode.ffi.Credentials
import org.secureapps.passcode.ffi.Event
import org.secureapps.passcode.ffi.HttpRequest
import org.secureapps.passcode.ffi.PasscodeEngine
import org.secureapps.passcode.ffi.Platform
import org.secureapps.passcode.ffi.Transport
import org.secureapps.passcode.ffi.TransportFailure
import org.secureapps.passcode.ffi.builtInTransport
import org.secureapps.passcode.phone.EnrollingPortal
import org.secureapps.passcode.phone.PASSCODE
import org.secureapps.passcode.phone.Phone
import org.secureapps.passcode.phone.enrollAndCreate
import org.secureapps.passcode.phone.testing
import org.secureapps.passcode.phone.typed
import java.security.MessageDigest
import java.util.Base64
import java.util.concurrent.ConcurrentHashMap
import org.secureapps.passcode.ffi.PasscodeException as NativeException
import org.secureapps.passcode.ffi.Ports as NativePorts

internal class ForeignTraitsTest {
    private val phone = Phone()

    @Test
    fun `a request arrives with its path, headers and body as they were signed`() =
        testing {
            val requests = mutableListOf<PortalRequest>()
            val messages = mutableListOf<ByteArray>()
            val keys =
                object : HardwareKeys by phone.keys {
                    override fun sign(
                        name: String,
                        message: ByteArray,
                    ) = phone.keys.sign(name, message).also { messages += message }
                }
            val portal = EnrollingPortal()
            val transport =
                PortalTransport {
                    requests += PortalRequest(it.path, it.headers, it.body.clone())
                    portal.answer(it)
                }
            val ports = PasscodePorts(phone.clock, phone.records, keys, transport)
            phone.open(ports = ports).use { it.enroll("zoë 🦊", typed("pässword \"quoted\" \\ 🔑")) }

            assertEquals(listOf("/api/device/v1/nonce", "/api/device/v1/enroll"), requests.map { it.path })
            val (nonce, enroll) = requests
            assertEquals(listOf("content-type" to "application/json"), nonce.headers)
            assertEquals("{}", nonce.body.decodeToString())
            val body = Json.parseToJsonElement(enroll.body.decodeToString()).jsonObject
            assertEquals("zoë 🦊", body.getValue("user_name").jsonPrimitive.content)
            assertEquals("pässword \"quoted\" \\ 🔑", body.getValue("password").jsonPrimitive.content)
            val headers = enroll.headers.toMap()
            val digest = Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(enroll.body))
            assertEquals("sha-256=:$digest:", headers["content-digest"])
            assertTrue(messages.single().decodeToString().contains("\"content-digest\": sha-256=:$digest:"))
            assertEquals(HEADERS, headers.keys)
        }

    @Test
    fun `keys are asked by their names, for their purposes, with whole inputs`() =
        testing {
            val created = mutableListOf<Pair<String, KeyPurpose>>()
            val asked = mutableSetOf<Triple<String, Int, Int>>()
            val keys =
                object : HardwareKeys by phone.keys {
                    override fun create(
                        name: String,
                        purpose: KeyPurpose,
                    ) = phone.keys.create(name, purpose).also { created += name to purpose }

                    override fun prf(
                        name: String,
                        input: PrfInput,
                    ) = phone.keys.prf(name, input).also { asked += Triple(name, input.bytes.size, input.point.size) }
                }
            val ports = PasscodePorts(phone.clock, phone.records, keys, phone.ports.transport)
            phone.open(ports = ports).use { it.enrollAndCreate() }
            val prf = KeyPurpose.PRF
            assertEquals(listOf("sign" to KeyPurpose.SIGNING, "vault-0" to prf, "vault-1" to prf), created)
            assertEquals(setOf(Triple("vault-0", 32, 65), Triple("vault-1", 32, 65)), asked)
        }

    @Test
    fun `revisions cross whole, from the least to the greatest`() =
        testing {
            val records = RevisedRecords()
            val ports = PasscodePorts(phone.clock, records, phone.keys, phone.ports.transport)
            phone.open(ports = ports).use { manager ->
                manager.enrollAndCreate()
                manager.lock()
                manager.unlock(typed("000111"))
                assertError<PasscodeException.PortalUnavailable> { manager.beginReset("alice", typed("password")) }
                assertEquals(PasscodeOutcome.Unlocked, manager.unlock(typed(PASSCODE)))
            }
            assertEquals(RecordName.entries.toSet(), records.names)
            val extremes = setOf(Long.MAX_VALUE, Long.MIN_VALUE, -1L, 0L)
            assertTrue(records.expected.containsAll(extremes), "${records.expected}")
        }

    @Test
    fun `empty and large records and answers are judged, not choked on`() =
        testing {
            for (size in listOf(0, 1, 64 * 1024, 16 * 1024 * 1024)) {
                val records =
                    object : RecordStore by phone.records {
                        override fun read(name: RecordName) = StoredRecord(ByteArray(size), 1)
                    }
                val transport = PortalTransport { PortalAnswer(200, ByteArray(size)) }
                val damaged = PasscodePorts(phone.clock, records, phone.keys, transport)
                phone.open(ports = damaged).use {
                    val state = assertInstanceOf(PasscodeState.Unreadable::class.java, it.state.value)
                    assertEquals("record.damaged", state.error.code)
                }
                val answered = PasscodePorts(phone.clock, phone.records, phone.keys, transport)
                phone.open(ports = answered).use {
                    assertError<PasscodeException.PortalAnswerInvalid> { it.enroll("alice", typed("password")) }
                }
            }
        }

    @Test
    fun `the log is told names and codes`() =
        testing {
            phone.openLocked().use { it.unlock(typed("000111")) }
            val told = phone.log.map { "${it.operation} ${it.result} ${it.isError}" }
            assertEquals(listOf("enroll enrolled false", "create created false", "unlock wrong-passcode false"), told)
        }

    @Test
    fun `what the library implements can be called from here`() {
        val request = HttpRequest("/api/device/v1/nonce", emptyList(), "{}".toByteArray())
        unreachable().use { transport ->
            assertThrows<TransportFailure.Unreachable> { (transport as Transport).send(request) }
        }
    }

    @Test
    fun `what the library implements can be given back to it`() {
        unreachable().use { transport ->
            val ports =
                NativePorts(
                    clock = ClockShim(phone.clock),
                    store = StoreShim(phone.records),
                    keys = KeysShim(phone.keys),
                    transport = transport as Transport,
                    observer = null,
                    log = null,
                )
            PasscodeEngine.open(ports, Phone.SETTINGS.toNative(Platform.IOS)).use { engine ->
                typed("password").use {
                    val event = Event.Enroll(Credentials("alice", it.native))
                    assertThrows<NativeException.PortalUnreachable> { engine.handle(event) }
                }
            }
        }
    }

    @Test
    fun `a transport that cannot be made is refused`() {
        assertThrows<NativeException.PortalUntrusted> { builtInTransport("http://127.0.0.1:1", ByteArray(32)) }
        assertThrows<NativeException.PortalUntrusted> { builtInTransport("https://127.0.0.1:1", ByteArray(31)) }
    }

    /** Nobody listens on this port, and nobody but root could. */
    private fun unreachable() = builtInTransport("https://127.0.0.1:1", ByteArray(32)) as AutoCloseable

    /** Its revisions are the ones that a signed type is most likely to get wrong. */
    private class RevisedRecords : RecordStore {
        private val records = ConcurrentHashMap<RecordName, StoredRecord>()
        private var replaced = 0
        val expected = mutableSetOf<Long?>()
        val names = mutableSetOf<RecordName>()

        override fun read(name: RecordName) = records[name]

        override fun replace(
            name: RecordName,
            expected: Long?,
            bytes: ByteArray,
        ): Long {
            this.expected += expected
            names += name
            assertEquals(records[name]?.revision, expected)
            val revision = listOf(Long.MAX_VALUE, Long.MIN_VALUE, -1L, 0L)[replaced++ % 4]
            records[name] = StoredRecord(bytes.clone(), revision)
            assertArrayEquals("SAPR".toByteArray(), bytes.copyOf(4))
            return revision
        }

        override fun remove(name: RecordName) {
            records.remove(name)
        }

        override fun enter() = Unit

        override fun leave() = Unit
    }

    private companion object {
        val HEADERS =
            setOf("content-type", "passcode-request-id", "content-digest", "signature-input", "signature")
    }
}
