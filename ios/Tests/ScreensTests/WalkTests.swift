// Random walks: whatever users, phone and portal do in whatever order, the screens never end in a dead one.

import SecureAppsPasscode
import Testing

@testable import SecureAppsPasscodeScreens

@MainActor @Suite struct WalkTests {
  @Test(arguments: 1...40) func noWalkEndsInADeadScreen(_ seed: UInt64) async {
    var walk = Walk(seed: seed)
    for _ in 0..<12 {
      for _ in 0..<12 { await walk.step() }
      await walk.rest()
      await walk.goOn()
    }
    await walk.player.end()
    walk.player.expectWiped()
  }
}

@MainActor private struct Walk {
  let player: Player
  private let operations: FakeOperations
  private var random: SplitMix
  private var isInFront = false
  private var story: [String] = []

  init(seed: UInt64) {
    random = SplitMix(state: seed)
    operations = FakeOperations(status(.locked))
    player = Player(operations)
    operations.whenLocked = { [unowned operations] in
      if [.unlocked, .resetInProgress].contains(operations.status.state) { operations.tell(.locked) }
    }
  }

  /// Anything that anybody may do.
  mutating func step() async {
    let asked = operations.asked.count
    switch Int.random(in: 0..<10, using: &random) {
    case 0...4: await user()
    case 5...6: await answer()
    case 7: await phone()
    case 8: await player.wait(.milliseconds(Int.random(in: 1...3000, using: &random)))
    default:
      story.append("look")
      let state = any(states)
      operations.refreshed = { [unowned operations] in operations.tell(state) }
      await player.settle()
    }
    // An operation and the end of a reset: more would be going round in circles.
    #expect(operations.asked.count - asked <= 3, "\(story)")
    check()
  }

  /// Everybody answers: nothing is under way any more.
  mutating func rest() async {
    story.append("rest")
    operations.refreshed = {}
    operations.abandoning = .success(.locked)
    operations.holdsCheckLists = false
    while operations.waiting > 0 {
      operations.answerCheckLists()
      await player.fail(.portalUnreachable)
    }
    if !isInFront { await player.doing { $0.enter() } }
    isInFront = true
    while operations.waiting > 0 { await player.fail(.cancelled) }
    #expect(!player.state.isWorking, "\(story)")
    check()
  }

  /// What the screen is for, can be done.
  func goOn() async {
    let before = player.state
    let asked = operations.asked.count
    var looks = 0
    operations.refreshed = { looks += 1 }
    player.model.prompter = NobodyTouches()
    switch before.screen {
    case .opening: break
    case .credentials: await player.signIn("alice", "secret")
    case .unlock, .currentPasscode, .newPasscode: await player.submit("274911")
    case .lockedOut(_, .reset): await player.doing { $0.forgot() }
    case .lockedOut(_, .administrator), .blocked: await player.doing { $0.checkIn() }
    case .unlocked: await player.doing { $0.openAuthentication() }
    case .authentication: await player.doing { $0.back() }
    case .retired, .confirmSetUpAgain: await player.doing { $0.setUpAgain() }
    case .unreadable: await player.doing { $0.tryAgain() }
    }
    let isMoving = operations.asked.count > asked || player.screen != before.screen || looks > 0
    #expect(isMoving, "dead: \(before.screen) after \(story)")
    operations.refreshed = {}
    check()
  }

  private mutating func user() async {
    let before = player.state
    let passcode = any(["", "2749", "274911", "580364"])
    let action = Int.random(in: 0..<17, using: &random)
    story.append("user \(action)")
    switch action {
    case 0...3: await player.submit(passcode)
    case 4: await player.type(passcode)
    case 5: await player.signIn(any(["", "alice"]), any(["", "secret"]))
    case 6: await player.doing { $0.switchKeyboard() }
    case 7: await player.doing { $0.unlockWithBiometrics() }
    case 8: await player.doing { $0.forgot() }
    case 9: await player.doing { $0.openAuthentication() }
    case 10:
      let choice = any(before.settings.isEmpty ? SettingsChoice.allCases : before.settings)
      await player.choose(choice)
    case 11: await player.doing { $0.lock() }
    case 12: await player.doing { $0.checkIn() }
    case 13: await player.doing { $0.setUpAgain() }
    case 14:
      await player.doing { $0.back() }
      let isLeft = player.state.entry > before.entry || !before.canGoBack || before.isWorking
      #expect(isLeft, "no way back: \(story)")
    case 15:
      await player.doing { $0.tryAgain() }
      let prompter: (any BiometricPrompter)? = Bool.random(using: &random) ? NobodyTouches() : nil
      await player.doing { $0.prompter = prompter }
    default:
      isInFront = Bool.random(using: &random)
      let comes = isInFront
      await player.doing { comes ? $0.enter() : $0.leave() }
      if !comes { player.expectWiped(sparing: operations.waiting) }
    }
  }

  private mutating func answer() async {
    let outcome = any(outcomes)
    let error = any(PasscodeError.allCases)
    let state = Bool.random(using: &random) ? any(states) : nil
    story.append("answer \(outcome) \(String(describing: state))")
    operations.answerCheckLists()
    if Int.random(in: 0..<4, using: &random) == 0 {
      await player.fail(error)
    } else {
      await player.answer(outcome, state)
    }
  }

  private mutating func phone() async {
    let state = any(states)
    story.append("phone \(state)")
    operations.status.biometrics = any(Biometrics.allCases)
    operations.status.grant = any([nil, grant(isPasswordAsked: true), grant(isPasswordAsked: false)])
    operations.status.rules = PasscodeRules.test.with {
      $0.userMayReset = Bool.random(using: &random)
      $0.userMayChange = Bool.random(using: &random)
      $0.numberPadIsEnough = Bool.random(using: &random)
    }
    operations.holdsCheckLists = Bool.random(using: &random)
    operations.abandoning = any([.success(.locked), .failure(.storeUnavailable), .failure(.eventNotAllowed)])
    await player.tell(state)
  }

  private func check() {
    #expect(player.screen.fits(operations.status.state), "\(player.screen) after \(story)")
    if player.state.isWorking, player.screen != .opening { #expect(operations.waiting > 0, "\(story)") }
    if player.screen.newPasscode?.isRepeated != true { player.expectWiped(sparing: operations.waiting) }
    let draft = player.model.journey.draft
    #expect(draft.first == nil || player.screen.newPasscode?.isRepeated == true, "\(story)")
    #expect(draft.current == nil || player.model.journey.visit.place == .change, "\(story)")
  }

  private mutating func any<Element>(_ some: [Element]) -> Element {
    some[Int.random(in: 0..<some.count, using: &random)]
  }

  private var states: [PasscodeState] {
    [
      .notEnrolled, .passcodeNeeded, .locked, .locked, .lockedOut(until: nil),
      .lockedOut(until: player.since(.seconds(2))), .unlocked, .unlocked, .changeNeeded(.tooOld),
      .changeNeeded(.rulesChanged), .resetInProgress, .resetInProgress, .blocked(.outOfContact),
      .blocked(.deviceUnknown), .retired(.retired), .unreadable(.storeUnavailable),
      .unreadable(.hardwareKeyLost),
    ]
  }

  private var outcomes: [PasscodeOutcome] {
    [
      .enrolled, .created, .unlocked, .changeNeeded(.tooOld), .locked, .lockedOut(until: nil),
      .wrongPasscode(attemptsRemaining: 3, nextAttempt: player.since(.seconds(60))),
      .rejected([.allowedCharacters]), .rejected([.notRecent(3)]), .notTheSame, .changed, .biometricsOn,
      .biometricsOff, .biometricsCancelled, .resetReady, .reset, .resetAbandoned, .wiped, .retired, .noted,
      .checkedIn(changes: [], commands: []), .refused(.credentialsNotAccepted), .refused(.resetNotAllowed),
      .refused(.grantNotLive), .refused(.passcodeFirst), .refused(.tooManyAttempts(retryAfter: .seconds(9))),
    ]
  }
}

extension Screen {
  fileprivate func fits(_ state: PasscodeState) -> Bool {
    switch (self, state) {
    case (.opening, .resetInProgress), (.unlock, .locked), (.lockedOut, .lockedOut), (.unlocked, .unlocked),
      (.authentication, .unlocked), (.currentPasscode, .unlocked), (.blocked, .blocked),
      (.confirmSetUpAgain, .blocked), (.confirmSetUpAgain, .unreadable), (.retired, .retired),
      (.unreadable, .unreadable):
      true
    case (.credentials(let asked), .notEnrolled), (.credentials(let asked), .retired):
      asked.purpose == .enroll
    case (.credentials(let asked), .locked), (.credentials(let asked), .lockedOut): asked.purpose != .enroll
    case (.newPasscode(let asked), .passcodeNeeded): asked.purpose == .create
    case (.newPasscode(let asked), .unlocked): asked.purpose == .change
    case (.newPasscode(let asked), .changeNeeded(.tooOld)): asked.purpose == .tooOld
    case (.newPasscode(let asked), .changeNeeded(.rulesChanged)): asked.purpose == .rulesChanged
    case (.newPasscode(let asked), .resetInProgress): asked.purpose == .reset
    default: false
    }
  }
}

/// SplitMix64: the same walk for the same seed.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
