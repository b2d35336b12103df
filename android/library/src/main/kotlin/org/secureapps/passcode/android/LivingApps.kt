// Which process of an app was heard last, so that the death of an earlier one does not count. One for each app:
// nobody can fill the memory with them.

package org.secureapps.passcode.android

internal class LivingApps<Life : Any>(
    /** Calls back when it dies, and answers how to stop that; `null` if it is dead already. */
    private val whenItDies: (Life, () -> Unit) -> (() -> Unit)?,
    private val lastDied: (appId: String) -> Unit,
) {
    private val lives = HashMap<String, Watched<Life>>()

    /** Keeps it as the app's life, instead of any other. */
    @Synchronized
    fun note(
        appId: String,
        life: Life,
    ) {
        val former = lives[appId]
        if (former?.life === life) return
        former?.stop?.invoke()
        val stop = whenItDies(life) { died(appId, life) }
        if (stop != null) {
            lives[appId] = Watched(life, stop)
        } else {
            lives.remove(appId)
            lastDied(appId)
        }
    }

    @Synchronized
    private fun died(
        appId: String,
        life: Life,
    ) {
        if (lives[appId]?.life !== life) return
        lives.remove(appId)
        lastDied(appId)
    }

    private class Watched<Life>(
        val life: Life,
        val stop: () -> Unit,
    )
}
