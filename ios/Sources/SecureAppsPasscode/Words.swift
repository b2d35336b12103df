// What an error says to a user. The same texts, in English and French, are in the string catalogue.

import Foundation

extension PasscodeError {
  var words: String {
    "x"
  }
}
