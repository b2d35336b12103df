// The real portal, with alice's account, or a reason to skip the test.

package org.secureapps.passcode.phone

import org.junit.jupiter.api.Assumptions.abort
import org.secureapps.passcode.testing.SimulatedPortal

internal const val PASSWORD = "correct horse battery"

/** The program `passcode-simulator`. Without it the test is skipped by hand, and fails where CI=true. */
internal fun simulatorProgram(): String {
    val program = System.getProperty("passcode.simulator").orEmpty()
    if (program.isNotEmpty()) return program
    val reason = "no simulator: set -Dpasscode.simulator to the program passcode-simulator, built with cargo"
    if (System.getenv("CI") == "true") throw AssertionError(reason)
    // What is skipped before the first test is in no report.
    System.err.println("SKIPPED: $reason")
    return abort(reason)
}

/** A fresh portal behind the same address. */
internal fun SimulatedPortal.beginWithAlice(): Unit =
    begin("""{"users": [{"user_name": "alice", "password": "$PASSWORD"}]}""")
