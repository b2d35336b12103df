// Every error of the library has a public case of its own, with the frozen code and advice; four more are this
// package's own.

import Foundation
import PasscodeNative
import Testing

@testable import SecureAppsPasscode

@Suite struct ErrorCodesTests {
  private static let own: [SecureAppsPasscode.PasscodeError: (String, SecureAppsPasscode.Retry)] = [
    .cancelled: ("call.cancelled", .now), .closed: ("manager.closed", .never),
    .inputUsed: ("input.used", .never), .defect: ("library.defect", .never),
  ]

  private let told: [String: String]

  init() {
    let native = SecureAppsPasscode.PasscodeError.allCases.filter { Self.own[$0] == nil }
    told = Dictionary(uniqueKeysWithValues: native.map { ($0.code, $0.retry.words) })
  }

  @Test func codesAndAdviceAreTheFrozenOnes() throws {
    struct Frozen: Decodable {
      struct Entry: Decodable { let code, retry: String }
      let errors: [Entry]
    }
    let json = try Data(contentsOf: checkout.appending(path: "vectors/codes.json"))
    let frozen = try JSONDecoder().decode(Frozen.self, from: json).errors
    #expect(told.count == 21)
    #expect(told == Dictionary(uniqueKeysWithValues: frozen.map { ($0.code, $0.retry) }))
  }

  @Test func codesAndAdviceAreTheDocumentedOnes() throws {
    let page = try String(contentsOf: checkout.appending(path: "docs/errors.md"), encoding: .utf8)
    let library = try #require(page.components(separatedBy: "\n## ").first { $0.hasPrefix("Library") })
    let rows = library.split(separator: "\n").filter { $0.hasPrefix("| `") }.map {
      $0.split(separator: "|").map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " `")) }
    }
    #expect(told == Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[2]) }))
  }

  @Test func whatThePackageAddsHasCodesOfItsOwn() {
    for (error, (code, retry)) in Self.own {
      #expect(error.native == nil)
      #expect(error.code == code)
      #expect(error.retry == retry)
      #expect(told[code] == nil)
    }
    #expect(SecureAppsPasscode.PasscodeError.allCases.count == told.count + Self.own.count)
  }

  @Test func everyErrorComesBackFromTheLibraryAsItself() {
    for error in SecureAppsPasscode.PasscodeError.allCases where Self.own[error] == nil {
      #expect(error.native.map { PasscodeError(native: $0) } == error)
    }
  }

  /// What UniFFI throws for a panic is not of the library's type.
  @Test func aPanicOfTheLibraryIsADefect() {
    #expect(SecureAppsPasscode.PasscodeError(native: CocoaError(.coderInvalidValue)) == .defect)
  }

  @Test func onlyWhatMayWorkByItselfIsRetryable() {
    let retryable = SecureAppsPasscode.PasscodeError.allCases.filter(\.isRetryable).map(\.retry)
    #expect(Set(retryable) == [.now, .later])
    #expect(retryable.count == told.values.count { $0 == "now" || $0 == "later" } + 1)
  }

  private var checkout: URL {
    URL(filePath: #filePath).appending(path: "../../../..").standardizedFileURL
  }
}

extension SecureAppsPasscode.Retry {
  fileprivate var words: String {
    switch self {
    case .never: "never"
    case .now: "now"
    case .later: "later"
    case .afterAction: "after action"
    }
  }
}
