// Installed apps, as a package manager would tell them.

package org.secureapps.passcode.android

internal class FakeApps : InstalledApps {
    private val installed = ArrayList<App>()

    fun install(app: App) {
        installed += app
    }

    override fun namesOf(uid: Int) = installed.filter { it.uid == uid }.map { it.name }

    override fun declaresSharedUid(name: String) = app(name)?.declaresSharedUid ?: true

    override fun holdsPermission(name: String) = app(name)?.holdsPermission ?: false

    override fun isSignedLikeThisOne(name: String) = app(name)?.signer == OWN

    override fun isSignedWith(
        name: String,
        certificateSha256: ByteArray,
    ) = app(name)?.signer == certificateSha256.decodeToString()

    private fun app(name: String) = installed.find { it.name == name }

    class App(
        val name: String,
        val uid: Int,
        val signer: String = OWN,
        val holdsPermission: Boolean = true,
        val declaresSharedUid: Boolean = false,
    )

    private companion object {
        const val OWN = "own"
    }
}
