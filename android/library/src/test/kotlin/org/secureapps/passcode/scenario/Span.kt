// Spans of time as scenarios write them: `+30m`, `+29m 59s`, `-8h`.

package org.secureapps.passcode.scenario

import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

private val SPAN = Regex("""([+-]?)(?:(\d{1,7})h)?(?: ?(\d{1,7})m)?(?: ?(\d{1,7})s)?""")

/** How much time passes, in milliseconds, from a text like `+29m 59s`. */
internal fun advanceOf(text: String): Long =
    text.takeIf { it.startsWith("+") }?.let(::spanOf)
        ?: throw ScenarioException("a clock step is like \"+30m\" or \"+1h 5m\", not \"$text\"")

/** Milliseconds, forward or back, from a text like `-8h`; `null` if it is none. */
internal fun spanOf(text: String): Long? {
    val (sign, hours, minutes, seconds) = SPAN.matchEntire(text)?.destructured ?: return null
    if (hours.isEmpty() && minutes.isEmpty() && seconds.isEmpty()) return null
    val span = hours.orZero().hours + minutes.orZero().minutes + seconds.orZero().seconds
    return (if (sign == "-") -span else span).inWholeMilliseconds
}

private fun String.orZero(): Int = ifEmpty { "0" }.toInt()
