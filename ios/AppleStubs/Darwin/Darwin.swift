// What is used of Apple's C library, beside what Linux has too.

@_exported import Glibc

public func memset_s(_ start: UnsafeMutableRawPointer!, _ size: Int, _ byte: CInt, _ count: Int) -> CInt { 0 }
