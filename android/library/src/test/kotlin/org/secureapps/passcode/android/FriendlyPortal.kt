// A portal that enrols whoever comes, notes what it is asked, and may be out of reach; and a phone that talks to it.

package org.secureapps.passcode.android

import org.secureapps.passcode.PasscodeManager
import org.secureapps.passcode.PortalAnswer
import org.secureapps.passcode.PortalRequest
import org.secureapps.passcode.PortalTransport
import org.secureapps.passcode.PortalTransportException
import org.secureapps.passcode.phone.EnrollingPortal
import org.secureapps.passcode.phone.enrollAndCreate
import org.secureapps.passcode.testing.ManualClock
import org.secureapps.passcode.testing.SimulatedPhone
import java.util.concurrent.CopyOnWriteArrayList

internal class FriendlyPortal(
    rules: String,
) : PortalTransport {
    private val portal = EnrollingPortal(rules)
    val paths = CopyOnWriteArrayList<String>()

    @Volatile
    var isThere = true

    override fun send(request: PortalRequest): PortalAnswer {
        if (!isThere) throw PortalTransportException(PortalTransportException.Failure.UNREACHABLE)
        paths += request.path.substringAfterLast('/')
        return portal.answer(request)
    }
}

internal class TestPhone(
    rules: String = "{}",
) {
    val portal = FriendlyPortal(rules)
    private val phone = SimulatedPhone(portal)
    val clock: ManualClock = phone.clock

    suspend fun openManager(): PasscodeManager = phone.start()

    /** With [org.secureapps.passcode.phone.PASSCODE]. */
    suspend fun openUnlocked(): PasscodeManager = openManager().also { it.enrollAndCreate() }
}
