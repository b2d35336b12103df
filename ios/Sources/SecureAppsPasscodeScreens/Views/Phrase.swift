// What is said to the user, before it is in a language: which text of the catalogue, and what is filled in.
// Everything here is a value, so that a computer can read all texts in all languages.

import Foundation
import SecureAppsPasscode

/// Something to say.
indirect enum Phrase: Sendable, Hashable {
  /// A text.
  case text(TextKey)
  /// A text with a number, in the form that goes with it.
  case count(TextKey, Int)
  /// A text with another one in it.
  case filled(TextKey, Phrase)
  /// One after the other.
  case sentences([Phrase])
  /// Parts of one sentence.
  case list([Phrase])
  /// What an error says.
  case error(PasscodeError)
  /// The same in every language.
  case verbatim(String)
}

/// Where the texts of one language are.
struct Language: Sendable {
  var text: @Sendable (TextKey) -> String
  var count: @Sendable (TextKey, Int) -> String
  var error: @Sendable (PasscodeError) -> String

  /// The language of the app, as the system chose it.
  static let system = Language(
    text: { format($0) },
    count: { String(format: format($0), locale: .current, $1) },
    error: { $0.localizedDescription })

  private static func format(_ key: TextKey) -> String {
    Bundle.module.localizedString(forKey: key.rawValue, value: nil, table: nil)
  }
}

extension Phrase {
  /// In the language of the app.
  var words: String { words(in: .system) }

  func words(in language: Language) -> String {
    switch self {
    case .text(let key): language.text(key)
    case .count(let key, let number): language.count(key, number)
    case .filled(let key, let phrase): String(format: language.text(key), phrase.words(in: language))
    case .sentences(let phrases): phrases.map { $0.words(in: language) }.joined(separator: " ")
    case .list(let phrases):
      phrases.map { $0.words(in: language).lowercasingFirst }.joined(separator: ", ")
    case .error(let error): language.error(error)
    case .verbatim(let text): text
    }
  }
}

extension String {
  fileprivate var lowercasingFirst: String { prefix(1).lowercased() + dropFirst() }
}
