// What is used of Apple's C library, beside what Linux has too.

@_exported import Glibc

public func memset_s(_ start: UnsafeMutableRawPointer!, _ size: Int, _ byte: CInt, _ count: Int) -> CInt { 0 }

public var F_FULLFSYNC: CInt { 51 }

public func sysctlbyname(
  _ name: UnsafePointer<CChar>!, _ old: UnsafeMutableRawPointer!, _ oldCount: UnsafeMutablePointer<Int>!,
  _ new: UnsafeMutableRawPointer!, _ newCount: Int
) -> CInt { -1 }
