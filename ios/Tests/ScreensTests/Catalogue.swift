// Reads a string catalogue as Xcode writes it, for tests: on Apple's systems the system reads what Xcode makes of it.

import Foundation
import SecureAppsPasscode

@testable import SecureAppsPasscodeScreens

struct Catalogue: Decodable {
  struct Entry: Decodable {
    var comment: String?
    var extractionState: String?
    var localizations: [String: Localization]
  }

  struct Localization: Decodable {
    struct Variations: Decodable { var plural: [String: Form] }
    var stringUnit: Unit?
    var variations: Variations?

    /// By quantity; `nil` where there is no number.
    var forms: [String?: Unit] {
      var forms: [String?: Unit] = [:]
      if let stringUnit { forms[nil] = stringUnit }
      for (quantity, form) in variations?.plural ?? [:] { forms[quantity] = form.stringUnit }
      return forms
    }
  }

  struct Form: Decodable { var stringUnit: Unit }

  struct Unit: Decodable {
    var state: String
    var value: String
  }

  var sourceLanguage: String
  var version: String
  var strings: [String: Entry]

  /// The checkout's `ios/`.
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static let errors = read("Sources/SecureAppsPasscode/Resources")
  static let screens = read("Sources/SecureAppsPasscodeScreens/Resources")
  static let sample = read("Sample")

  static let all = ["errors": errors, "screens": screens, "sample": sample]

  private static func read(_ path: String) -> Result<Catalogue, any Error> {
    Result {
      let file = folder.appending(path: path).appending(path: "Localizable.xcstrings")
      return try JSONDecoder().decode(Catalogue.self, from: Data(contentsOf: file))
    }
  }

  func text(_ key: String, _ language: String) -> String? {
    strings[key]?.localizations[language]?.stringUnit?.value
  }

  /// In the form that the Unicode rules of the two languages ask for.
  func text(_ key: String, _ number: Int, _ language: String) -> String? {
    let plural = strings[key]?.localizations[language]?.variations?.plural
    let quantity =
      switch (language, number) {
      case ("fr", 0...1), (_, 1): "one"
      case ("fr", _) where number.isMultiple(of: 1_000_000): "many"
      default: "other"
      }
    return plural?[quantity].map { String(format: $0.stringUnit.value, number) }
  }
}

extension Language {
  /// What stands where a text is missing.
  static let missing = "‹missing›"

  /// English or French, as the catalogues say it.
  static func catalogue(_ language: String) throws -> Language {
    let screens = try Catalogue.screens.get()
    let errors = try Catalogue.errors.get()
    return Language(
      text: { screens.text($0.rawValue, language) ?? missing },
      count: { screens.text($0.rawValue, $1, language) ?? missing },
      error: { errors.text($0.text.rawValue, language) ?? missing })
  }
}
