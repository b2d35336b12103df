// A chip that computes in software, and does what a chip may do to a library.

import Foundation
import SecureAppsPasscodeTesting

@testable import SecureAppsPasscode

final class FakeChip: EnclaveChip {
  private struct Held {
    var made: [KeyPurpose] = []
    var failure: EnclaveFailure?
    var biometrics = EnrolledBiometrics.some(Data("a finger".utf8))
    var reasons: [String] = []
    var user: @Sendable (FakePrompt) throws(EnclaveFailure) -> Void = { _ in }
  }

  private let keys = SoftwareKeys()
  private let lock = NSLock()
  /// Only with `lock` held.
  private nonisolated(unsafe) var held = Held()

  var made: [KeyPurpose] { lock.withLock { held.made } }
  var reasons: [String] { lock.withLock { held.reasons } }

  /// What it says from now on, whatever it is asked; `nil`: what it should.
  func fail(_ failure: EnclaveFailure?) { lock.withLock { held.failure = failure } }

  func enroll(_ biometrics: EnrolledBiometrics) { lock.withLock { held.biometrics = biometrics } }

  /// What the user does when a prompt is shown.
  func meet(_ user: @escaping @Sendable (FakePrompt) throws(EnclaveFailure) -> Void) {
    lock.withLock { held.user = user }
  }

  func make(_ purpose: KeyPurpose) throws(EnclaveFailure) -> EnclaveKey {
    try answer()
    let name = UUID().uuidString
    lock.withLock { held.made.append(purpose) }
    return EnclaveKey(wrapped: Data(name.utf8), publicKey: keys.create(name, for: .signing))
  }

  func agree(_ wrapped: Data, with point: SecretBytes) throws(EnclaveFailure) -> SecretBytes {
    try answer()
    let input = PrfInput(bytes: SecretBytes(count: 32) { _ in }, point: point)
    do throws(HardwareKeyFailure) {
      return try keys.prf(String(decoding: wrapped, as: UTF8.self), input)
    } catch {
      throw .refused
    }
  }

  func sign(_ wrapped: Data, _ message: Data) throws(EnclaveFailure) -> Data {
    try answer()
    do throws(HardwareKeyFailure) {
      return try keys.sign(String(decoding: wrapped, as: UTF8.self), message)
    } catch {
      throw .refused
    }
  }

  func prompt(_ reason: String) -> any EnclavePrompt {
    lock.withLock {
      held.reasons.append(reason)
      return FakePrompt(chip: self, user: held.user)
    }
  }

  func biometrics() -> EnrolledBiometrics { lock.withLock { held.biometrics } }

  private func answer() throws(EnclaveFailure) {
    if let failure = lock.withLock({ held.failure }) { throw failure }
  }
}

/// A prompt that somebody in the test answers.
final class FakePrompt: EnclavePrompt {
  /// Signalled when it is taken away.
  let cancelled = DispatchSemaphore(value: 0)
  private let chip: FakeChip
  private let user: @Sendable (FakePrompt) throws(EnclaveFailure) -> Void

  init(chip: FakeChip, user: @escaping @Sendable (FakePrompt) throws(EnclaveFailure) -> Void) {
    self.chip = chip
    self.user = user
  }

  func agree(_ wrapped: Data, with point: SecretBytes) throws(EnclaveFailure) -> SecretBytes {
    try user(self)
    return try chip.agree(wrapped, with: point)
  }

  func cancel() { cancelled.signal() }
}

/// What a key is asked: any point of the curve will do.
func anyInput() -> PrfInput {
  let point = SoftwareKeys().create("any", for: .signing)
  return PrfInput(
    bytes: SecretBytes(count: 32) { _ in }, point: point.withUnsafeBytes { SecretBytes(copying: $0) })
}

extension SecretBytes {
  /// For comparing.
  var data: Data { withUnsafeBytes { Data($0) } }
}
