// Reads the memory of another process and looks for bytes in it: every mapping that can be written, which is
// heaps, stacks and whatever a library keeps.

package org.secureapps.passcode.memory

import java.io.File
import java.io.IOException
import java.io.RandomAccessFile
import java.util.Arrays

/** Bytes to look for, shorter than a page, neither first nor last of them zero, and what to call them. */
internal class Needle(
    val name: String,
    val bytes: ByteArray,
) {
    private val skips = IntArray(256) { bytes.size }.also { skips -> fill(skips) }

    private fun fill(skips: IntArray) {
        for (index in 0 until bytes.lastIndex) skips[bytes[index].toInt() and 0xff] = bytes.lastIndex - index
    }

    /** Horspool's search. */
    fun isIn(
        haystack: ByteArray,
        range: IntRange,
    ): Boolean {
        var end = range.first + bytes.lastIndex
        while (end <= range.last) {
            var back = 0
            while (back < bytes.size && haystack[end - back] == bytes[bytes.lastIndex - back]) back += 1
            if (back == bytes.size) return true
            end += skips[haystack[end].toInt() and 0xff]
        }
        return false
    }
}

/** Where these are in the memory of a process: `name in mapping`. */
internal fun find(
    pid: Long,
    needles: List<Needle>,
): List<String> =
    RandomAccessFile("/proc/$pid/mem", "r").use { memory ->
        File("/proc/$pid/maps").readLines().map { it.split(Regex(" +"), 6) }.filter { it[1].startsWith("rw") }.flatMap {
            val (begin, end) = it[0].split('-').map { address -> address.toLong(16) }
            find(memory, begin until end, needles).map { name -> "$name in ${it.getOrElse(5) { "anonymous" }} $begin" }
        }
    }

private const val PAGE = 4096
private const val WINDOW = 256 * PAGE
private val ZEROS = ByteArray(PAGE)

private fun find(
    memory: RandomAccessFile,
    mapping: LongRange,
    needles: List<Needle>,
): Set<String> {
    val found = mutableSetOf<String>()
    val window = ByteArray(WINDOW)
    val overlap = needles.maxOf { it.bytes.size }
    for (at in mapping step (WINDOW - overlap).toLong()) {
        memory.seek(at)
        val length = readAsMuch(memory, window, minOf(WINDOW.toLong(), mapping.last + 1 - at).toInt())
        for (range in written(window, length)) found += needles.filter { it.isIn(window, range) }.map { it.name }
    }
    return found
}

/** Most of a process' memory was never written: nothing is in it, and looking takes its time. */
private fun written(
    window: ByteArray,
    length: Int,
): List<IntRange> {
    val ranges = mutableListOf<IntRange>()
    for (begin in 0 until length step PAGE) {
        val end = minOf(begin + PAGE, length)
        if (Arrays.equals(window, begin, end, ZEROS, 0, end - begin)) continue
        val joins = ranges.lastOrNull()?.last == begin - 1
        ranges += (if (joins) ranges.removeLast().first else begin) until end
    }
    return ranges
}

/** Some mappings of the kernel's cannot be read. */
private fun readAsMuch(
    memory: RandomAccessFile,
    window: ByteArray,
    length: Int,
): Int {
    var read = 0
    try {
        while (read <
            length
        ) {
            read += maxOf(memory.read(window, read, length - read), 0).also { if (it == 0) return read }
        }
    } catch (_: IOException) {
        return read
    }
    return read
}
