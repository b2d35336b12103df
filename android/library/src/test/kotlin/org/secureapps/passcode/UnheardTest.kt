// What a call answers when nobody waits for it any more is handed back once, so that a secret in it can be wiped.

package org.secureapps.passcode

import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.launch
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.secureapps.passcode.ffi.Platform
import org.secureapps.passcode.phone.Gate
import org.secureapps.passcode.phone.Phone
import org.secureapps.passcode.phone.testing
import java.util.concurrent.ConcurrentLinkedQueue

internal class UnheardTest {
    private val unheard = ConcurrentLinkedQueue<String>()
    private val oneByOne = Dispatchers.IO.limitedParallelism(1)

    private fun runner() = EngineRunner(oneByOne, Phone().ports, Phone.SETTINGS.toNative(Platform.ANDROID))

    @Test
    fun `an answer after the caller went away is handed back once`() =
        testing {
            runner().use { runner ->
                val gate = Gate()
                val caller =
                    launch(Dispatchers.Default, CoroutineStart.UNDISPATCHED) {
                        runner.run(unheard = unheard::add) {
                            gate.pass()
                            "secret"
                        }
                    }
                gate.awaitSomebody()
                caller.cancelAndJoin()
                assertEquals(emptyList<String>(), unheard.toList())
                gate.open()
                // Runs after what was cancelled.
                runner.run { }
                assertEquals(listOf("secret"), unheard.toList())
            }
        }

    @Test
    fun `an answer that is heard is not handed back`() =
        testing {
            runner().use { runner ->
                assertEquals("heard", runner.run(unheard = unheard::add) { "heard" })
                runner.run { }
                assertEquals(emptyList<String>(), unheard.toList())
            }
        }
}
