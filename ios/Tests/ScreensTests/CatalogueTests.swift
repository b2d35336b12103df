// English and French say the same things, in the words of the field, and every word is used.

import Foundation
import SecureAppsPasscode
import Testing

@testable import SecureAppsPasscodeScreens

@Suite struct CatalogueTests {
  @Test func everyTextOfTheCodeIsInTheCatalogueAndTheOtherWayRound() throws {
    #expect(Set(try Catalogue.screens.get().strings.keys) == Set(TextKey.allCases.map(\.rawValue)))
    #expect(Set(try Catalogue.errors.get().strings.keys) == Set(ErrorText.allCases.map(\.rawValue)))
  }

  @Test func everyTextOfTheCodeIsUsed() throws {
    let sources = try swift(in: "Sources/SecureAppsPasscodeScreens", but: "TextKey.swift")
    let words = Set(sources.flatMap { $0.matches(of: /\.(\w+)/).map { String($0.output.1) } })
    #expect(Set(TextKey.allCases.map(\.rawValue)).subtracting(words) == [])
    #expect(Set(PasscodeError.allCases.map(\.text)) == Set(ErrorText.allCases))
  }

  @Test func theSampleUsesWhatItsCatalogueSays() throws {
    let sources = try swift(in: "Sample")
    let keys = try Catalogue.sample.get().strings.keys
    #expect(!keys.isEmpty)
    #expect(keys.filter { key in !sources.contains { $0.contains("\"\(key)\"") } } == [])
  }

  @Test(arguments: Catalogue.all.keys.sorted())
  func everyTextIsTranslatedAndExplained(_ name: String) throws {
    let catalogue = try #require(try Catalogue.all[name]?.get())
    #expect(catalogue.sourceLanguage == "en")
    for (key, entry) in catalogue.strings {
      #expect(Set(entry.localizations.keys) == ["en", "fr"], "\(key)")
      // Otherwise Xcode takes it away, because it finds no such key in the code.
      #expect(entry.extractionState == "manual", "\(key)")
      #expect(entry.comment?.isEmpty == false, "\(key)")
      let units = entry.localizations.values.flatMap(\.forms.values)
      #expect(units.allSatisfy { $0.state == "translated" && !$0.value.isEmpty }, "\(key)")
    }
  }

  @Test(arguments: Catalogue.all.keys.sorted())
  func eachLanguageHasItsFormsAndTheSamePlaceholders(_ name: String) throws {
    for (key, entry) in try #require(try Catalogue.all[name]?.get()).strings {
      let english = try #require(entry.localizations["en"]?.forms)
      let french = try #require(entry.localizations["fr"]?.forms)
      if english.keys.contains(nil) {
        #expect(Set(english.keys) == [nil] && Set(french.keys) == [nil], "\(key)")
        #expect(placeholders(english[nil]) == placeholders(french[nil]), "\(key)")
        #expect(placeholders(english[nil]).allSatisfy { $0 == "%@" }, "\(key)")
      } else {
        #expect(Set(english.keys) == ["one", "other"], "\(key)")
        #expect(Set(french.keys) == ["one", "many", "other"], "\(key)")
        for form in [english["other"], french["other"], french["many"]] {
          #expect(placeholders(form) == ["%lld"], "\(key)")
        }
        // French says “one” of nothing, too.
        #expect(placeholders(french["one"]) == placeholders(english["one"]), "\(key)")
      }
    }
  }

  @Test(arguments: Catalogue.all.keys.sorted())
  func nothingIsLeftInTheOtherLanguage(_ name: String) throws {
    let sameInBoth: Set = ["sampleTitle"]
    for (key, entry) in try #require(try Catalogue.all[name]?.get()).strings where !sameInBoth.contains(key) {
      let english = try #require(entry.localizations["en"]?.forms)
      let french = try #require(entry.localizations["fr"]?.forms)
      for (form, unit) in french {
        #expect(unit.value != english[form]?.value, "\(key)")
        let leftovers = unit.value.lowercased().matches(
          of: /\b(the|your|passcode|password|device|again|of)\b/)
        #expect(leftovers.isEmpty, "\(key): \(unit.value)")
      }
      for unit in english.values {
        #expect(unit.value.lowercased().matches(of: /\b(le|les|votre|vos|code d’accès|appareil)\b/).isEmpty)
      }
    }
  }

  @Test(arguments: Catalogue.all.keys.sorted())
  func theTypographyIsThatOfTheLanguage(_ name: String) throws {
    for (key, entry) in try #require(try Catalogue.all[name]?.get()).strings {
      for (language, localization) in entry.localizations {
        for text in localization.forms.values.map(\.value) {
          #expect(!text.contains { $0 == "'" || $0 == "\"" }, "\(key)")
          #expect(!text.contains("...") && !text.contains("  "), "\(key)")
          #expect(text == text.trimmingCharacters(in: .whitespacesAndNewlines), "\(key)")
          #expect(
            text.matches(of: /(Face|Touch) ID/).isEmpty || language == "en", "\(key): ID on its own line")
          guard language == "fr" else { continue }
          let loose = text.matches(of: /[^\u{A0}][:;?!»]|«[^\u{A0}]/)
          #expect(loose.isEmpty, "\(key): \(text)")
          #expect(!text.contains { "“”".contains($0) }, "\(key)")
        }
      }
    }
  }

  @Test(arguments: [
    (TextKey.secureApps, "Secure Apps", "Applis sécurisées"),
    (.authentication, "Authentication", "Authentification"),
    (.changePasscode, "Change Secure Apps Passcode", "Changer le code d’accès aux applis sécurisées"),
    (.unlockTitle, "Secure apps passcode", "Code d’accès aux applis sécurisées"),
    (.lock, "Lock", "Verrouiller"),
    (.unlock, "Unlock", "Déverrouiller"),
    (.passwordOrPin, "Password or one-time PIN", "Mot de passe ou code PIN à usage unique"),
  ])
  func theWordsOfTheFieldAreUsed(_ key: TextKey, _ english: String, _ french: String) throws {
    #expect(try Language.catalogue("en").text(key) == english)
    #expect(try Language.catalogue("fr").text(key) == french)
  }

  @Test(arguments: [
    (TextKey.pinStep1, "self-service portal", "portail en self-service"),
    (.pinStep2, "My Devices", "Mes périphériques"),
    (.pinStep3, "Reset Secure Apps Passcode", "Réinitialiser le code d’accès aux applis sécurisées"),
    (.pinTitle, "one-time PIN", "code PIN à usage unique"),
    (.lockedAsk, "AppConnect Unlock", "déverrouiller AppConnect"),
    (.lockedAsk, "Check now", "Vérifier maintenant"),
    (.lockedReset, "Forgot passcode?", "Code d’accès oublié\u{A0}?"),
    (.blockedContact, "Check now", "Vérifier maintenant"),
  ])
  func textsNameWhatIsToBeFoundElsewhere(_ key: TextKey, _ english: String, _ french: String) throws {
    #expect(try Language.catalogue("en").text(key).contains(english))
    #expect(try Language.catalogue("fr").text(key).contains(french))
  }

  private func placeholders(_ unit: Catalogue.Unit?) -> [String] {
    (unit?.value ?? "").matches(of: /%[0-9$]*[a-zA-Z@#]+/).map { String($0.output) }
  }

  private func swift(in folder: String, but left: String? = nil) throws -> [String] {
    let root = Catalogue.folder.appending(path: folder)
    let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
    return try (files?.allObjects ?? []).compactMap { $0 as? URL }
      .filter { $0.pathExtension == "swift" && $0.lastPathComponent != left }
      .map { try String(contentsOf: $0, encoding: .utf8) }
  }
}
