// What the build tells the scenario tests: where the scenarios are, and the simulator's program.

package org.secureapps.passcode.scenario

import org.junit.jupiter.api.Assumptions.abort
import java.nio.file.Path

/** Where the scenario files are. */
internal fun scenarioFolder(): Path = Path.of(System.getProperty("passcode.scenarios"))

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
