// A secure app's way to its own key, through the access group that it shares with Go alone. One request, one answer;
// whatever is not the answer to the last request takes the key away.

import Foundation

/// A secure app's side of the hand-off. One per process.
///
/// The key lives in memory only: until the deadline that Go gave it, until ``lock()``, and no longer in background than
/// the rules' grace. Go does not hear what happens here: until when an app may be used without asking again is settled
/// when it asks. So ask again while the app is used: ``isRenewalDue``.
@MainActor public final class SecureAppClient {
  private struct Held {
    var since: Duration
    var until: Duration
    var grace: Duration
    var locksOnScreenOff: Bool
  }

  /// The key, for the app to use.
  public let app: SecureApp

  private let appID: String
  private let address: HandOffURL
  private let items: any KeychainItems
  private let clock: any PasscodeClock
  /// The public key of the request that waits for its answer.
  private var asked: Data?
  private var held: Held?
  private var isInFront = false
  private var leftAt: Moment?

  init(appID: String, address: HandOffURL, items: any KeychainItems, clock: any PasscodeClock) {
    self.appID = appID
    self.address = address
    self.items = items
    self.clock = clock
    app = SecureApp(appID: appID, clock: clock)
  }

  /// Leaves a request for Go, and answers the URL to open. An earlier request is forgotten. With Go in front this app is
  /// not: where the rules leave no grace, the key that it has goes now.
  public func ask() throws(SecureAppFailure) -> URL {
    guard let now = clock.moment() else { throw .clockUnavailable }
    if held?.grace == .zero { lock() }
    let request = KeyRequest(publicKey: try drawKey(), madeAt: now)
    asked = nil
    try keeping { () throws(KeychainFailure) in
      try items.remove(.answer)
      try items.write(.request, request.bytes)
    }
    asked = request.publicKey
    return address.asking(for: appID)
  }

  /// Takes Go's answer, if there is one, and ends what ``ask()`` began. ``comeToFront()`` does it, too; call it when Go
  /// opens this app's URL, which may find it in front already.
  public func collect() throws(SecureAppFailure) -> KeyOutcome {
    guard let asked else {
      clear()
      return hasKey ? .open : .needed
    }
    let bytes = try keeping { () throws(KeychainFailure) in try items.read(.answer) }
    self.asked = nil
    clear()
    guard let bytes else {
      lock()
      return .notAnswered
    }
    do throws(SecureAppFailure) {
      try take(bytes, to: asked)
    } catch {
      lock()
      throw error
    }
    return .open
  }

  /// This app came to the front, or was started there. `SecureAppLifecycle` tells it.
  public func comeToFront() throws(SecureAppFailure) -> KeyOutcome {
    isInFront = true
    let now = clock.moment()
    note(at: now) { $0.come(at: $1) }
    if asked == nil, let held, let leftAt {
      let away = now?.time(since: leftAt)
      if away.map({ $0 >= held.grace }) ?? true { lock() }
    }
    leftAt = nil
    return try collect()
  }

  /// This app is not in front any more. Where the rules leave no grace, its key goes.
  public func leaveFront() {
    isInFront = false
    leftAt = clock.moment()
    note(at: leftAt) { $0.leave(at: $1) }
    if held?.grace == .zero || leftAt == nil { lock() }
  }

  /// The phone's screen went off. Where the rules say so, the key goes.
  public func noteScreenOff() {
    note(at: clock.moment()) { $0.noteScreenOff(at: $1) }
    if held?.locksOnScreenOff ?? false { lock() }
  }

  /// Wipes the key, and takes back a request.
  public func lock() {
    app.lock()
    asked = nil
    held = nil
    clear()
  }

  /// Whether half of the key's time is over. Ask again then, when the user does something: at the deadline the passcode
  /// is asked for, however busy the user was here.
  public var isRenewalDue: Bool {
    guard let held, let now = clock.moment() else { return false }
    return now.sinceBoot - held.since >= (held.until - held.since) / 2
  }

  /// ``comeToFront()``, if the app was not there already: the system may say so twice, and the second look would take
  /// back what was asked after the first.
  func arrive() -> Result<KeyOutcome, SecureAppFailure>? {
    guard !isInFront else { return nil }
    do throws(SecureAppFailure) {
      return .success(try comeToFront())
    } catch {
      return .failure(error)
    }
  }

  /// Whether this app must hear that the screen goes off.
  var listensToScreen: Bool { held?.locksOnScreenOff ?? false }

  private var hasKey: Bool { (try? app.withKey { _ in true }) ?? false }

  private func drawKey() throws(SecureAppFailure) -> Data {
    do throws(PasscodeError) {
      return try app.requestKey()
    } catch {
      throw .library(error)
    }
  }

  private func take(_ bytes: Data, to asked: Data) throws(SecureAppFailure) {
    let answer: KeyAnswer
    do throws(MessageFlaw) {
      answer = try KeyAnswer(bytes)
    } catch {
      throw error == .anotherVersion ? .anotherVersion : .notUnderstood
    }
    guard answer.publicKey == asked else { throw .anotherRequest }
    guard let now = clock.moment() else { throw .clockUnavailable }
    do throws(PasscodeError) {
      try app.accept(answer.handOff)
    } catch {
      throw .library(error)
    }
    held = Held(
      since: now.sinceBoot, until: answer.handOff.until, grace: .seconds(60 * answer.graceMinutes),
      locksOnScreenOff: answer.locksOnScreenOff)
  }

  /// What cannot be noted counts as not having been there.
  private func note(at now: Moment?, _ change: (inout Presence, Duration) -> Void) {
    guard let now else { return }
    do {
      var presence = Presence(try items.read(.presence), at: now)
      change(&presence, now.sinceBoot)
      try items.write(.presence, presence.bytes)
    } catch {}
  }

  /// What is left over is sealed to a key that is gone, and taken away at the next occasion.
  private func clear() {
    try? items.remove(.request)
    try? items.remove(.answer)
  }

  private func keeping<Answer>(
    _ call: () throws(KeychainFailure) -> Answer
  ) throws(SecureAppFailure) -> Answer {
    do throws(KeychainFailure) {
      return try call()
    } catch {
      throw .keychainUnavailable
    }
  }
}
