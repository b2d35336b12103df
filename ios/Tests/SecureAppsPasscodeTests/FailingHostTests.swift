// A host that fails, however and wherever it fails, costs a typed outcome or error and nothing else: as soon as
// it works again, the same passcode opens.

import Foundation
import PasscodeNative
import Testing

@testable import SecureAppsPasscode

@Suite(.timeLimit(.minutes(3))) struct FailingHostTests {
  private let phone = Phone()

  @Test(arguments: Port.allCases, [Fault.unavailable, .gone])
  func whateverAPortFailsWithIsToldAsWhatItCosts(_ port: Port, _ fault: Fault) async throws {
    let manager = try await phone.startLocked()
    if [.create, .delete, .remove].contains(port) { _ = try await manager.unlock(typed()) }
    let asked = Notes<Port>()
    phone.hook = {
      guard $0 == port else { return nil }
      asked.add($0)
      return fault
    }
    #expect(await result { try await operation(of: port, manager) } == expected(port, fault))
    #expect(!asked.all.isEmpty)
    phone.work()
    manager.lock()
    #expect(try await manager.refresh().state == .locked)
    #expect(try await manager.unlock(typed()) == .unlocked)
    #expect(manager.status.attemptsRemaining == 10)
  }

  @Test(arguments: Port.allCases)
  func aPhoneThatIsOpenedWhileAPortFailsIsWholeAfterwards(_ port: Port) async throws {
    try await phone.startLocked().close()
    phone.fail(port)
    let opened = await result {
      _ = try await phone.start()
      return .noted
    }
    #expect(
      [.success(.noted), .failure(.storeUnavailable), .failure(.hardwareKeyUnavailable)].contains(opened))
    phone.work()
    let manager = try await phone.start()
    #expect(manager.state == .locked)
    #expect(try await manager.unlock(typed()) == .unlocked)
  }

  @Test func aClockThatFailsNeverKeepsASessionOpen() async throws {
    let manager = try await phone.startUnlocked()
    phone.fail(.now)
    let handOff = await failure {
      try await manager.handOff(to: "mail", publicKey: Data(repeating: 9, count: 32))
    }
    #expect(handOff == .eventNotAllowed)
    #expect(manager.state == .locked)
    // Neither does one that works again: the session is gone, not hidden.
    phone.work()
    #expect(try await manager.refresh().state == .locked)
    phone.fail(.now)
    #expect(try await manager.unlock(typed()) == .unlocked)
    #expect(manager.state == .locked)
    #expect(manager.status.changesAt == nil)
  }

  @Test(arguments: [
    (PortalTransportFailure.unreachable, SecureAppsPasscode.PasscodeError.portalUnreachable),
    (.timedOut, .portalTimedOut), (.untrusted, .portalUntrusted),
  ])
  func aTransportThatFailsIsToldAsWhatItIs(
    _ thrown: PortalTransportFailure, _ told: SecureAppsPasscode.PasscodeError
  ) async throws {
    let manager = try await phone.start()
    phone.portal = AnyPortal { _ in .failure(thrown) }
    let error = await failure { try await manager.enroll(userName: "alice", password: typed(password)) }
    #expect(error == told)
    #expect(manager.state == .notEnrolled)
  }

  @Test func theShimsTellTheLibraryWhatTheHostMeant() throws {
    let input = PasscodeNative.PrfInput(
      bytes: Data(repeating: 1, count: 32), point: Data(repeating: 1, count: 65))
    let ports = phone.ports
    let store = StoreShim(ports.records)
    let keys = KeysShim(ports.keys)
    for (fault, stored, asked) in [
      (
        Fault.unavailable, PasscodeNative.StoreFailure.Unavailable, PasscodeNative.KeyStoreFailure.Unavailable
      ),
      (.gone, .Conflict, .Missing),
    ] {
      phone.hook = { _ in fault }
      #expect(throws: stored) { try store.read(name: .vault) }
      #expect(throws: stored) { try store.replace(name: .vault, expected: nil, bytes: Data()) }
      #expect(throws: stored) { try store.remove(name: .vault) }
      #expect(throws: stored) { try store.enter() }
      #expect(throws: stored) { try store.leave() }
      #expect(throws: asked) { try keys.create(name: "k", purpose: .prf) }
      #expect(throws: asked) { try keys.delete(name: "k") }
      #expect(throws: asked) { _ = try keys.prf(name: "k", input: input) }
      #expect(throws: asked) { try keys.sign(name: "k", message: Data()) }
      #expect(throws: PasscodeNative.PortFailure.Unavailable) { try ClockShim(ports.clock).now() }
    }
  }

  /// One that comes to that port. The passcode stays the same whether or not it is changed.
  private func operation(
    of port: Port, _ manager: PasscodeManager
  ) async throws(SecureAppsPasscode.PasscodeError) -> PasscodeOutcome {
    switch port {
    case .now, .read, .replace, .enter, .leave, .prf, .write: try await manager.unlock(typed())
    case .sign, .send: try await manager.checkIn()
    case .create, .delete, .remove:
      try await manager.change(from: typed(), to: typed(), repeated: typed(), on: .numberPad)
    }
  }

  private func expected(_ port: Port, _ fault: Fault) -> Result<
    PasscodeOutcome, SecureAppsPasscode.PasscodeError
  > {
    switch port {
    // What fails after the commit, or is not needed for it, does not take anything back.
    case .now, .leave, .write: .success(.unlocked)
    case .delete, .remove: .success(.changed)
    case .read, .replace, .enter: .failure(fault == .gone ? .storeConflict : .storeUnavailable)
    case .create, .prf, .sign: .failure(fault == .gone ? .hardwareKeyLost : .hardwareKeyUnavailable)
    case .send: .failure(.portalUnreachable)
    }
  }

  private func result(
    _ call: () async throws -> PasscodeOutcome
  ) async -> Result<PasscodeOutcome, SecureAppsPasscode.PasscodeError> {
    do {
      return .success(try await call())
    } catch {
      return .failure(error as? SecureAppsPasscode.PasscodeError ?? .defect)
    }
  }
}
