// Files that are replaced whole or not at all, whatever happens to the power: a new file, synced, renamed over
// the old one, and the folder synced. What an interruption left behind is overwritten, never read.

package org.secureapps.passcode.android

import java.io.IOException
import java.nio.ByteBuffer
import java.nio.channels.FileChannel
import java.nio.file.Files
import java.nio.file.NoSuchFileException
import java.nio.file.Path
import java.nio.file.StandardCopyOption.ATOMIC_MOVE
import java.nio.file.StandardOpenOption.CREATE
import java.nio.file.StandardOpenOption.READ
import java.nio.file.StandardOpenOption.TRUNCATE_EXISTING
import java.nio.file.StandardOpenOption.WRITE
import java.nio.file.attribute.FileAttribute
import java.nio.file.attribute.PosixFilePermissions

/** Nobody but the app. */
internal val privateFile: FileAttribute<*> =
    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))

private val privateFolder: FileAttribute<*> =
    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))

/** Makes a folder, durably, if it does not exist. */
internal fun Path.makePrivateFolder() {
    if (Files.isDirectory(this)) return
    Files.createDirectories(this, privateFolder)
    parent?.syncFolder()
}

/** The content of a file in this folder; `null` if the folder is there and the file is not. */
internal fun Path.contentOf(file: String): ByteArray? =
    try {
        Files.readAllBytes(resolve(file))
    } catch (missing: NoSuchFileException) {
        if (!Files.isDirectory(this)) throw missing
        null
    }

/** Replaces a file in this folder, or makes it: atomic and durable. */
internal fun Path.replaceFile(
    file: String,
    bytes: ByteArray,
) {
    val new = resolve("$file.new")
    FileChannel.open(new, setOf(CREATE, WRITE, TRUNCATE_EXISTING), privateFile).use { channel ->
        val rest = ByteBuffer.wrap(bytes)
        while (rest.hasRemaining()) channel.write(rest)
        channel.force(true)
    }
    Files.move(new, resolve(file), ATOMIC_MOVE)
    syncFolder()
}

/** Removes a file of this folder, durably. */
internal fun Path.removeFile(file: String) {
    Files.deleteIfExists(resolve(file))
    syncFolder()
}

/** A rename or removal is not durable before its folder is. */
@Throws(IOException::class)
private fun Path.syncFolder() {
    FileChannel.open(this, READ).use { it.force(true) }
}
