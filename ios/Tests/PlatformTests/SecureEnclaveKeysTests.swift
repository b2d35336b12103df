import Foundation
import Testing

@testable import SecureAppsPasscode

@Suite struct SecureEnclaveKeysTests {
  private let chip = FakeChip()
  private let keychain = MemoryKeychain()
  private let input = anyInput()
  private var keys: SecureEnclaveKeys { SecureEnclaveKeys(chip: chip, items: keychain) }

  @Test func aKeyAnswersTheSameToTheSame() throws {
    #expect(try keys.create("vault-0", for: .prf).isEmpty)
    let answer = try keys.prf("vault-0", input)
    #expect(answer.count == 32)
    #expect(try keys.prf("vault-0", input).data == answer.data)
    #expect(try keys.prf("vault-0", anyInput()).data != answer.data)
    #expect(try keys.create("vault-1", for: .prf).isEmpty)
    #expect(try keys.prf("vault-1", input).data != answer.data)
    #expect(try keys.prf("vault-0", input).data == answer.data)
  }

  @Test func aSigningKeySaysWhoItIsAndSigns() throws {
    let publicKey = try keys.create("sign", for: .signing)
    #expect(publicKey.count == 65 && publicKey.first == 4)
    // ASN.1: a sequence.
    #expect(try keys.sign("sign", Data("message".utf8)).first == 0x30)
  }

  @Test func aNewKeyReplacesTheOneOfItsName() throws {
    _ = try keys.create("vault-0", for: .prf)
    let before = try keys.prf("vault-0", input)
    _ = try keys.create("vault-0", for: .prf)
    #expect(try keys.prf("vault-0", input).data != before.data)
    #expect(keychain.items.count == 1)
  }

  @Test func whatWasNeverMadeOrIsDestroyedIsMissing() throws {
    #expect(throws: HardwareKeyFailure.missing) { try keys.prf("vault-0", input) }
    #expect(throws: HardwareKeyFailure.missing) { try keys.sign("sign", Data()) }
    _ = try keys.create("vault-0", for: .prf)
    try keys.delete("vault-0")
    try keys.delete("vault-0")
    #expect(throws: HardwareKeyFailure.missing) { try keys.prf("vault-0", input) }
    #expect(keychain.items.isEmpty)
  }

  @Test func aLockedPhoneHasItsKeysAllTheSame() throws {
    _ = try keys.create("vault-0", for: .prf)
    _ = try keys.create("sign", for: .signing)
    keychain.fail()
    #expect(throws: HardwareKeyFailure.unavailable) { try keys.prf("vault-0", input) }
    #expect(throws: HardwareKeyFailure.unavailable) { try keys.prf("vault-1", input) }
    #expect(throws: HardwareKeyFailure.unavailable) { try keys.sign("sign", Data()) }
    #expect(throws: HardwareKeyFailure.unavailable) { try keys.create("vault-1", for: .prf) }
    #expect(throws: HardwareKeyFailure.unavailable) { try keys.delete("vault-0") }
    keychain.fail(false)
    #expect(try keys.prf("vault-0", input).count == 32)
  }

  @Test(arguments: [EnclaveFailure.absent, .refused, .authentication(-2), .authentication(-1004)])
  func aChipThatDoesNotAnswerHasItsKeysAllTheSame(failure: EnclaveFailure) throws {
    _ = try keys.create("vault-0", for: .prf)
    _ = try keys.create("sign", for: .signing)
    let items = keychain.items
    chip.fail(failure)
    #expect(throws: HardwareKeyFailure.unavailable) { try keys.prf("vault-0", input) }
    #expect(throws: HardwareKeyFailure.unavailable) { try keys.sign("sign", Data()) }
    #expect(throws: HardwareKeyFailure.unavailable) { try keys.create("vault-0", for: .prf) }
    #expect(keychain.items == items, "what could not be replaced stays")
  }

  @Test func whatIsNoPointIsNotAnswered() throws {
    _ = try keys.create("vault-0", for: .prf)
    let nonsense = PrfInput(bytes: input.bytes, point: SecretBytes(count: 65) { $0[0] = 4 })
    #expect(throws: HardwareKeyFailure.unavailable) { try keys.prf("vault-0", nonsense) }
  }

  @Test func aKeyServesOnlyWhatItWasMadeFor() throws {
    for purpose in KeyPurpose.allCases { _ = try keys.create("\(purpose)", for: purpose) }
    #expect(chip.made == KeyPurpose.allCases)
    #expect(throws: HardwareKeyFailure.unavailable, "a prompt would be shown under the lock") {
      try keys.prf("biometricPrf", input)
    }
    #expect(throws: HardwareKeyFailure.unavailable) { try keys.prf("signing", input) }
    #expect(throws: HardwareKeyFailure.unavailable) { try keys.sign("prf", Data()) }
    #expect(throws: HardwareKeyFailure.unavailable) { try keys.sign("biometricPrf", Data()) }
  }

  @Test(arguments: [
    "", "{}", #"{"version":2,"purpose":"prf","key":"AA=="}"#, #"{"version":1,"purpose":"x","key":""}"#,
  ])
  func whatIsNotUnderstoodIsNotMissing(item: String) throws {
    try keychain.write("key-vault-0", Data(item.utf8))
    #expect(throws: HardwareKeyFailure.unavailable) { try keys.prf("vault-0", input) }
  }

  @Test func aKeyIsKeptInTheFormThatLaterVersionsUnderstand() throws {
    let item = Data(#"{"version":1,"purpose":"biometric-prf","key":"AQI=","biometrics":"Aw=="}"#.utf8)
    let kept = KeptKey(purpose: .biometricPrf, wrapped: Data([1, 2]), biometrics: .some(Data([3])))
    #expect(KeptKey(bytes: item) == kept)
    #expect(kept.bytes.flatMap(KeptKey.init(bytes:)) == kept)
    let plain = KeptKey(purpose: .prf, wrapped: Data([1]), biometrics: .unknown)
    #expect(plain.bytes.flatMap(KeptKey.init(bytes:)) == plain)
  }
}
