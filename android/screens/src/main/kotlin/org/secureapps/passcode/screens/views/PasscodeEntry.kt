// A place to type a passcode into. What is typed stays in characters that can be wiped.

package org.secureapps.passcode.screens.views

/** SECURITY: [copy] is the caller's to wipe; what is inside is wiped by [wipe]. */
internal interface PasscodeEntry {
    fun copy(): CharArray

    fun wipe()

    fun enable(isEnabled: Boolean)
}

/** Digits of a number pad: they are never text. */
internal class Digits {
    private val typed = CharArray(MOST)
    var count = 0
        private set

    fun add(digit: Char): Boolean {
        if (count == MOST) return false
        typed[count++] = digit
        return true
    }

    fun removeLast(): Boolean {
        if (count == 0) return false
        typed[--count] = '\u0000'
        return true
    }

    fun copy(): CharArray = typed.copyOf(count)

    fun wipe() {
        typed.fill('\u0000')
        count = 0
    }

    companion object {
        /** More than any rule asks for, and as many as anybody types. */
        const val MOST = 128
    }
}
