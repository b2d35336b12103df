// What pages offer, and what the keys do.

import Foundation
import Testing

@testable import SecureAppsPasscode
@testable import SecureAppsPasscodeScreens

@Suite struct WordsPageTests {
  @Test func anUnlockPageSaysTheAttemptsLeftUnlessTheNoticeDoes() throws {
    var state = Samples.state(Samples.unlock)
    guard case .passcode(let page) = Page(state) else { throw Unexpected() }
    #expect(page.attempts == .count(.attemptsLeft, 4))
    #expect(page.offersBiometrics && page.offersForgot && page.checks.isEmpty && page.otherKeyboard == nil)
    state.notice = .wrongPasscode(attemptsRemaining: 4, waitSeconds: nil)
    guard case .passcode(let told) = Page(state) else { throw Unexpected() }
    #expect(told.attempts == nil)
  }

  @Test func aNewPasscodeIsCheckedAndThenRepeated() throws {
    var screen = NewPasscodeScreen(
      purpose: .create, keyboard: .numberPad, canSwitchKeyboard: true,
      checks: [RuleCheck(.minimumLength(6), isMet: true), RuleCheck(.noSequence, isMet: false)])
    guard case .passcode(let first) = Page(Samples.state(.newPasscode(screen))) else { throw Unexpected() }
    #expect(first.title == .text(.createTitle) && first.done == .text(.next))
    #expect(first.otherKeyboard == .text(.moreComplex))
    #expect(
      first.checks.map(\.spoken) == [
        .filled(.ruleMet, .count(.ruleLengthDigits, 6)), .filled(.ruleNotMet, .text(.ruleSequence)),
      ])
    screen.keyboard = .full
    guard case .passcode(let full) = Page(Samples.state(.newPasscode(screen))) else { throw Unexpected() }
    #expect(full.otherKeyboard == .text(.digitsOnly))
    screen.isRepeated = true
    guard case .passcode(let second) = Page(Samples.state(.newPasscode(screen))) else { throw Unexpected() }
    #expect(second.title == .text(.repeatTitle) && second.done == .text(.save))
  }

  @Test func aOneTimePinIsExplainedOnlyWhereItMayBeTyped() {
    let password = CredentialsPage(CredentialsScreen(purpose: .reset))
    #expect(password.secret == .text(.password) && password.pinSteps.isEmpty)
    let pin = CredentialsPage(CredentialsScreen(purpose: .reset, takesOneTimePin: true))
    #expect(pin.secret == .text(.passwordOrPin) && pin.pinSteps.count == 4)
    let name = CredentialsPage(
      CredentialsScreen(purpose: .grant, isSecretAsked: false, takesOneTimePin: true))
    #expect(name.secret == nil && name.pinSteps.isEmpty && name.done == .text(.next))
  }

  @Test func whoeverIsLockedOutIsShownWhatHelps() {
    let reset = MessagePage.lockedOut(wait: nil, .reset)
    #expect(reset.texts == [.text(.lockedReset)] && reset.actions == [.forgot] && reset.waitSeconds == nil)
    let waiting = MessagePage.lockedOut(wait: 90, .administrator)
    #expect(waiting.texts == [.text(.lockedAskSooner)])
    #expect(waiting.actions == [.checkIn] && waiting.waitSeconds == 90)
  }

  @Test func anOpenSessionIsLockedOnlyIfThereIsAPasscodeToLockWith() {
    #expect(MessagePage.unlocked(settings: [.changePasscode, .lock]).actions == [.authentication, .lock])
    let free = MessagePage.unlocked(settings: [])
    #expect(free.actions == [] && free.texts == [.text(.unlockedFreeText)])
  }

  @Test(arguments: [true, false])
  func settingUpAgainIsOfferedOnlyWhereItIsAWayOut(_ canSetUpAgain: Bool) {
    let more: [Action] = canSetUpAgain ? [.setUpAgain] : []
    #expect(MessagePage.blocked(.deviceUnknown, canSetUpAgain).actions == [.checkIn] + more)
    #expect(MessagePage.unreadable(.recordDamaged, canSetUpAgain).actions == [.tryAgain] + more)
  }

  @Test func lockingAndKeepingAreAlwaysPossible() {
    #expect(Action.allCases.filter(\.isAlwaysPossible) == [.lock, .keep])
  }

  private struct Unexpected: Error {}
}

@MainActor @Suite struct WordsTypedTests {
  private let secret = TypedSecret()

  @Test func keysAreTakenAndTakenBack() {
    "847".forEach { secret.append($0) }
    #expect(secret.count == 3)
    secret.removeLast()
    #expect(secret.count == 2 && secret.input.count == 2)
  }

  @Test func aUsedInputIsReplacedByANewOneSoThatNoKeyIsDead() throws {
    secret.append("8")
    let used = secret.input
    _ = try used.take()
    secret.look()
    #expect(secret.count == 0)
    secret.append("4")
    #expect(secret.count == 1 && secret.input !== used)
  }

  @Test func beginningAnewLeavesToTheModelWhatItWasGiven() {
    secret.append("8")
    let given = secret.input
    secret.renew()
    #expect(given.count == 1 && secret.count == 0 && secret.input !== given)
  }

  @Test func aTextFieldChangesOnlyTheEnd() {
    #expect(secret.replace(NSRange(location: 0, length: 0), with: "a", on: .full))
    #expect(secret.replace(NSRange(location: 1, length: 0), with: "bcé", on: .full))
    #expect(secret.count == 4)
    #expect(!secret.replace(NSRange(location: 1, length: 1), with: "x", on: .full))
    #expect(!secret.replace(NSRange(location: 0, length: 0), with: "x", on: .full))
    #expect(secret.count == 4)
    #expect(secret.replace(NSRange(location: 3, length: 1), with: "", on: .full))
    #expect(secret.count == 3)
    #expect(secret.replace(NSRange(location: 0, length: 3), with: "z", on: .full))
    #expect(secret.count == 1)
  }

  @Test func aTextFieldThatIsWrongAboutTheLengthDoesNoHarm() {
    secret.append("8")
    #expect(!secret.replace(NSRange(location: NSNotFound, length: 0), with: "", on: .full))
    #expect(secret.replace(NSRange(location: 0, length: 9), with: "", on: .full))
    #expect(secret.count == 0)
  }

  @Test func aNumberPadTakesDigitsOnlyAndNobodyTakesALineBreak() {
    #expect(secret.replace(NSRange(location: 0, length: 0), with: "12 a3\n", on: .numberPad))
    #expect(secret.count == 3)
    #expect(!secret.replace(NSRange(location: 3, length: 0), with: "a", on: .numberPad))
    #expect(!secret.replace(NSRange(location: 3, length: 0), with: "\n", on: .full))
    #expect(secret.count == 3)
  }
}
