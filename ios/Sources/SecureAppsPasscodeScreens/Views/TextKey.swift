// The texts of the string catalogue, by key. A test compares them with the catalogue.

/// A text. What is filled into it: see the catalogue.
enum TextKey: String, Sendable, CaseIterable {
  // Where the settings are: the words of the field, exactly.
  case secureApps, authentication

  // An entry of Secure Apps > Authentication.
  case changePasscode, biometricsOn, biometricsOff, lock

  // Signing in with the account: the first time, or after the passcode was forgotten.
  case enrollTitle, enrollText, forgotTitle, resetText, grantText, grantNameText, userName, password
  case passwordOrPin, signIn, next

  // How to get a one-time PIN: the portal's words exactly.
  case pinTitle, pinStep1, pinStep2, pinStep3, pinStep4, pinText

  // The passcode that there is.
  case unlockTitle, unlockText, unlock, useBiometrics, forgotLink, currentTitle, currentChangeText
  case currentBiometricsText, attemptsLeft

  // The system's own prompt for Face ID or Touch ID.
  case promptReason

  // A new passcode.
  case createTitle, newTitle, repeatTitle, repeatText, createText, changeText, rulesChangedText
  case tooOldText, resetNewText, moreComplex, digitsOnly, adviceComplexity, adviceExpiry, save

  // The checklist. Each rule reads well after “Met” and “Not met yet”, too, and in a list.
  case rules, ruleMet, ruleNotMet, ruleCharacters, ruleLength, ruleLengthDigits, ruleLetterDigit
  case ruleComplex, ruleSequence, ruleCommon, ruleWords, ruleRecent

  // Fields and keys, as VoiceOver says them.
  case passcodeField, typed, nothingTyped, deleteKey, error, back, working

  // The records are being opened.
  case opening

  // Locked out.
  case lockedTitle, lockedMinutes, lockedSoon, lockedReset, lockedAsk, lockedAskSooner, checkNow

  // Open, blocked, destroyed, unreadable.
  case unlockedTitle, unlockedText, unlockedFreeText, blockedTitle, blockedContact, blockedRolledBack
  case blockedUnknown, retiredTitle, retiredText, retiredLimit, retiredContact, setUpAgain, confirmTitle
  case confirmText, confirm, keep, unreadableTitle, tryAgain

  // What happened last.
  case wrong, wrongLeft, waitMinutes, waitReset, missingPasscode, missingCredentials
  case missingCredentialsOrPin, missingName, notAPasscode, rulesNotMet, rejected, notTheSame
  case biometricsInvalidated, biometricsNotOn, resetOver, doneCreated, doneChanged, doneReset
  case doneBiometricsOn, doneBiometricsOff, doneCheckedIn

  // The portal, or the rules, refuse.
  case refusedCredentials, refusedCredentialsOrPin, refusedName, refusedTooOld, refusedReset
  case refusedChange, refusedBiometrics, refusedBiometricsOff, refusedPasscodeFirst, refusedGrant
  case refusedGrantSignIn, refusedEscrow, refusedDevice, refusedRolledBack

  // The stable code of an error, for the help desk.
  case code
}
