// A certificate that nobody vouches for, made by the JDK's keytool when it is first needed: for another name than
// the tests use, as a portal makes one for itself.

package org.secureapps.passcode.android

import java.io.File
import java.nio.file.Files
import java.security.KeyStore
import java.security.MessageDigest
import javax.net.ssl.KeyManagerFactory
import javax.net.ssl.SSLContext

internal object TestCertificate {
    private const val PASSWORD = "password"
    private val store: KeyStore by lazy(::make)

    val sha256: ByteArray by lazy {
        MessageDigest.getInstance("SHA-256").digest(store.getCertificate("portal").encoded)
    }

    /** TLS with it. */
    fun context(): SSLContext {
        val keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm())
        keys.init(store, PASSWORD.toCharArray())
        return SSLContext.getInstance("TLS").apply { init(keys.keyManagers, null, null) }
    }

    private fun make(): KeyStore {
        val folder = Files.createTempDirectory("certificate").toFile()
        try {
            val file = File(folder, "store.p12")
            val keytool = File(System.getProperty("java.home"), "bin/keytool").path
            val command =
                "$keytool -genkeypair -alias portal -keyalg EC -groupname secp256r1 -dname CN=portal -validity 1 " +
                    "-storetype PKCS12 -storepass $PASSWORD -keystore ${file.path}"
            val process = ProcessBuilder(command.split(' ')).redirectErrorStream(true).start()
            val said = process.inputReader().readText()
            check(process.waitFor() == 0) { said }
            return KeyStore.getInstance(file, PASSWORD.toCharArray())
        } finally {
            folder.deleteRecursively()
        }
    }
}
