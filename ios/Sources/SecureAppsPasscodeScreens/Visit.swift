// Where the user is on the way through the screens, and what is possible there. Values only: it asks nobody and
// holds no secret.

import SecureAppsPasscode

/// What the user asked for.
enum Place: CaseIterable {
  case start, authentication, change, biometrics, forgot, setUpAgain, signIn

  /// One back.
  var former: Place {
    switch self {
    case .change, .biometrics: .authentication
    case .start, .authentication, .forgot, .setUpAgain, .signIn: .start
    }
  }

  /// Where to be once what was asked for is done.
  var home: Place { self == .authentication ? self : former }

  func isPossible(in state: PasscodeState) -> Bool {
    switch (self, state) {
    case (.start, _), (.authentication, .unlocked), (.change, .unlocked), (.biometrics, .unlocked),
      (.forgot, .locked), (.forgot, .lockedOut), (.forgot, .resetInProgress), (.signIn, .retired),
      (.setUpAgain, .blocked), (.setUpAgain, .unreadable):
      true
    default: false
    }
  }
}

/// Which passcode is being typed.
enum Step {
  case current, new, repeated
}

/// Where the user is.
struct Visit {
  var place = Place.start
  var step = Step.new
  var wantsFullKeyboard = false
  var checks: [RuleCheck] = []
  var notice: Notice?
  var isWorking = false
  var entry = 0
  /// The user has given the credentials on this visit: the reset that opens is theirs.
  var isProving = false
  /// The portal did not accept the AppConnect Unlock: the next reset goes without it.
  var isGrantRefused = false

  /// The first step of a place, after this visit.
  func next(at place: Place, _ notice: Notice?) -> Visit {
    var next = Visit()
    next.place = place
    next.step = place == .change ? .current : .new
    next.notice = notice
    next.isWorking = isWorking
    next.entry = entry + 1
    next.isProving = isProving && place == .forgot
    next.isGrantRefused = isGrantRefused && place == .forgot
    return next
  }
}

extension PasscodeState {
  /// Whether the passcode is asked for, now or after a wait.
  var isLocked: Bool {
    switch self {
    case .locked, .lockedOut: true
    default: false
    }
  }

  /// Whether only details differ, so that what was typed may stay.
  func isLike(_ other: PasscodeState) -> Bool {
    switch (self, other) {
    case (.lockedOut, .lockedOut), (.changeNeeded, .changeNeeded), (.blocked, .blocked), (.retired, .retired),
      (.unreadable, .unreadable):
      true
    default: self == other
    }
  }
}

extension PasscodeStatus {
  /// Whether the forgot link makes sense. A one-time PIN stands in for the password, not for the rules' leave: where
  /// users may not reset, only an AppConnect Unlock helps.
  var mayForget: Bool { state.isLocked && (mayResetByCredentials || grant != nil) }

  var mayResetByCredentials: Bool { rules?.userMayReset == true }
}
