// What is being typed on a page: it knows how many characters, and lends them to nobody but the model.

import Foundation
import Observation
import SecureAppsPasscode

/// A passcode, password or PIN while it is typed.
@MainActor @Observable
final class TypedSecret {
  /// How many characters, for the dots.
  private(set) var count = 0

  /// Another number than before: something else is typed, even if it is as long.
  private(set) var revision = 0

  @ObservationIgnored private(set) var input = PasscodeInput()

  /// One more character. An input that was used takes no more: a new one does, so that no key is ever dead.
  func append(_ character: Character) {
    let before = input.count
    input.append(character)
    if input.count == before {
      input = PasscodeInput()
      input.append(character)
    }
    changed()
  }

  /// Takes the last character back.
  func removeLast() {
    input.removeLast()
    changed()
  }

  /// Begins anew. What the model has been given stays the model's; what nobody has is wiped.
  func renew() {
    input = PasscodeInput()
    changed()
  }

  /// Counts again: the model may have used what it was given.
  func look() {
    if count != input.count { changed() }
  }

  /// What a text field would do, where `range` counts dots. Only the end of what is typed can be changed: nobody
  /// sees what is in the middle. Answers whether anything is different.
  func replace(_ range: NSRange, with text: String, on keyboard: Keyboard) -> Bool {
    let characters = text.filter { keyboard == .full ? !$0.isNewline : $0.isASCII && $0.isNumber }
    let isAtTheEnd = range.location >= count - range.length
    guard isAtTheEnd, !characters.isEmpty || text.isEmpty else { return false }
    let removed = min(range.length, count)
    for _ in 0..<removed { removeLast() }
    for character in characters { append(character) }
    return removed > 0 || !characters.isEmpty
  }

  private func changed() {
    count = input.count
    revision += 1
  }
}
