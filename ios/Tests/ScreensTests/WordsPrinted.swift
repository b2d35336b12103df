// All that the screens say, on one page for each language, to be read by a person: set PASSCODE_PRINT_WORDS to a
// folder.

import Foundation
import SecureAppsPasscode
import Testing

@testable import SecureAppsPasscodeScreens

@Suite struct WordsPrinted {
  @Test(
    .enabled(if: ProcessInfo.processInfo.environment["PASSCODE_PRINT_WORDS"] != nil), arguments: ["en", "fr"])
  func onePageForEachLanguage(_ name: String) throws {
    let folder = try #require(ProcessInfo.processInfo.environment["PASSCODE_PRINT_WORDS"])
    let language = try Language.catalogue(name)
    var page = "# \(name)\n"
    var said: Set<String> = []
    func say(_ phrases: [Phrase], under heading: String) {
      let words = phrases.map { $0.words(in: language) }.filter { said.insert($0).inserted }
      if !words.isEmpty { page += "\n## \(heading)\n\n" + words.map { "- \($0)\n" }.joined() }
    }
    for screen in Samples.screens {
      say(Page(Samples.state(screen)).phrases, under: String("\(screen)".prefix(90)))
    }
    for notice in Samples.notices {
      let everywhere = [Screen.unlocked, Samples.unlock] + Samples.credentials
      say(everywhere.map { notice.phrase(on: $0) }, under: String("\(notice)".prefix(90)))
    }
    say(
      TextKey.allCases.map { .text($0) }.filter { $0.words(in: language) != Language.missing },
      under: "The rest")
    try page.write(toFile: "\(folder)/words-\(name).md", atomically: true, encoding: .utf8)
    #expect(said.count > 150)
  }
}
