// What scenarios rely on without saying so: keys that only their holder has, and a portal that is pinned.

import Foundation
import SecureAppsPasscode
import Testing

@testable import SecureAppsPasscodeTesting

@Suite struct FixturesTests {
  @Test func aNoteIsReadWithItsKeyOnly() {
    let (key, other) = (secret(1), secret(2))
    let note = key.withUnsafeBytes { SealedNote("Offer to Contoso ✓", key: $0) }
    #expect(key.withUnsafeBytes(note.open) == "Offer to Contoso ✓")
    #expect(other.withUnsafeBytes(note.open) == nil)
  }

  @Test func androidKeysAnswerTheBytesAlone() throws {
    let keys = HmacKeys()
    for name in ["a", "b"] { #expect(keys.create(name, for: .prf).isEmpty) }
    func answer(_ name: String, bytes: UInt8, point: UInt8) throws -> Data {
      try keys.prf(name, PrfInput(bytes: secret(bytes), point: secret(point))).withUnsafeBytes { Data($0) }
    }
    let answered = try answer("a", bytes: 1, point: 1)
    #expect(answered.count == 32)
    #expect(try answer("a", bytes: 1, point: 2) == answered)
    #expect(try answer("a", bytes: 2, point: 1) != answered)
    #expect(try answer("b", bytes: 1, point: 1) != answered)
  }

  @Test(arguments: KeyPurpose.allCases) func anAndroidKeyThatIsDestroyedIsMissing(_ purpose: KeyPurpose) {
    let keys = HmacKeys()
    _ = keys.create("a", for: purpose)
    keys.delete("a")
    #expect(throws: HardwareKeyFailure.missing) {
      try keys.prf("a", PrfInput(bytes: secret(1), point: secret(1)))
    }
    #expect(throws: HardwareKeyFailure.missing) { try keys.sign("a", Data()) }
  }

  #if os(Linux)
    @Test func anotherCertificateIsNotTrusted() async throws {
      let portal = try SimulatedPortal()
      var other = portal.certificateSHA256
      other[0] ^= 1
      let transport = try BuiltInTransport(address: portal.address, certificateSHA256: other)
      await #expect(throws: PortalTransportFailure.untrusted) {
        try await transport.send(PortalRequest(path: "/", headers: [], body: Data()))
      }
    }
  #endif

  private func secret(_ byte: UInt8) -> SecretBytes {
    SecretBytes(count: 32) { secret in
      for index in secret.indices { secret[index] = byte }
    }
  }
}
