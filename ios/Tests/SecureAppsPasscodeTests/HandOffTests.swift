// A secure app's key: handed off while the session is open, to that app alone, until the deadline. With the real
// portal.

import Foundation
import SecureAppsPasscode
import Testing

extension WithRealPortal {
  @Suite struct HandOffTests {
    private let phone: Phone

    init() async throws { phone = Phone(try await RealPortal.transport()) }

    @Test func anAppHasItsOwnKeyAndKeepsItOverSessions() async throws {
      let manager = try await phone.startUnlocked()
      let (mail, docs) = (app("mail"), app("docs"))
      try mail.accept(try await handOff(manager, to: "mail", mail))
      try docs.accept(try await handOff(manager, to: "docs", docs))
      let key = try mail.withKey { Array($0) }
      #expect(key.count == 32)
      #expect(try mail.withKey { Array($0) } == key)
      #expect(try docs.withKey { Array($0) } != key)
      manager.lock()
      _ = try await manager.unlock(typed())
      let next = app("mail")
      try next.accept(try await handOff(manager, to: "mail", next))
      #expect(try next.withKey { Array($0) } == key)
    }

    @Test func onlyTheAppThatAskedCanUseIt() async throws {
      let manager = try await phone.startUnlocked()
      let (mail, other) = (app("mail"), app("docs"))
      _ = try other.requestKey()
      let answer = try await handOff(manager, to: "mail", mail)
      #expect(throws: PasscodeError.handOffInvalid) { try other.accept(answer) }
      // The request was used up by it.
      #expect(throws: PasscodeError.handOffInvalid) { try other.accept(answer) }
      try mail.accept(answer)
      #expect(throws: PasscodeError.handOffInvalid) { try mail.accept(answer) }
      #expect(try mail.withKey { $0.count } == 32)
    }

    @Test func anEarlierRequestIsForgotten() async throws {
      let manager = try await phone.startUnlocked()
      let mail = app("mail")
      let answer = try await handOff(manager, to: "mail", mail)
      _ = try mail.requestKey()
      #expect(throws: PasscodeError.handOffInvalid) { try mail.accept(answer) }
    }

    @Test func anAnswerThatWasAlteredIsRefused() async throws {
      let manager = try await phone.startUnlocked()
      let alterations: [@Sendable (inout HandOff) -> Void] = [
        { $0.enc[0] ^= 1 }, { $0.ciphertext[0] ^= 1 }, { $0.enc = $0.enc.dropLast() },
        { $0.ciphertext = Data() }, { $0.bootID = Data(count: 3) }, { $0.until += .milliseconds(1) },
        { $0.until = .milliseconds(-1) }, { $0.until = .seconds(Int64.max) * 15 },
      ]
      for alter in alterations {
        let mail = app("mail")
        var answer = try await handOff(manager, to: "mail", mail)
        alter(&answer)
        #expect(throws: PasscodeError.handOffInvalid) { try mail.accept(answer) }
        #expect(throws: PasscodeError.handOffExpired) { try mail.withKey { $0.count } }
      }
    }

    @Test func theKeyEndsWithTheSessionsTimeWithTheBootAndWithALock() async throws {
      let manager = try await phone.startUnlocked()
      for end in 0..<4 {
        if manager.state != .unlocked { _ = try await manager.unlock(typed()) }
        let mail = app("mail")
        let answer = try await handOff(manager, to: "mail", mail)
        try mail.accept(answer)
        #expect(try mail.withKey { $0.count } == 32)
        switch end {
        case 0: phone.clock.advance(by: .seconds(15 * 60))
        case 1: phone.clock.restart()
        case 2: mail.lock()
        default: phone.fail(.now)
        }
        #expect(throws: PasscodeError.handOffExpired) { try mail.withKey { $0.count } }
        phone.work()
        // It is gone, not hidden.
        #expect(throws: PasscodeError.handOffExpired) { try mail.withKey { $0.count } }
        _ = try await manager.refresh()
      }
    }

    @Test func anAnswerThatComesTooLateIsExpired() async throws {
      let manager = try await phone.startUnlocked()
      let mail = app("mail")
      let answer = try await handOff(manager, to: "mail", mail)
      phone.clock.advance(by: .seconds(15 * 60))
      #expect(throws: PasscodeError.handOffExpired) { try mail.accept(answer) }
    }

    @Test func aLockedManagerHandsNothingOff() async throws {
      let manager = try await phone.startLocked()
      let key = try app("mail").requestKey()
      #expect(await failure { try await manager.handOff(to: "mail", publicKey: key) } == .eventNotAllowed)
      _ = try await manager.unlock(typed())
      for senseless in [Data(), key.dropLast(), key + [0]] {
        #expect(
          await failure { try await manager.handOff(to: "mail", publicKey: senseless) } == .handOffInvalid)
      }
    }

    @Test func anAnswerTravelsAsJSON() async throws {
      let manager = try await phone.startUnlocked()
      let mail = app("mail")
      let sent = try JSONEncoder().encode(try await handOff(manager, to: "mail", mail))
      try mail.accept(try JSONDecoder().decode(HandOff.self, from: sent))
      #expect(try mail.withKey { $0.count } == 32)
    }

    private func app(_ id: String) -> SecureApp { SecureApp(appID: id, clock: phone.ports.clock) }

    private func handOff(_ manager: PasscodeManager, to id: String, _ app: SecureApp) async throws -> HandOff
    {
      let outcome = try await manager.handOff(to: id, publicKey: try app.requestKey())
      guard case .handedOff(let handOff) = outcome else { throw PasscodeError.handOffInvalid }
      return handOff
    }
  }
}
