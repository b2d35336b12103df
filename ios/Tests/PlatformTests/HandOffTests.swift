import Foundation
import SecureAppsPasscodeTesting
import Testing

@testable import SecureAppsPasscode

@MainActor @Suite(.timeLimit(.minutes(1))) struct HandOffTests {
  @Test func anAppGetsItsOwnKeyAndNothingIsLeftBehind() async throws {
    let world = try await HandOffWorld()
    #expect(try await world.ask(world.mail) == .open(world.mail.address.returnURL))
    #expect(world.mail.items[.request] == nil)
    #expect(world.mail.items[.answer] != nil)
    #expect(world.mail.key == nil)
    #expect(try await world.comeBack(world.mail) == .open)
    #expect(world.mail.items[.answer] == nil)
    let key = try #require(world.mail.key)
    #expect(try await world.open(world.mail) == .open)
    #expect(world.mail.key == key)
    #expect(try await world.open(world.documents) == .open)
    #expect(world.documents.key != nil)
    #expect(world.documents.key != key)
    for item in [world.mail.items[.presence], world.documents.items[.presence]] {
      #expect(item?.range(of: key) == nil)
    }
  }

  @Test func aRequestWaitsUntilThePasscodeIsTyped() async throws {
    let world = try await HandOffWorld()
    world.manager.lock()
    #expect(try await world.ask(world.mail) == .locked)
    try await world.unlock()
    #expect(await world.desk.answer("mail") == .open(world.mail.address.returnURL))
    #expect(try await world.comeBack(world.mail) == .open)
  }

  @Test func whoComesBackWithoutAnAnswerHasNoKeyAndNoRequest() async throws {
    let world = try await HandOffWorld(rules: #"{"grace_minutes": 5}"#)
    #expect(try await world.open(world.mail) == .open)
    world.manager.lock()
    #expect(try await world.ask(world.mail) == .locked)
    #expect(world.mail.key != nil)
    #expect(try await world.comeBack(world.mail) == .notAnswered)
    #expect(world.mail.key == nil)
    #expect(world.mail.items[.request] == nil)
    #expect(try world.mail.client.collect() == .needed)
  }

  @Test func whatAnURLSaysGivesNobodyAnothersKey() async throws {
    let world = try await HandOffWorld()
    _ = try world.mail.client.ask()
    #expect(await world.desk.answer("documents") == .noRequest)
    #expect(await world.desk.answer("stranger") == .refused(.appUnknown))
    // A request that was copied into another group is answered for that group's app.
    world.documents.items[.request] = world.mail.items[.request]
    #expect(await world.desk.answer("documents") == .open(world.documents.address.returnURL))
    world.mail.items[.answer] = world.documents.items[.answer]
    #expect(throws: SecureAppFailure.library(.handOffInvalid)) { try world.mail.client.collect() }
    #expect(world.mail.key == nil)
  }

  @Test func anAnswerIsGoodForOneRequest() async throws {
    let world = try await HandOffWorld()
    _ = try await world.ask(world.mail)
    let answer = world.mail.items[.answer]
    #expect(try await world.comeBack(world.mail) == .open)
    _ = try await world.ask(world.mail)
    world.mail.items[.answer] = answer
    #expect(throws: SecureAppFailure.anotherRequest) { try world.mail.client.collect() }
    #expect(world.mail.key == nil)
    world.mail.items[.answer] = answer
    #expect(try world.mail.client.collect() == .needed)
    #expect(world.mail.items[.answer] == nil)
  }

  @Test func aRequestIsGoodForFiveMinutes() async throws {
    let world = try await HandOffWorld()
    for (age, result) in [
      (KeyRequest.lifetime - .milliseconds(1), HandOffResult.open(world.mail.address.returnURL)),
      (KeyRequest.lifetime, .refused(.tooOld)),
      (.milliseconds(-1), .refused(.tooOld)),
    ] {
      _ = try world.mail.client.ask()
      let now = try #require(world.clock.moment())
      let made = Moment(sinceBoot: now.sinceBoot - age, bootID: now.bootID)
      var request = try KeyRequest(try #require(world.mail.items[.request]))
      request.madeAt = made
      world.mail.items[.request] = request.bytes
      #expect(await world.desk.answer("mail") == result)
      #expect(world.mail.items[.request] == nil)
    }
  }

  @Test func aRestartOfThePhoneEndsRequestsAnswersAndKeys() async throws {
    let world = try await HandOffWorld()
    #expect(try await world.open(world.mail) == .open)
    _ = try world.documents.client.ask()
    let request = try KeyRequest(try #require(world.documents.items[.request]))
    _ = try await world.ask(world.mail)
    try await world.restart()
    #expect(!request.isFresh(at: try #require(world.clock.moment())))
    await world.documents.items.removal(of: .request)
    await world.mail.items.removal(of: .answer)
    try await world.unlock()
    #expect(world.mail.key == nil)
    #expect(await world.desk.answer("documents") == .noRequest)
    #expect(try world.mail.client.comeToFront() == .notAnswered)
  }

  @Test func aLockTakesAnswersAway() async throws {
    let world = try await HandOffWorld()
    _ = try await world.ask(world.mail)
    #expect(world.mail.items[.answer] != nil)
    world.manager.lock()
    await world.mail.items.removal(of: .answer)
    #expect(try await world.comeBack(world.mail) == .notAnswered)
    #expect(world.mail.key == nil)
  }

  @Test func aLockBetweenAnswerAndReturnWins() async throws {
    let world = try await HandOffWorld()
    let manager = world.manager
    world.mail.items.afterWriting = { if $0 == SharedItem.answer.rawValue { manager.lock() } }
    #expect(try await world.ask(world.mail) == .locked)
    #expect(world.mail.items[.answer] == nil)
  }

  @Test func answersThatNobodyFetchedGoAtTheirEnd() async throws {
    let world = try await HandOffWorld()
    _ = try await world.ask(world.mail)
    _ = try world.documents.client.ask()
    world.desk.sweep(isLocked: false)
    #expect(world.mail.items[.answer] != nil)
    #expect(world.documents.items[.request] != nil)
    world.clock.advance(by: .seconds(15 * 60))
    world.desk.sweep(isLocked: false)
    #expect(world.mail.items[.answer] == nil)
    #expect(world.documents.items[.request] == nil)
  }

  @Test func whatIsNoRequestIsRefusedAndTakenAway() async throws {
    let world = try await HandOffWorld()
    _ = try world.mail.client.ask()
    let request = try #require(world.mail.items[.request])
    let other = Data([2]) + request.dropFirst()
    for (bytes, refusal) in [
      (other, HandOffRefusal.anotherVersion), (request + [0], .notUnderstood),
      (request.dropLast(), .notUnderstood), (Data(), .notUnderstood),
      (Data(repeating: 1, count: 1 << 20), .notUnderstood),
      // A point of small order: no secret comes of it.
      (KeyRequest(publicKey: Data(count: 32), madeAt: try KeyRequest(request).madeAt).bytes, .notUnderstood),
    ] {
      world.mail.items[.request] = bytes
      #expect(await world.desk.answer("mail") == .refused(refusal))
      #expect(world.mail.items[.request] == nil)
      #expect(world.mail.items[.answer] == nil)
    }
  }

  @Test func whatIsNoAnswerTakesTheKey() async throws {
    let world = try await HandOffWorld(rules: #"{"grace_minutes": 5}"#)
    for (change, failure) in [
      ({ $0 + [0] }, SecureAppFailure.notUnderstood), ({ [2] + $0.dropFirst() }, .anotherVersion),
      ({ $0.dropLast(100) }, .notUnderstood), ({ _ in Data() }, .notUnderstood),
    ] as [((Data) -> Data, SecureAppFailure)] {
      #expect(try await world.open(world.mail) == .open)
      _ = try await world.ask(world.mail)
      world.mail.items[.answer] = world.mail.items[.answer].map(change)
      #expect(throws: failure) { try world.mail.client.collect() }
      #expect(world.mail.key == nil)
      #expect(world.mail.items[.answer] == nil)
    }
  }

  @Test func aKeychainThatDoesNotAnswerChangesNothing() async throws {
    let world = try await HandOffWorld(rules: #"{"grace_minutes": 5}"#)
    #expect(try await world.open(world.mail) == .open)
    _ = try world.mail.client.ask()
    world.mail.items.isFailing = true
    #expect(await world.desk.answer("mail") == .refused(.unavailable))
    #expect(throws: SecureAppFailure.keychainUnavailable) { try world.mail.client.collect() }
    #expect(world.mail.key != nil)
    world.mail.items.isFailing = false
    #expect(await world.desk.answer("mail") == .open(world.mail.address.returnURL))
    #expect(try world.mail.client.collect() == .open)
  }

  @Test func comingTwiceTakesNoRequestBack() async throws {
    let world = try await HandOffWorld()
    #expect(world.mail.client.arrive() == .success(.needed))
    _ = try world.mail.client.ask()
    #expect(world.mail.client.arrive() == nil)
    #expect(world.mail.items[.request] != nil)
    world.mail.client.leaveFront()
    #expect(world.mail.client.arrive() == .success(.notAnswered))
    world.mail.client.leaveFront()
    _ = try world.mail.client.ask()
    world.mail.items.isFailing = true
    #expect(world.mail.client.arrive() == .failure(.keychainUnavailable))
  }

  @Test func afterARetireNobodyGetsAKey() async throws {
    let world = try await HandOffWorld()
    #expect(try await world.manager.retire() == .retired)
    #expect(try await world.ask(world.mail) == .refused(.retired))
  }

  @Test func twoAppsNeverShareAGroup() async throws {
    let world = try await HandOffWorld()
    let mail = world.mail.address
    for other in [
      SecureAppAddress(
        appID: "other", accessGroup: mail.accessGroup, returnURL: mail.returnURL, items: MemoryItems()),
      SecureAppAddress(
        appID: mail.appID, accessGroup: "other", returnURL: mail.returnURL, items: MemoryItems()),
    ] {
      #expect(throws: PasscodeError.settingsInvalid) {
        try HandOffDesk(manager: world.manager, apps: [mail, other], clock: world.clock)
      }
    }
  }

  @Test func everyStateSaysWhyThereIsNoKey() {
    let results: [(PasscodeState, HandOffResult)] = [
      (.notEnrolled, .refused(.notSetUp)), (.passcodeNeeded, .refused(.notSetUp)), (.locked, .locked),
      (.lockedOut(until: nil), .locked), (.resetInProgress, .locked), (.unlocked, .refused(.unavailable)),
      (.unreadable(.storeUnavailable), .refused(.unavailable)),
      (.changeNeeded(.tooOld), .refused(.changeNeeded)), (.blocked(.outOfContact), .refused(.blocked)),
      (.retired(.atTheLimit), .refused(.retired)),
    ]
    for (state, result) in results { #expect(state.handOffResult == result) }
  }
}
