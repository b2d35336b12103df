// Every screen and every notice has words, in both languages, and the right ones for where they are shown.

import Foundation
import SecureAppsPasscode
import Testing

@testable import SecureAppsPasscodeScreens

@Suite struct WordsTests {
  @Test(arguments: ["en", "fr"])
  func everyPageAndNoticeHasWords(_ name: String) throws {
    let language = try Language.catalogue(name)
    let phrases =
      Samples.screens.flatMap { Page(Samples.state($0)).phrases }
      + Samples.notices.flatMap { notice in Samples.screens.map { notice.phrase(on: $0) } }
    for words in Set(phrases).map({ $0.words(in: language) }) {
      #expect(!words.isEmpty && !words.contains(Language.missing) && !words.contains("%"), "\(words)")
    }
  }

  /// What is left is said by the views themselves.
  @Test func everyTextIsSaidSomewhere() {
    let pages =
      Samples.screens.map { Page(Samples.state($0)) } + [Page(Samples.state(.unlocked, settings: []))]
    let phrases =
      pages.flatMap(\.phrases)
      + Samples.notices.flatMap { notice in Samples.screens.map { notice.phrase(on: $0) } }
      + [.waiting(seconds: 5), .typed(0), .typed(3)]
    let unsaid = Set(TextKey.allCases).subtracting(phrases.flatMap(\.keys))
    #expect(unsaid == [.back, .deleteKey, .passcodeField, .error, .promptReason])
  }

  @Test(arguments: PasscodeError.allCases)
  func everyErrorSaysWhatHappenedAndWhatToDo(_ error: PasscodeError) throws {
    for language in ["en", "fr"] {
      let words = try Language.catalogue(language).error(error)
      #expect(words.matches(of: /[.;,:\u{A0}]\s/).count >= 1, "\(words)")
      #expect(words.hasSuffix("."))
    }
    let told = Notice.failed(error).phrase(on: .unlocked).words(in: try .catalogue("en"))
    #expect(told.hasSuffix("Code: \(error.code)"))
  }

  @Test func whatIsMissingDependsOnWhatIsAsked() throws {
    let english = try Language.catalogue("en")
    let asked = [
      CredentialsScreen(purpose: .enroll), .init(purpose: .grant, isSecretAsked: false),
      .init(purpose: .reset, takesOneTimePin: true),
    ]
    #expect(
      asked.map { Notice.nothingTyped.phrase(on: .credentials($0)).words(in: english) } == [
        "Enter your user name and password first.", "Enter your user name first.",
        "Enter your user name and your password or one-time PIN first.",
      ])
    #expect(Notice.nothingTyped.phrase(on: Samples.unlock).words(in: english) == "Enter a passcode first.")
  }

  @Test func aWrongPasscodeSaysHowManyAttemptsAreLeftAndHowLongToWait() throws {
    let notice = Notice.wrongPasscode(attemptsRemaining: 1, waitSeconds: 61).phrase(on: Samples.unlock)
    #expect(
      notice.words(in: try .catalogue("en"))
        == "Wrong passcode. 1 attempt left. You can try again in about 2 minutes.")
    #expect(
      notice.words(in: try .catalogue("fr"))
        == "Code d’accès erroné. 1 tentative restante. Vous pourrez réessayer dans environ 2 minutes.")
  }

  @Test func rejectedRulesAreOneSentenceInTheWordsOfTheKeyboard() throws {
    let notice = Notice.rejected([.minimumLength(6), .notRecent(5)])
    let screen = Screen.newPasscode(NewPasscodeScreen(purpose: .change, keyboard: .numberPad))
    #expect(
      notice.phrase(on: screen).words(in: try .catalogue("en"))
        == "Choose another passcode: at least 6 digits, not one of your last 5 passcodes.")
    #expect(
      notice.phrase(on: screen).words(in: try .catalogue("fr"))
        == "Choisissez un autre code d’accès\u{A0}: au moins 6 chiffres, différent de vos 5 derniers codes d’accès."
    )
  }

  @Test(arguments: [(0, "0 caractère saisi"), (1, "1 caractère saisi"), (2, "2 caractères saisis")])
  func frenchCountsNothingAsOne(_ number: Int, _ words: String) throws {
    #expect(Phrase.count(.typed, number).words(in: try .catalogue("fr")) == words)
  }

  @Test(arguments: [
    (59, "You can try again in less than a minute."), (60, "You can try again in about 1 minute."),
    (61, "You can try again in about 2 minutes."), (5400, "You can try again in about 90 minutes."),
  ])
  func theWaitIsToldInMinutes(_ seconds: Int, _ words: String) throws {
    #expect(Phrase.waiting(seconds: seconds).words(in: try .catalogue("en")) == words)
  }
}
