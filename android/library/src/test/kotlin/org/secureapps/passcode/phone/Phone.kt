// A whole phone for tests: fake ports behind one hook, which is told of every call before it is done and may
// throw or wait in it, and a portal that enrols whoever comes.

package org.secureapps.passcode.phone

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.secureapps.passcode.DerivationCost
import org.secureapps.passcode.HardwareKeys
import org.secureapps.passcode.KeyPurpose
import org.secureapps.passcode.Keyboard
import org.secureapps.passcode.LogEntry
import org.secureapps.passcode.PasscodeClock
import org.secureapps.passcode.PasscodeInput
import org.secureapps.passcode.PasscodeLog
import org.secureapps.passcode.PasscodeManager
import org.secureapps.passcode.PasscodeOutcome
import org.secureapps.passcode.PasscodePorts
import org.secureapps.passcode.PasscodeSettings
import org.secureapps.passcode.PortalAnswer
import org.secureapps.passcode.PortalRequest
import org.secureapps.passcode.PortalTransport
import org.secureapps.passcode.PrfInput
import org.secureapps.passcode.RecordName
import org.secureapps.passcode.RecordStore
import org.secureapps.passcode.testing.ManualClock
import org.secureapps.passcode.testing.MemoryRecords
import org.secureapps.passcode.testing.SoftKeys
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit

internal const val PASSCODE = "847319"
internal const val WRONG_PASSCODE = "112358"

internal fun typed(text: String): PasscodeInput = PasscodeInput.of(text.toCharArray())

internal fun testing(test: suspend CoroutineScope.() -> Unit): Unit = runBlocking(block = test)

/** Every method of every port. */
internal enum class Port { NOW, READ, REPLACE, REMOVE, ENTER, LEAVE, CREATE, DELETE, PRF, SIGN, SEND, WRITE }

internal class Phone(
    rules: String = "{}",
) {
    val clock = ManualClock()
    val records = MemoryRecords()
    val keys = SoftKeys()
    val log = ConcurrentLinkedQueue<LogEntry>()

    /** Is told before a call is done, but of leaving after it: whoever cannot leave keeps all others out. */
    @Volatile
    var hook: (Port) -> Unit = {}

    @Volatile
    var portal: PortalTransport = PortalTransport(EnrollingPortal(rules)::answer)

    val ports =
        PasscodePorts(
            clock = PasscodeClock { before(Port.NOW) { clock.now() } },
            records = HookedRecords(),
            keys = HookedKeys(),
            transport = PortalTransport { request -> before(Port.SEND) { portal.send(request) } },
            log = PasscodeLog { entry -> before(Port.WRITE) { log += entry } },
        )

    suspend fun open(
        blocking: CoroutineDispatcher = Dispatchers.IO,
        ports: PasscodePorts = this.ports,
    ): PasscodeManager = PasscodeManager.open(ports, SETTINGS, blocking)

    /** Enrolled, with [PASSCODE], locked. */
    suspend fun openLocked(blocking: CoroutineDispatcher = Dispatchers.IO): PasscodeManager =
        open(blocking).also {
            it.enrollAndCreate()
            it.lock()
            it.refresh()
        }

    private inline fun <T> before(
        port: Port,
        call: () -> T,
    ): T {
        hook(port)
        return call()
    }

    private inner class HookedRecords : RecordStore {
        override fun read(name: RecordName) = before(Port.READ) { records.read(name) }

        override fun replace(
            name: RecordName,
            expected: Long?,
            bytes: ByteArray,
        ) = before(Port.REPLACE) { records.replace(name, expected, bytes) }

        override fun remove(name: RecordName) = before(Port.REMOVE) { records.remove(name) }

        override fun enter() = before(Port.ENTER) { records.enter() }

        override fun leave() {
            records.leave()
            hook(Port.LEAVE)
        }
    }

    private inner class HookedKeys : HardwareKeys {
        override fun create(
            name: String,
            purpose: KeyPurpose,
        ) = before(Port.CREATE) { keys.create(name, purpose) }

        override fun delete(name: String) = before(Port.DELETE) { keys.delete(name) }

        override fun prf(
            name: String,
            input: PrfInput,
        ) = before(Port.PRF) { keys.prf(name, input) }

        override fun sign(
            name: String,
            message: ByteArray,
        ) = before(Port.SIGN) { keys.sign(name, message) }
    }

    companion object {
        val SETTINGS = PasscodeSettings("3.1.0", "phone", DerivationCost.FLOOR)
    }
}

internal suspend fun PasscodeManager.enrollAndCreate() {
    assertEquals(PasscodeOutcome.Enrolled, enroll("alice", typed("correct horse battery")))
    assertEquals(PasscodeOutcome.Created, create(typed(PASSCODE), typed(PASSCODE), Keyboard.NUMBER_PAD))
}

/** Enrols whoever comes, under these rules. Answers of a portal are not signed: TLS vouches for them. */
internal class EnrollingPortal(
    private val rules: String = "{}",
) {
    fun answer(request: PortalRequest): PortalAnswer =
        when (request.path.substringAfterLast('/')) {
            "nonce" -> PortalAnswer(200, """{"nonce": "n", "server_time": 1767600000}""".toByteArray())
            "enroll" -> PortalAnswer(200, ENROLLED.replace("RULES", rules).toByteArray())
            "check-in" -> PortalAnswer(200, NEWS.toByteArray())
            else -> PortalAnswer(503, ByteArray(0))
        }

    private companion object {
        /** X25519's base point: a public key whose private half everybody knows. */
        const val ESCROW = """{"id": "e", "public_key": "CQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}"""
        const val NEWS = """{"server_time_ms": 1767600000000, "escrow_key": $ESCROW}"""
        const val ENROLLED =
            """{"tenant": "t", "user": "u", "device": "d", "server_time_ms": 1767600000000, "escrow_key": $ESCROW,
            "configuration": {"id": "c", "version": 1, "rules": RULES}}"""
    }
}

/** Holds whoever passes until it is opened, and tells that somebody is there. */
internal class Gate {
    private val reached = CountDownLatch(1)
    private val opened = CountDownLatch(1)

    fun pass() {
        reached.countDown()
        check(opened.await(60, TimeUnit.SECONDS)) { "nobody opened the gate" }
    }

    /** Until somebody stands before it. */
    fun awaitSomebody() = check(reached.await(60, TimeUnit.SECONDS)) { "nobody came to the gate" }

    fun open() = opened.countDown()
}
