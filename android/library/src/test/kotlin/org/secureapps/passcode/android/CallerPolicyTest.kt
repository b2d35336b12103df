package org.secureapps.passcode.android

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

internal class CallerPolicyTest {
    private val apps = FakeApps()
    private val policy = CallerPolicy(apps, TrustedSigners(emptyList()))

    @Test
    fun `one app of the same signer with the permission is known by its name`() {
        apps.install(FakeApps.App("org.example.mail", uid = 10_100))
        assertEquals(Caller.SecureApp("org.example.mail"), policy.callerOf(10_100))
    }

    @Test
    fun `nobody's user id is nobody`() {
        apps.install(FakeApps.App("org.example.mail", uid = 10_100))
        assertEquals(Caller.Unknown, policy.callerOf(10_101))
        assertEquals(Caller.Unknown, policy.callerOf(99_001), "an isolated process")
    }

    @Test
    fun `a shared user id is refused, with one app as with two`() {
        apps.install(FakeApps.App("org.example.mail", uid = 10_100, declaresSharedUid = true))
        assertEquals(Caller.SharingItsUid, policy.callerOf(10_100))
        apps.install(FakeApps.App("org.example.documents", uid = 10_100))
        assertEquals(Caller.SharingItsUid, policy.callerOf(10_100))
        apps.install(FakeApps.App("org.example.notes", uid = 10_101))
        apps.install(FakeApps.App("org.example.tasks", uid = 10_101))
        assertEquals(Caller.SharingItsUid, policy.callerOf(10_101))
    }

    @Test
    fun `another signer is refused`() {
        apps.install(FakeApps.App("org.example.mail", uid = 10_100, signer = "somebody"))
        assertEquals(Caller.OfAnotherSigner, policy.callerOf(10_100))
    }

    @Test
    fun `the signature alone does not do`() {
        apps.install(FakeApps.App("org.example.mail", uid = 10_100, holdsPermission = false))
        assertEquals(Caller.WithoutPermission, policy.callerOf(10_100))
    }

    @Test
    fun `named signers are the only ones, the own one included`() {
        val named = CallerPolicy(apps, TrustedSigners(listOf("partner", "other").map { it.toByteArray() }))
        apps.install(FakeApps.App("org.example.mail", uid = 10_100, signer = "partner"))
        apps.install(FakeApps.App("org.example.documents", uid = 10_101))
        apps.install(FakeApps.App("org.example.game", uid = 10_102, signer = "somebody"))
        assertEquals(Caller.SecureApp("org.example.mail"), named.callerOf(10_100))
        assertEquals(Caller.OfAnotherSigner, named.callerOf(10_101))
        assertEquals(Caller.OfAnotherSigner, named.callerOf(10_102))
    }

    @Test
    fun `the manager is the app of that name and of a trusted signer`() {
        apps.install(FakeApps.App("org.example.manager", uid = 10_000))
        apps.install(FakeApps.App("org.example.manager2", uid = 10_001))
        apps.install(FakeApps.App("org.example.impostor", uid = 10_002, signer = "somebody"))

        fun isManager(
            name: String,
            expected: String,
        ) = ExpectedManager(expected, TrustedSigners(emptyList()), apps).isIt(name)
        assertTrue(isManager("org.example.manager", expected = "org.example.manager"))
        assertFalse(isManager("org.example.manager2", expected = "org.example.manager"))
        assertFalse(isManager("org.example.impostor", expected = "org.example.impostor"))
        assertFalse(isManager("org.example.absent", expected = "org.example.absent"))
    }
}
