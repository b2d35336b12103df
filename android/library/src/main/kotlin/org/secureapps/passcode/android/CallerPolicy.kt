// Which app is calling, and whether it is a secure app. It asks the system and nobody else; whatever is not one
// app, of a trusted signer, that holds the permission, is refused.

package org.secureapps.passcode.android

/** What the system knows about installed apps. */
internal interface InstalledApps {
    /** The apps that run as this user id; none if it belongs to none. */
    fun namesOf(uid: Int): List<String>

    /** Whether the app declares a user id that others may share. */
    fun declaresSharedUid(name: String): Boolean

    /** Whether the app holds [PasscodeBrokerService.PERMISSION]. */
    fun holdsPermission(name: String): Boolean

    /** Whether the app has the same signature as this one. */
    fun isSignedLikeThisOne(name: String): Boolean

    /** Whether the app is signed with this certificate, or was before its signer rotated it. */
    fun isSignedWith(
        name: String,
        certificateSha256: ByteArray,
    ): Boolean
}

/** Whose apps are trusted. */
internal class TrustedSigners(
    /** SHA-256 of certificates; none: only the signature of the asking app itself. */
    private val certificatesSha256: List<ByteArray>,
) {
    fun includeSignerOf(
        name: String,
        apps: InstalledApps,
    ): Boolean =
        if (certificatesSha256.isEmpty()) {
            apps.isSignedLikeThisOne(name)
        } else {
            certificatesSha256.any { apps.isSignedWith(name, it) }
        }
}

internal class CallerPolicy(
    private val apps: InstalledApps,
    private val signers: TrustedSigners,
) {
    /**
     * SECURITY: [uid] is what Binder says about the caller. With a shared user id there is no telling which of
     * the apps it is, now or after the next installation.
     */
    fun callerOf(uid: Int): Caller {
        val name = apps.namesOf(uid).let { it.singleOrNull() ?: return refusalFor(it) }
        return when {
            apps.declaresSharedUid(name) -> Caller.SharingItsUid
            !apps.holdsPermission(name) -> Caller.WithoutPermission
            !signers.includeSignerOf(name, apps) -> Caller.OfAnotherSigner
            else -> Caller.SecureApp(name)
        }
    }

    private fun refusalFor(names: List<String>) = if (names.isEmpty()) Caller.Unknown else Caller.SharingItsUid
}

/** Who is calling. */
internal sealed interface Caller {
    /** A secure app; its id is its package name. */
    data class SecureApp(
        val id: String,
    ) : Caller

    data object Unknown : Caller

    data object SharingItsUid : Caller

    data object WithoutPermission : Caller

    data object OfAnotherSigner : Caller
}
