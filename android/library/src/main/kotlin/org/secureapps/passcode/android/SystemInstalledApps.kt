// What the package manager knows about installed apps. An app that it does not know has nothing.

package org.secureapps.passcode.android

import android.content.Context
import android.content.pm.PackageManager
import android.content.pm.PackageManager.NameNotFoundException

internal class SystemInstalledApps(
    private val context: Context,
) : InstalledApps {
    private val packages: PackageManager get() = context.packageManager

    override fun namesOf(uid: Int): List<String> = packages.getPackagesForUid(uid)?.toList().orEmpty()

    override fun declaresSharedUid(name: String): Boolean =
        try {
            // Deprecated because apps should not; those that do have to be told apart.
            @Suppress("DEPRECATION")
            packages.getPackageInfo(name, 0).sharedUserId != null
        } catch (_: NameNotFoundException) {
            true
        }

    override fun holdsPermission(name: String): Boolean =
        packages.checkPermission(PasscodeBrokerService.PERMISSION, name) == PackageManager.PERMISSION_GRANTED

    override fun isSignedLikeThisOne(name: String): Boolean =
        packages.checkSignatures(context.packageName, name) == PackageManager.SIGNATURE_MATCH

    override fun isSignedWith(
        name: String,
        certificateSha256: ByteArray,
    ): Boolean = packages.hasSigningCertificate(name, certificateSha256, PackageManager.CERT_INPUT_SHA256)
}
