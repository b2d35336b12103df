// What pages offer.

import SecureAppsPasscode
import Testing

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
