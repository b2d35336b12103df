// Every error of the library has a public class of its own, with the frozen code and advice.

package org.secureapps.passcode

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import java.io.File
import org.secureapps.passcode.ffi.PasscodeException as Native

internal class ErrorCodesTest {
    private val natives =
        Native::class.java.declaredClasses
            .filter { Native::class.java.isAssignableFrom(it) }
            .map { it.getConstructor().newInstance() as Native }

    private val frozen =
        Json
            .parseToJsonElement(File(System.getProperty("passcode.vectors"), "codes.json").readText())
            .jsonObject
            .getValue("errors")
            .jsonArray
            .map { it.jsonObject.mapValues { (_, value) -> value.jsonPrimitive.content } }
            .associate { it.getValue("code") to it.getValue("retry") }

    @Test
    fun `codes and advice are the frozen ones, all of them`() {
        val told =
            natives.map { it.toPublic() }.associate {
                it.code to
                    it.retry.name
                        .lowercase()
                        .replace('_', ' ')
            }
        assertEquals(21, told.size)
        assertEquals(frozen, told)
    }

    @Test
    fun `every public class is told by exactly one native one, of the same name`() {
        val names = natives.map { it.javaClass.simpleName }
        assertEquals(names, natives.map { it.toPublic().javaClass.simpleName })
        val public = PasscodeException::class.java.declaredClasses.map { it.simpleName }
        assertEquals(public.toSet(), names.toSet())
    }

    @Test
    fun `an error says its code and nothing else`() {
        for (error in natives.map { it.toPublic() }) {
            assertEquals(error.code, error.message)
            assertEquals(null, error.cause)
        }
    }
}
