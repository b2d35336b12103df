// Which app a secure app takes for its manager: one name, of a trusted signer. Anybody else could hand it a key of
// their own, and read what it encrypts.

package org.secureapps.passcode.android

/** Which app is the manager, and who signed it. */
internal class ExpectedManager(
    private val managerPackage: String,
    private val signers: TrustedSigners,
    private val apps: InstalledApps,
) {
    fun isIt(packageName: String): Boolean = packageName == managerPackage && signers.includeSignerOf(packageName, apps)
}
