// What the build tells the scenario tests: where the scenarios are.

package org.secureapps.passcode.scenario

import java.nio.file.Path

/** Where the scenario files are. */
internal fun scenarioFolder(): Path = Path.of(System.getProperty("passcode.scenarios"))
