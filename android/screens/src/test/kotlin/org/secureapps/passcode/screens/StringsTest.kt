// English and French say the same things, in the words of the field, and every word is used.

package org.secureapps.passcode.screens

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.w3c.dom.Element
import java.io.File
import javax.xml.parsers.DocumentBuilderFactory

internal class StringsTest {
    /** Texts by name, and plurals by name and quantity. */
    private class Words(
        folder: String,
    ) {
        val texts = mutableMapOf<String, String>()
        val plurals = mutableMapOf<String, Map<String, String>>()
        val all get() = texts.values + plurals.values.flatMap { it.values }

        init {
            val file = File(System.getProperty("resources.folder"), "$folder/strings.xml")
            val root =
                DocumentBuilderFactory
                    .newInstance()
                    .newDocumentBuilder()
                    .parse(file)
                    .documentElement
            for (element in root.elements()) {
                val name = element.getAttribute("name")
                if (element.tagName == "string") {
                    texts[name] = element.words()
                } else {
                    plurals[name] = element.elements().associate { it.getAttribute("quantity") to it.words() }
                }
            }
        }

        private fun Element.elements(): List<Element> =
            (0 until childNodes.length).mapNotNull { childNodes.item(it) as? Element }

        private fun Element.words() = textContent.replace("\\u00a0", "\u00a0")
    }

    private val english = Words("values")
    private val french = Words("values-fr")

    @Test
    fun `both have the same names`() {
        assertTrue(english.texts.size > 90)
        assertEquals(english.texts.keys, french.texts.keys)
        assertEquals(english.plurals.keys, french.plurals.keys)
    }

    @Test
    fun `each has the quantities of its language`() {
        assertEquals(
            setOf(setOf("one", "other")),
            english.plurals.values
                .map { it.keys }
                .toSet(),
        )
        assertEquals(
            setOf(setOf("one", "many", "other")),
            french.plurals.values
                .map { it.keys }
                .toSet(),
        )
    }

    @Test
    fun `both fill in the same`() {
        for ((name, text) in english.texts) assertEquals(arguments(text), arguments(french.texts.getValue(name)), name)
        for ((name, forms) in english.plurals) {
            val translated = french.plurals.getValue(name)
            val expected = arguments(forms.getValue("other"))
            assertEquals(listOf("%d"), expected, name)
            assertEquals(expected, arguments(translated.getValue("other")), name)
            assertEquals(expected, arguments(translated.getValue("many")), name)
            assertEquals(arguments(forms.getValue("one")), arguments(translated.getValue("one")), name)
        }
    }

    @Test
    fun `nothing is left untranslated`() {
        val same = english.texts.filter { (name, text) -> french.texts[name] == text }.keys
        assertEquals(emptySet<String>(), same)
        val samePlurals =
            english.plurals.filter { (name, forms) ->
                french.plurals[name]?.get("other") == forms["other"]
            }
        assertEquals(emptySet<String>(), samePlurals.keys)
    }

    @Test
    fun `apostrophes are apostrophes, and French punctuation does not stand alone on a line`() {
        assertEquals(emptyList<String>(), (english.all + french.all).filter { "'" in it || '"' in it })
        val loose = Regex("""[^\u00a0][:;?!»]|«[^\u00a0]""")
        assertEquals(emptyList<String>(), french.all.filter { loose.containsMatchIn(it) })
        assertEquals(emptyList<String>(), (english.all + french.all).filter { "..." in it || it.trim() != it })
    }

    @Test
    fun `the words of the field are used`() {
        val words =
            mapOf(
                "passcode_product" to ("Secure Apps Manager" to "Gestionnaire d’applis sécurisées"),
                "passcode_menu_change" to ("Change Passcode" to "Modifier le code d’accès"),
                "passcode_menu_forgot" to ("Forgot Password" to "Mot de passe oublié"),
                "passcode_menu_lock" to ("Lock" to "Verrouiller"),
                "passcode_unlock" to ("Unlock" to "Déverrouiller"),
                "passcode_unlock_title" to ("Secure apps passcode" to "Code d’accès aux applis sécurisées"),
            )
        for ((name, pair) in words) assertEquals(pair, english.texts[name] to french.texts[name])
    }

    @Test
    fun `all are used`() {
        val main = File("src/main")
        val sources = main.walk().filter { it.extension == "kt" || it.name == "AndroidManifest.xml" }
        val text = sources.joinToString("\n") { it.readText() }
        val names = english.texts.keys + english.plurals.keys
        assertEquals(
            emptyList<String>(),
            names.filterNot {
                Regex("(R\\.string|R\\.plurals|@string)[./]$it\\b").containsMatchIn(text)
            },
        )
    }

    private fun arguments(text: String) = Regex("%[a-z%]").findAll(text).map { it.value }.toList()
}
