// Secrets in memory of their own are wiped there: before the memory is given back, whoever else looks at it.

import Foundation
import Testing

@testable import SecureAppsPasscode

@Suite struct SecretBytesTests {
  private struct Failure: Error {}

  @Test func whatIsMadeIsZeroUntilItIsFilled() {
    let secret = SecretBytes(count: 32) { memory in
      #expect(memory.count == 32)
      #expect(memory.allSatisfy { $0 == 0 })
      memory[31] = 7
    }
    #expect(secret.count == 32)
    #expect(secret.withUnsafeBytes { $0[31] } == 7)
  }

  @Test func whatCannotBeFilledIsNotMade() {
    #expect(throws: Failure.self) { try SecretBytes(count: 32) { _ throws(Failure) in throw Failure() } }
  }

  @Test func aSecretMayBeEmpty() {
    #expect(SecretBytes(copying: UnsafeRawBufferPointer(start: nil, count: 0)).count == 0)
  }

  @Test func movingASecretWipesItWhereItWas() {
    let data = Data(repeating: 7, count: 32)
    let shared = data
    let secret = SecretBytes(wiping: data)
    #expect(secret.withUnsafeBytes { $0.allSatisfy { $0 == 7 } })
    // Also under the eyes of others who share it.
    #expect(shared == Data(count: 32))
  }

  @Test func aRequestsBodyIsWipedWhereItWasAndWithItsLastOwner() {
    let body = Data(repeating: 7, count: 300)
    let request = PortalRequest(native: .init(path: "/", headers: [], body: body))
    #expect(body == Data(count: 300))
    #expect(request.body == Data(repeating: 7, count: 300))
  }

  @Test func anEmptyBodyIsOneToo() {
    #expect(PortalRequest(native: .init(path: "/", headers: [], body: Data())).body == Data())
  }

  /// A lender that nobody holds any more lends until it has its secret back.
  @Test func aSecretStaysAsLongAsItIsLent() {
    let lent = SecretBytes(count: 64) { $0[63] = 7 }.withUnsafeBytes { Array($0) }
    #expect(lent == Array(repeating: 0, count: 63) + [7])
  }
}
