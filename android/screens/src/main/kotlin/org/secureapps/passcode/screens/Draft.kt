// Passcodes that were typed and are needed again on the next screen. They are wiped as soon as they are not.

package org.secureapps.passcode.screens

/** SECURITY: what is put in here belongs to it; [wipe] overwrites it. */
internal class Draft {
    var current: CharArray? = null
        set(value) {
            field?.wipe()
            field = value
        }

    var first: CharArray? = null
        set(value) {
            field?.wipe()
            field = value
        }

    fun wipe() {
        current = null
        first = null
    }
}

internal fun CharArray.wipe() = fill('\u0000')

/** Keeps a new passcode for the second time, if it meets the rules; otherwise says that it does not. */
internal fun Worker.accept(
    passcode: CharArray,
    operations: PasscodeOperations,
    journey: Journey,
) {
    val entry = journey.visit.entry
    var isKept = false
    begin {
        try {
            val checks = operations.checkList(passcode)
            // The user may have left meanwhile: then it is not kept.
            if (journey.visit.entry != entry) return@begin
            if (checks.all { it.met }) {
                journey.draft.first = passcode
                isKept = true
                journey.next(Step.REPEAT)
            } else {
                journey.update { copy(checks = checks, notice = Notice.RulesNotMet) }
            }
        } finally {
            if (!isKept) passcode.wipe()
        }
    }
}
