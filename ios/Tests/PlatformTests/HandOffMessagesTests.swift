import Foundation
import Testing

@testable import SecureAppsPasscode

@Suite struct HandOffMessagesTests {
  private let boot = Data(repeating: 7, count: 16)

  /// FORMAT: frozen. A secure app may be built with another version of this library than Go.
  @Test func theBytesAreThoseOfVersionOne() throws {
    let request = KeyRequest(
      publicKey: Data(repeating: 1, count: 32), madeAt: Moment(sinceBoot: .milliseconds(0x0102), bootID: boot)
    )
    let requestBytes = joined([1, 1], of(1, 32), [0, 0, 0, 0, 0, 0, 1, 2], of(7, 16))
    #expect(request.bytes == requestBytes)
    #expect(try KeyRequest(requestBytes) == request)

    let answer = KeyAnswer(
      publicKey: Data(repeating: 1, count: 32),
      handOff: HandOff(
        enc: Data(repeating: 2, count: 32), ciphertext: Data(repeating: 3, count: 48),
        until: .milliseconds(5),
        bootID: boot),
      graceMinutes: 4, locksOnScreenOff: true)
    let answerBytes = joined(
      [1, 2], of(1, 32), of(2, 32), of(3, 48), [0, 0, 0, 0, 0, 0, 0, 5], of(7, 16), [4, 1])
    #expect(answer.bytes == answerBytes)
    #expect(try KeyAnswer(answerBytes) == answer)

    var presence = Presence(bootID: boot)
    presence.come(at: .milliseconds(9))
    let presenceBytes = joined(
      [1, 3], of(7, 16), of(0xFF, 8), [1], [0, 0, 0, 0, 0, 0, 0, 9], of(0xFF, 8))
    #expect(presence.bytes == presenceBytes)
  }

  @Test func oneKindIsNotAnother() throws {
    let request = KeyRequest(
      publicKey: Data(count: 32), madeAt: Moment(sinceBoot: .zero, bootID: boot))
    #expect(throws: MessageFlaw.notUnderstood) { try KeyAnswer(request.bytes) }
    #expect(throws: MessageFlaw.notUnderstood) { try Presence(request.bytes) }
  }

  @Test func fieldsOutOfRangeAreRefused() {
    let start = Data([1, 1]) + Data(count: 32)
    for time in [Data(repeating: 0xFF, count: 8), Data([0x80]) + Data(count: 7)] {
      #expect(throws: MessageFlaw.notUnderstood) { try KeyRequest(start + time + boot) }
    }
    let answer = Data([1, 2]) + Data(count: 112) + Data(count: 8) + boot
    #expect(throws: Never.self) { try KeyAnswer(answer + [5, 0]) }
    #expect(throws: MessageFlaw.notUnderstood) { try KeyAnswer(answer + [5, 2]) }
    #expect(throws: MessageFlaw.notUnderstood) { try KeyAnswer(answer + [6, 0]) }
  }

  @Test func aPieceOfLargerDataIsReadLikeTheWhole() throws {
    let request = KeyRequest(
      publicKey: Data(count: 32), madeAt: Moment(sinceBoot: .seconds(1), bootID: boot))
    let piece = (Data([9, 9, 9]) + request.bytes).dropFirst(3)
    #expect(try KeyRequest(piece) == request)
  }

  private func of(_ byte: UInt8, _ count: Int) -> [UInt8] { Array(repeating: byte, count: count) }

  private func joined(_ parts: [UInt8]...) -> Data { Data(parts.joined()) }
}
