package org.secureapps.passcode.android

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.w3c.dom.Element
import java.io.File
import javax.xml.parsers.DocumentBuilderFactory

internal class ManifestTest {
    private val manifest =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(File("src/main/AndroidManifest.xml"))

    @Test
    fun `the manifest and the code name the same permission and action`() {
        val permission = elements("permission").single()
        assertEquals(PasscodeBrokerService.PERMISSION, permission.getAttribute("android:name"))
        assertEquals("signature", permission.getAttribute("android:protectionLevel"))
        assertTrue(
            PasscodeBrokerService.PERMISSION in elements("uses-permission").map { it.getAttribute("android:name") },
        )
        assertEquals(PasscodeBrokerService.ACTION, elements("action").single().getAttribute("android:name"))
    }

    private fun elements(name: String): List<Element> =
        manifest.getElementsByTagName(name).let { found -> List(found.length) { found.item(it) as Element } }
}
