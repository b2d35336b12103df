// What comes of a secure app's request for its key, as Go sees it.

import Foundation

/// What came of answering a secure app.
public enum HandOffResult: Sendable, Equatable {
  /// Its key lies ready for it. Open this URL to bring the app back to the front.
  case open(URL)
  /// The passcode is to be typed first. Answer again once the state is ``PasscodeState/unlocked``: the request
  /// waits for five minutes.
  case locked
  /// The app asks for nothing.
  case noRequest
  /// It does not get its key.
  case refused(HandOffRefusal)
}

/// Why a secure app does not get its key.
public enum HandOffRefusal: Sendable, Equatable, CaseIterable {
  /// Go serves no such app.
  case appUnknown
  /// The request is of another version of this library: one of the two apps is to be updated.
  case anotherVersion
  /// The request makes no sense.
  case notUnderstood
  /// The request is older than five minutes, or of another start of the phone. The app asks again.
  case tooOld
  /// There is no account or no passcode yet.
  case notSetUp
  /// A new passcode is to be chosen first.
  case changeNeeded
  /// The secure apps are blocked, whatever is typed.
  case blocked
  /// The keys are destroyed: what the app encrypted cannot be read any more.
  case retired
  /// Go cannot tell now. The same request may work later.
  case unavailable
}

extension PasscodeState {
  /// Why there was no key in this state. Where it should have been possible, the state has just changed.
  var handOffResult: HandOffResult {
    switch self {
    case .notEnrolled, .passcodeNeeded: .refused(.notSetUp)
    case .locked, .lockedOut, .resetInProgress: .locked
    case .unlocked, .unreadable: .refused(.unavailable)
    case .changeNeeded: .refused(.changeNeeded)
    case .blocked: .refused(.blocked)
    case .retired: .refused(.retired)
    }
  }
}
