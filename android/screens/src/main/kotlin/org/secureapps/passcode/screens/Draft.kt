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
