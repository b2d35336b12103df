// The first passcode: typed twice, against the live list.

import SecureAppsPasscode
import Testing

@testable import SecureAppsPasscodeScreens

@MainActor @Suite struct NewPasscodeTests {
  private let needed = status(.passcodeNeeded, attemptsRemaining: nil)

  @Test func aPasscodeIsTypedTwice() async {
    await playing(needed) { player in
      #expect(player.screen.newPasscode?.keyboard == .numberPad)
      #expect(player.screen.newPasscode?.purpose == .create)
      await player.submit("274911")
      #expect(player.screen.newPasscode?.isRepeated == true)
      #expect(player.screen.newPasscode?.checks == [])
      await player.submit("274911")
      await player.answer(.created, .unlocked)
      #expect(player.screen == .unlocked)
      #expect(player.state.notice == .done(.passcodeCreated))
      #expect(player.operations.asked == ["create numberPad 274911 274911"])
    }
  }

  @Test func theListIsThereFromTheStartAndFollowsEveryKey() async {
    await playing(needed) { player in
      #expect(player.screen.newPasscode?.checks == [RuleCheck(.minimumLength(6), isMet: false)])
      await player.type("274911")
      #expect(player.screen.newPasscode?.checks.first?.isMet == true)
      await player.type("2749")
      #expect(player.screen.newPasscode?.checks.first?.isMet == false)
    }
  }

  @Test func theLatestKeyWins() async {
    await playing(needed) { player in
      player.operations.holdsCheckLists = true
      await player.type("274911")
      await player.type("27491")
      player.operations.answerCheckLists()
      await player.settle()
      #expect(player.screen.newPasscode?.checks.first?.isMet == false)
    }
  }

  @Test func aPasscodeThatBreaksTheRulesIsNotTypedAgainAndStaysToBeMended() async {
    await playing(needed) { player in
      let entry = player.state.entry
      await player.submit("2749")
      #expect(player.screen.newPasscode?.isRepeated == false)
      #expect(player.state.notice == .rulesNotMet)
      #expect(player.state.entry == entry)
      #expect(player.operations.asked.isEmpty)
      player.expectWiped()
    }
  }

  @Test func twoDifferentPasscodesBeginAgain() async {
    await playing(needed) { player in
      await player.submit("274911")
      await player.submit("274912")
      await player.answer(.notTheSame)
      #expect(player.screen.newPasscode?.isRepeated == false)
      #expect(player.state.notice == .notTheSame)
      #expect(player.screen.newPasscode?.checks.count == 1)
      player.expectWiped()
    }
  }

  @Test func backLeadsToTheFirstStepAndNoFurther() async {
    await playing(needed) { player in
      await player.submit("274911")
      #expect(player.state.canGoBack)
      await player.doing { $0.back() }
      #expect(player.screen.newPasscode?.isRepeated == false)
      #expect(!player.state.canGoBack)
      player.expectWiped()
      await player.doing { $0.back() }
      #expect(player.screen.newPasscode?.isRepeated == false)
    }
  }

  @Test func leavingWipesWhatWasTypedFirst() async {
    await playing(needed) { player in
      await player.submit("274911")
      await player.doing { $0.leave() }
      player.expectWiped()
      await player.doing { $0.enter() }
      #expect(player.screen.newPasscode?.isRepeated == false)
    }
  }

  @Test func aListThatComesAfterLeavingKeepsNothing() async {
    await playing(needed) { player in
      player.operations.holdsCheckLists = true
      await player.submit("274911")
      await player.doing { $0.leave() }
      player.operations.answerCheckLists()
      await player.settle()
      #expect(player.screen.newPasscode?.isRepeated == false)
      #expect(!player.state.isWorking)
      player.expectWiped()
    }
  }

  @Test func aListThatFailsSaysSoOnlyWhenItIsNeeded() async {
    await playing(needed) { player in
      player.operations.checkListFailure = .memoryUnavailable
      await player.type("274911")
      #expect(player.state.notice == nil)
      await player.submit("274911")
      #expect(player.state.notice == .failed(.memoryUnavailable))
      #expect(player.screen.newPasscode?.isRepeated == false)
      player.expectWiped()
    }
  }

  @Test func aFullKeyboardCanBeChosenAndGivenBack() async {
    await playing(needed) { player in
      #expect(player.screen.newPasscode?.canSwitchKeyboard == true)
      await player.doing { $0.switchKeyboard() }
      #expect(player.screen.newPasscode?.keyboard == .full)
      await player.doing { $0.switchKeyboard() }
      #expect(player.screen.newPasscode?.keyboard == .numberPad)
      await player.doing { $0.switchKeyboard() }
      await player.submit("brume-40")
      #expect(player.screen.newPasscode?.canSwitchKeyboard == false)
      await player.doing { $0.switchKeyboard() }
      await player.submit("brume-40")
      #expect(player.operations.asked == ["create full brume-40 brume-40"])
    }
  }

  @Test func whereDigitsAreNotEnoughThereIsAFullKeyboardOnlyAndTheRulesAreExplained() async {
    let rules = PasscodeRules.test.with {
      $0.passcodeType = .alphanumeric
      $0.minimumComplexCharacters = 2
      $0.maximumAgeDays = 90
      $0.numberPadIsEnough = false
    }
    await playing(status(.passcodeNeeded, rules: rules)) { player in
      #expect(player.screen.newPasscode?.keyboard == .full)
      #expect(player.screen.newPasscode?.canSwitchKeyboard == false)
      #expect(player.screen.newPasscode?.advice == [.complexity, .expiry(days: 90)])
      await player.doing { $0.switchKeyboard() }
      #expect(player.screen.newPasscode?.keyboard == .full)
    }
  }

  @Test func aFullDiskCostsTheSecondTypingOnly() async {
    await playing(needed) { player in
      await player.submit("274911")
      await player.submit("274911")
      await player.fail(.storeUnavailable)
      #expect(player.state.notice == .failed(.storeUnavailable))
      #expect(player.screen.newPasscode?.isRepeated == true)
      await player.submit("274911")
      #expect(
        player.operations.asked == ["create numberPad 274911 274911", "create numberPad 274911 274911"])
    }
  }
}
