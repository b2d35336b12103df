// Reads the memory of another process and looks for bytes in it: every mapping that can be written, which is
// heaps, stacks and whatever a library keeps.

#if os(Linux)
  import Foundation
  import Glibc

  struct Needle {
    let name: String
    let bytes: [UInt8]

    /// Some of a secret is too much already, however its characters are kept. Freed memory loses its first bytes.
    static func parts(of secret: [UInt8], _ name: String) -> [Needle] {
      let size = secret.count >= 32 ? 8 : secret.count / 2
      return stride(from: 0, through: secret.count - size, by: size).flatMap { start in
        let utf8 = Array(secret[start..<(start + size)])
        // Without the last zero it is the same in both byte orders.
        let utf16 = Array(utf8.flatMap { [$0, UInt8(0)] }.dropLast())
        return [
          Needle(name: "\(name), UTF-8, from \(start)", bytes: utf8),
          Needle(name: "\(name), UTF-16, from \(start)", bytes: utf16),
        ]
      }
    }
  }

  /// What is found, and where: `name in mapping`.
  func find(_ needles: [Needle], inMemoryOf process: Int32) throws -> [String] {
    let memory = open("/proc/\(process)/mem", O_RDONLY)
    guard memory >= 0 else { throw POSIXError(.EPERM) }
    defer { close(memory) }
    var found: [String] = []
    for line in try String(contentsOfFile: "/proc/\(process)/maps", encoding: .utf8).split(separator: "\n") {
      let fields = line.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: true)
      let range = fields[0].split(separator: "-").compactMap { Int($0, radix: 16) }
      guard fields[1].hasPrefix("rw"), range.count == 2 else { continue }
      let mapping = fields.count > 5 ? fields[5] : "anonymous"
      found += find(needles, in: memory, range[0]..<range[1]).map { "\($0) in \(mapping)" }
    }
    return found
  }

  private func find(_ needles: [Needle], in memory: Int32, _ range: Range<Int>) -> [String] {
    let window = UnsafeMutableRawPointer.allocate(byteCount: range.count, alignment: 16)
    defer { window.deallocate() }
    var count = 0
    while count < range.count {
      let read = pread(memory, window + count, range.count - count, off_t(range.lowerBound + count))
      // Some mappings of the kernel's cannot be read.
      guard read > 0 else { break }
      count += read
    }
    return needles.flatMap { needle -> [String] in
      var places: [String] = []
      var offset = 0
      while let place = search(window + offset, count - offset, needle.bytes, needle.bytes.count) {
        offset = place - UnsafeMutableRawPointer(window) + 1
        places.append("\(needle.name) at \(String(range.lowerBound + offset - 1, radix: 16))")
      }
      return places
    }
  }

  /// `memmem`, which the module of the C library hides.
  private let search = unsafeBitCast(
    dlsym(nil, "memmem"),
    to: (@convention(c) (UnsafeRawPointer, Int, UnsafeRawPointer, Int) -> UnsafeMutableRawPointer?).self)
#endif
