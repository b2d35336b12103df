// What an error says to a user: what happened, and what to do. The texts, in English and French, are in the string
// catalogue.

import Foundation

extension PasscodeError {
  var words: String {
    Bundle.module.localizedString(forKey: text.rawValue, value: nil, table: nil)
  }

  /// Which text of the catalogue. Errors that ask the same of the user share one.
  package var text: ErrorText {
    switch self {
    case .eventNotAllowed: .notNow
    case .settingsInvalid: .settings
    case .superseded, .storeConflict: .superseded
    case .hardwareKeyLost: .keyLost
    case .hardwareKeyUnavailable, .randomUnavailable: .hardware
    case .memoryUnavailable: .memory
    case .storeUnavailable: .storage
    case .recordDamaged, .recordRolledBack, .recordMissing: .records
    case .recordVersionUnsupported: .version
    case .portalUnreachable: .unreachable
    case .portalTimedOut: .timedOut
    case .portalUntrusted: .untrusted
    case .portalUnavailable: .serverTrouble
    case .portalAnswerInvalid: .answer
    case .credentialsInvalid: .credentials
    case .handOffInvalid: .handOff
    case .handOffExpired: .handOffExpired
    case .cancelled: .cancelled
    case .closed: .closed
    case .inputUsed: .inputUsed
    case .defect: .defect
    }
  }
}

/// The texts of the catalogue, by key.
package enum ErrorText: String, Sendable, CaseIterable {
  case notNow, settings, superseded, keyLost, hardware, memory, storage, records, version
  case unreachable, timedOut, untrusted, serverTrouble, answer, credentials
  case handOff, handOffExpired, cancelled, closed, inputUsed, defect
}
