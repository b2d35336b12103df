package org.secureapps.passcode.android

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test

internal class LivingAppsTest {
    private val watched = HashMap<String, () -> Unit>()
    private val dead = HashSet<String>()
    private val ended = ArrayList<String>()
    private val living =
        LivingApps<String>({ life, died ->
            if (life in dead) {
                null
            } else {
                watched[life] = died
                ({ watched.remove(life) })
            }
        }) { ended += it }

    @Test
    fun `the end of an app's process is its end`() {
        living.note("mail", "first")
        living.note("mail", "first")
        living.note("documents", "other")
        watched.getValue("first")()
        assertEquals(listOf("mail"), ended)
        watched.getValue("first")()
        assertEquals(listOf("mail"), ended)
    }

    @Test
    fun `a newer process counts instead of the older one, which nobody watches any more`() {
        living.note("mail", "first")
        val late = watched.getValue("first")
        living.note("mail", "second")
        assertEquals(setOf("second"), watched.keys)
        late()
        assertEquals(emptyList<String>(), ended)
        watched.getValue("second")()
        assertEquals(listOf("mail"), ended)
    }

    @Test
    fun `who is dead already has ended`() {
        dead += "first"
        living.note("mail", "first")
        assertEquals(listOf("mail"), ended)
    }
}
