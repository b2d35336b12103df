// Unlocking by biometrics: once by itself, never in the way of the passcode.

import SecureAppsPasscode
import Testing

@testable import SecureAppsPasscodeScreens

@MainActor @Suite struct BiometricUnlockTests {
  private let ready = status(.locked, biometrics: .ready)

  @Test func biometricsAreAskedForByThemselvesOnce() async {
    await playing(ready, NobodyTouches()) { player in
      #expect(player.operations.asked == ["unlockWithBiometrics"])
      #expect(!player.state.isWorking)
      let entry = player.state.entry
      await player.answer(.biometricsCancelled)
      #expect(player.state.notice == nil)
      #expect(player.state.entry == entry)
      await player.doing { $0.enter() }
      #expect(player.operations.asked == ["unlockWithBiometrics"])
      await player.doing { $0.unlockWithBiometrics() }
      await player.doing { $0.unlockWithBiometrics() }
      await player.answer(.unlocked, .unlocked)
      #expect(player.screen == .unlocked)
      #expect(player.operations.asked == ["unlockWithBiometrics", "unlockWithBiometrics"])
    }
  }

  @Test func aPrompterThatComesLateIsAskedToo() async {
    await playing(ready) { player in
      #expect(player.operations.asked.isEmpty)
      await player.doing { $0.prompter = NobodyTouches() }
      #expect(player.screen.unlock?.isBiometricsReady == true)
      #expect(player.operations.asked == ["unlockWithBiometrics"])
    }
  }

  @Test func nothingIsAskedBeforeTheScreensAreInFront() async {
    let player = Player(FakeOperations(ready))
    player.model.prompter = NobodyTouches()
    await player.settle()
    #expect(player.operations.asked.isEmpty)
    await player.end()
  }

  @Test func aPromptThatHidesTheScreensIsNotAskedForAgainWhenTheyAreBack() async {
    await playing(ready, NobodyTouches()) { player in
      await player.doing { $0.leave() }
      await player.answer(.biometricsCancelled)
      await player.doing { $0.enter() }
      #expect(player.operations.asked == ["unlockWithBiometrics"])
      await player.doing { $0.leave() }
      await player.doing { $0.enter() }
      #expect(player.operations.asked == ["unlockWithBiometrics", "unlockWithBiometrics"])
    }
  }

  @Test func aPromptThatNeverAnswersDoesNotKeepThePasscodeOut() async {
    await playing(ready, NobodyTouches()) { player in
      await player.submit("274911")
      #expect(player.operations.asked == ["unlockWithBiometrics", "unlock 274911"])
      await player.answer(.unlocked, .unlocked)
      #expect(player.screen == .unlocked)
    }
  }

  @Test func changedFingersOrFacesTurnBiometricsOffAndTheScreenSaysSo() async {
    await playing(ready, NobodyTouches()) { player in
      player.operations.status.biometrics = .off
      await player.answer(.biometricsOff)
      #expect(player.state.notice == .biometricsInvalidated)
      #expect(player.screen.unlock?.isBiometricsReady == false)
    }
  }

  @Test func biometricsMayAskForThePasscodeFirst() async {
    await playing(ready, NobodyTouches()) { player in
      await player.answer(.refused(.passcodeFirst))
      #expect(player.state.notice == .refused(.passcodeFirst))
    }
  }

  @Test func aPromptThatBreaksIsAnErrorNotACrash() async {
    await playing(ready, NobodyTouches()) { player in
      await player.fail(.hardwareKeyUnavailable)
      #expect(player.state.notice == .failed(.hardwareKeyUnavailable))
    }
  }

  @Test func aLockPutsThePromptAwayForGood() async {
    await playing(ready, NobodyTouches()) { player in
      await player.doing { $0.lock() }
      #expect(player.operations.waiting == 0)
      await player.doing { $0.enter() }
      #expect(player.operations.asked == ["unlockWithBiometrics"])
      #expect(player.state.notice == nil)
    }
  }

  @Test func withoutAPrompterBiometricsAreNotOffered() async {
    await playing(ready) { player in
      #expect(player.screen.unlock?.isBiometricsReady == false)
      await player.doing { $0.unlockWithBiometrics() }
      #expect(player.operations.asked.isEmpty)
    }
  }
}
