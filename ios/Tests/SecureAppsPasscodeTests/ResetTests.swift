// A reset over a network that fails, by users who go away: whatever happens in the middle, the state is the truth,
// and beginning again works. With the real portal.

import SecureAppsPasscode
import Testing

extension WithRealPortal {
  @Suite struct ResetTests {
    private let phone: Phone
    private let portal: any PortalTransport
    private let gate = Gate()

    init() async throws {
      portal = try await RealPortal.transport()
      phone = Phone(portal)
    }

    @Test func aForgottenPasscodeIsReset() async throws {
      let manager = try await phone.startLocked()
      #expect(try await begin(manager) == .resetReady)
      #expect(manager.state == .resetInProgress)
      try await expectResets(manager)
    }

    @Test func aResetThatIsLeftLeavesThePasscodeAsItWas() async throws {
      let manager = try await phone.startLocked()
      #expect(try await begin(manager) == .resetReady)
      #expect(try await manager.abandonReset() == .resetAbandoned)
      #expect(try await manager.unlock(typed()) == .unlocked)
    }

    @Test func anAnswerThatComesAfterTheCallerWentAwayIsTakenAllTheSame() async throws {
      let manager = try await phone.startLocked()
      await cancelInTheMiddle(manager)
      gate.open()
      #expect(await manager.states().first { $0 != .locked } == .resetInProgress)
      try await expectResets(manager)
    }

    @Test func beginningAgainAfterGoingAwayWorksBeforeAndAfterTheAnswerCame() async throws {
      let manager = try await phone.startLocked()
      await cancelInTheMiddle(manager)
      #expect(try await begin(manager) == .resetReady)
      gate.open()
      #expect(try await begin(manager) == .resetReady)
      try await expectResets(manager)
    }

    @Test func anAnswerThatWasLostIsGivenAgain() async throws {
      let manager = try await phone.startLocked()
      phone.portal = AnyPortal { [portal] request in
        let answer = await sent(request, to: portal)
        return request.path.hasSuffix("/reset") ? .failure(.timedOut) : answer
      }
      #expect(await failure { try await begin(manager) } == .portalTimedOut)
      #expect(manager.state == .locked)
      phone.portal = portal
      #expect(try await begin(manager) == .resetReady)
      try await expectResets(manager)
    }

    @Test func aLockWhileTheAnswerIsOnItsWayWins() async throws {
      let manager = try await phone.startLocked()
      let beginning = await beginAndStop(manager)
      manager.lock()
      gate.open()
      #expect(try await beginning.value == .locked)
      #expect(manager.state == .locked)
      #expect(try await manager.unlock(typed()) == .unlocked)
    }

    @Test func closingReleasesWhoeverWaitsForTheNetwork() async throws {
      let manager = try await phone.startLocked()
      let beginning = await beginAndStop(manager)
      manager.close()
      #expect(await failure { try await beginning.value } == .closed)
      gate.open()
      phone.portal = portal
      let restarted = try await phone.start()
      #expect(restarted.state == .locked)
      #expect(try await begin(restarted) == .resetReady)
    }

    @Test func aChoiceThatNobodyWaitsForIsTheNewPasscode() async throws {
      let manager = try await phone.startLocked()
      #expect(try await begin(manager) == .resetReady)
      phone.block(.replace, at: gate)
      let choosing = Task {
        await failure {
          try await manager.finishReset(typed(otherPasscode), repeated: typed(otherPasscode), on: .numberPad)
        }
      }
      await gate.somebodyCame()
      choosing.cancel()
      #expect(await choosing.value == .cancelled)
      phone.work()
      gate.open()
      #expect(await manager.states().first { $0 != .resetInProgress } == .unlocked)
      manager.lock()
      #expect(try await manager.unlock(typed(otherPasscode)) == .unlocked)
    }

    @Test func aWrongPasswordChangesNothing() async throws {
      let manager = try await phone.startLocked()
      let refused = try await manager.beginReset(userName: "alice", passwordOrPin: typed("not her password"))
      #expect(refused == .refused(.credentialsNotAccepted))
      #expect(try await manager.unlock(typed()) == .unlocked)
    }

    private func begin(_ manager: PasscodeManager) async throws -> PasscodeOutcome {
      try await manager.beginReset(userName: "alice", passwordOrPin: typed(password))
    }

    /// The portal has answered, but the answer does not come; the caller does not wait for it.
    private func cancelInTheMiddle(_ manager: PasscodeManager) async {
      let beginning = await beginAndStop(manager)
      beginning.cancel()
      // It would wait for ever: only the test opens the gate.
      #expect(await failure { try await beginning.value } == .cancelled)
      phone.portal = portal
    }

    private func beginAndStop(_ manager: PasscodeManager) async -> Task<PasscodeOutcome, any Error> {
      phone.portal = AnyPortal { [portal, gate] request in
        let answer = await sent(request, to: portal)
        if request.path.hasSuffix("/reset") { await gate.passLater() }
        return answer
      }
      let beginning = Task { try await begin(manager) }
      await gate.somebodyCame()
      return beginning
    }

    private func expectResets(_ manager: PasscodeManager) async throws {
      let reset = try await manager.finishReset(
        typed(otherPasscode), repeated: typed(otherPasscode), on: .numberPad)
      #expect(reset == .reset)
      manager.lock()
      #expect(try await manager.unlock(typed()) == .wrongPasscode(attemptsRemaining: 9, nextAttempt: nil))
      #expect(try await manager.unlock(typed(otherPasscode)) == .unlocked)
    }
  }
}

private func sent(
  _ request: PortalRequest, to portal: any PortalTransport
) async -> Result<PortalAnswer, PortalTransportFailure> {
  do throws(PortalTransportFailure) {
    return .success(try await portal.send(request))
  } catch {
    return .failure(error)
  }
}
