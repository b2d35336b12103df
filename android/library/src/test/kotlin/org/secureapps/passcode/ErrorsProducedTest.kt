// The errors that a host's ports, records and portal lead to: each told as what it is, by the operation and,
// where nothing can be read, by the state.

package org.secureapps.passcode

import kotlinx.coroutines.Dispatchers
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.fail
import org.secureapps.passcode.phone.PASSCODE
import org.secureapps.passcode.phone.Phone
import org.secureapps.passcode.phone.Port
import org.secureapps.passcode.phone.testing
import org.secureapps.passcode.phone.typed

internal class ErrorsProducedTest {
    private val phone = Phone()

    @Test
    fun `what makes no sense now is not allowed`() =
        enrolled { manager ->
            assertError<PasscodeException.EventNotAllowed> { manager.enroll("alice", typed("password")) }
            assertError<PasscodeException.EventNotAllowed> { manager.noteActivity() }
        }

    @Test
    fun `settings that make no sense are refused`() =
        testing {
            val settings = Phone.SETTINGS
            val cheap = DerivationCost(memoryKib = 1024, passes = 1)
            for (wrong in listOf(
                settings.copy(appVersion = ""),
                settings.copy(deviceName = "x".repeat(65)),
                settings.copy(deviceName = "half a smiley: \uD83D"),
                settings.copy(derivationCost = cheap),
                settings.copy(derivationCost = DerivationCost(-1, Int.MIN_VALUE)),
            )) {
                assertError<PasscodeException.SettingsInvalid> {
                    PasscodeManager.open(phone.ports, wrong, Dispatchers.IO)
                }
            }
        }

    @Test
    fun `credentials that no account can have are not sent`() =
        testing {
            phone.portal = PortalTransport { fail("sent") }
            phone.open().use { manager ->
                assertError<PasscodeException.CredentialsInvalid> { manager.enroll("alice", typed("")) }
                assertError<PasscodeException.CredentialsInvalid> { manager.enroll("", typed("password")) }
                assertError<PasscodeException.CredentialsInvalid> { manager.enroll("\uD83D", typed("password")) }
                assertError<PasscodeException.CredentialsInvalid> { manager.enroll("alice", typed("half: \uDE00")) }
                assertError<PasscodeException.CredentialsInvalid> { manager.enroll("alice", typed("x".repeat(1025))) }
            }
        }

    @Test
    fun `a portal that gives no answer, or a senseless one`() =
        testing {
            phone.open().use { manager ->
                val enroll = suspend { manager.enroll("alice", typed("password")) }
                phone.portal = PortalTransport { throw failure(PortalTransportException.Failure.UNREACHABLE) }
                assertError<PasscodeException.PortalUnreachable> { enroll() }
                phone.portal = PortalTransport { throw failure(PortalTransportException.Failure.TIMED_OUT) }
                assertError<PasscodeException.PortalTimedOut> { enroll() }
                phone.portal = PortalTransport { throw failure(PortalTransportException.Failure.UNTRUSTED) }
                assertError<PasscodeException.PortalUntrusted> { enroll() }
                phone.portal = PortalTransport { PortalAnswer(503, ByteArray(0)) }
                assertError<PasscodeException.PortalUnavailable> { enroll() }
                phone.portal = PortalTransport { PortalAnswer(200, "<html>hello</html>".toByteArray()) }
                assertError<PasscodeException.PortalAnswerInvalid> { enroll() }
            }
        }

    @Test
    fun `a request id that was used for something else`() =
        enrolled { manager ->
            val enrolling = phone.portal
            phone.portal =
                PortalTransport {
                    if (it.path.endsWith("/reset")) PortalAnswer(409, REUSED.toByteArray()) else enrolling.send(it)
                }
            assertError<PasscodeException.Superseded> { manager.beginReset("alice", typed("password")) }
        }

    @Test
    fun `a store that fails or has changed`() =
        enrolled { manager ->
            val failures = RecordStoreException.Failure.entries.iterator()
            phone.hook = { if (it == Port.REPLACE) throw RecordStoreException(failures.next()) }
            assertError<PasscodeException.StoreConflict> { manager.unlock(typed(PASSCODE)) }
            assertError<PasscodeException.StoreUnavailable> { manager.unlock(typed(PASSCODE)) }
        }

    @Test
    fun `a hardware key that does not answer, or is gone`() =
        enrolled { manager ->
            phone.hook = { if (it == Port.PRF) throw HardwareKeyException(HardwareKeyException.Failure.UNAVAILABLE) }
            assertError<PasscodeException.HardwareKeyUnavailable> { manager.unlock(typed(PASSCODE)) }
            phone.hook = {}
            phone.keys.delete("vault-1")
            assertError<PasscodeException.HardwareKeyLost> { manager.unlock(typed(PASSCODE)) }
            assertUnreadableAnew<PasscodeException.HardwareKeyLost>()
        }

    @Test
    fun `records that somebody altered, took away or put back`() =
        enrolled { manager ->
            val former = bytes(RecordName.VAULT)
            manager.unlock(typed(PASSCODE))
            manager.change(typed(PASSCODE), typed("270451"), typed("270451"), Keyboard.NUMBER_PAD)
            val present = bytes(RecordName.VAULT)
            put(RecordName.VAULT, former)
            assertUnreadable<PasscodeException.RecordRolledBack>(manager)
            put(RecordName.VAULT, present.clone().also { it[it.size / 2] = (it[it.size / 2] + 1).toByte() })
            assertUnreadable<PasscodeException.RecordDamaged>(manager)
            put(RecordName.VAULT, present.copyOf(present.size - 1))
            assertUnreadable<PasscodeException.RecordDamaged>(manager)
            put(RecordName.VAULT, present.clone().also { it[5] = 2 })
            assertUnreadable<PasscodeException.RecordVersionUnsupported>(manager)
            put(RecordName.VAULT, present)
            val device = bytes(RecordName.DEVICE)
            phone.records.remove(RecordName.DEVICE)
            assertUnreadable<PasscodeException.RecordMissing>(manager)
            phone.records.replace(RecordName.DEVICE, null, device)
            assertEquals(PasscodeState.Unlocked, manager.refresh().state)
            manager.lock()
            assertEquals(PasscodeOutcome.Unlocked, manager.unlock(typed("270451")))
        }

    @Test
    fun `hand-offs that make no sense or come too late`() =
        enrolled { manager ->
            manager.unlock(typed(PASSCODE))
            assertError<PasscodeException.HandOffInvalid> { manager.handOff("mail", ByteArray(31)) }
            assertError<PasscodeException.HandOffInvalid> { manager.handOff("\uD83D", ByteArray(32)) }
            SecureApp("mail", phone.clock).use { app ->
                assertError<PasscodeException.HandOffExpired> { app.withKey { fail("a key from nowhere") } }
                val outcome = manager.handOff("mail", app.requestKey())
                val handOff = assertInstanceOf(PasscodeOutcome.HandedOff::class.java, outcome).handOff
                assertError<PasscodeException.HandOffInvalid> {
                    app.accept(HandOff(handOff.enc, handOff.ciphertext, handOff.untilSinceBootMs, ByteArray(3)))
                }
                phone.clock.advance(15 * 60_000)
                app.requestKey()
                assertError<PasscodeException.HandOffExpired> { app.accept(handOff) }
            }
        }

    private fun enrolled(test: suspend (PasscodeManager) -> Unit) = testing { phone.openLocked().use { test(it) } }

    private fun bytes(name: RecordName) = checkNotNull(phone.records.read(name)).bytes

    private fun put(
        name: RecordName,
        bytes: ByteArray,
    ) {
        phone.records.replace(name, phone.records.read(name)?.revision, bytes)
    }

    private suspend inline fun <reified E : PasscodeException> assertUnreadable(manager: PasscodeManager) {
        assertError<E> { manager.unlock(typed(PASSCODE)) }
        val state = assertInstanceOf(PasscodeState.Unreadable::class.java, manager.state.value)
        assertInstanceOf(E::class.java, state.error)
        assertUnreadableAnew<E>()
    }

    /** The same for a manager that is opened only now. */
    private suspend inline fun <reified E : PasscodeException> assertUnreadableAnew() =
        phone.open().use { manager ->
            val state = assertInstanceOf(PasscodeState.Unreadable::class.java, manager.state.value)
            assertInstanceOf(E::class.java, state.error)
        }

    private fun failure(failure: PortalTransportException.Failure) = PortalTransportException(failure)

    private companion object {
        const val REUSED =
            """{"type": "about:blank", "title": "Conflict", "status": 409, "code": "request.reused", "detail": ""}"""
    }
}

internal suspend inline fun <reified E : PasscodeException> assertError(crossinline call: suspend () -> Any?) {
    val thrown = runCatching { call() }.exceptionOrNull()
    assertInstanceOf(E::class.java, thrown)
}
