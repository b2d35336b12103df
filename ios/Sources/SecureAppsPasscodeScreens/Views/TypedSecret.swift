// What is being typed on a page. It knows how many characters; the model gets copies, which it wipes.

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

  @ObservationIgnored private let input = PasscodeInput()

  /// What is typed so far, for somebody who wipes it. What is typed here stays.
  func copy() -> PasscodeInput { input.copy() }

  /// One more character.
  func append(_ character: Character) {
    input.append(character)
    changed()
  }

  /// Takes the last character back.
  func removeLast() {
    input.removeLast()
    changed()
  }

  /// Wipes it, to be typed anew.
  func wipe() {
    input.removeAll()
    changed()
  }

  /// What a text field would do, where `range` counts dots. Only the end of what is typed can be changed: nobody
  /// sees what is in the middle.
  func replace(_ range: NSRange, with text: String, on keyboard: Keyboard) {
    let characters = text.filter { keyboard == .full ? !$0.isNewline : $0.isASCII && $0.isNumber }
    let isAtTheEnd = range.location >= count - range.length
    guard isAtTheEnd, !characters.isEmpty || text.isEmpty else { return }
    for _ in 0..<min(range.length, count) { input.removeLast() }
    for character in characters { input.append(character) }
    changed()
  }

  private func changed() {
    count = input.count
    revision += 1
  }
}
