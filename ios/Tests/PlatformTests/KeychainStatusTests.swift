import Foundation
import Testing

@testable import SecureAppsPasscode

@Suite struct KeychainStatusTests {
  private let duplicate: Int32 = -25299
  private let notFound: Int32 = -25300
  private let interactionNotAllowed: Int32 = -25308

  @Test func anItemThatIsThereIsReplaced() throws {
    var asked: [String] = []
    try updateOrAdd {
      asked.append("update")
      return 0
    } add: {
      asked.append("add")
      return 0
    }
    #expect(asked == ["update"])
  }

  @Test func anItemThatIsNotThereIsAdded() throws {
    var asked: [String] = []
    try updateOrAdd {
      asked.append("update")
      return notFound
    } add: {
      asked.append("add")
      return 0
    }
    #expect(asked == ["update", "add"])
  }

  @Test func anItemThatSomebodyElseAddsInBetweenIsReplaced() throws {
    var updates = [notFound, 0]
    try updateOrAdd {
      updates.removeFirst()
    } add: {
      duplicate
    }
    #expect(updates.isEmpty)
  }

  @Test func aKeychainThatContradictsItselfIsNotAskedForEver() {
    #expect(throws: KeychainFailure(status: duplicate)) {
      try updateOrAdd {
        notFound
      } add: {
        duplicate
      }
    }
  }

  @Test func aLockedPhoneIsAFailureAndNotAnEmptyKeychain() {
    #expect(throws: KeychainFailure(status: interactionNotAllowed)) {
      try updateOrAdd {
        interactionNotAllowed
      } add: {
        0
      }
    }
    #expect(throws: KeychainFailure(status: interactionNotAllowed)) {
      try updateOrAdd {
        notFound
      } add: {
        interactionNotAllowed
      }
    }
    #expect(throws: KeychainFailure(status: interactionNotAllowed)) {
      try foundItem(interactionNotAllowed, nil)
    }
    #expect(throws: KeychainFailure(status: interactionNotAllowed)) {
      try checkRemoved(interactionNotAllowed)
    }
  }

  @Test func whatIsFoundIsAnItemAndWhatIsNotIsNone() throws {
    #expect(try foundItem(0, Data([1])) == Data([1]))
    #expect(try foundItem(notFound, nil) == nil)
    #expect(throws: KeychainFailure(status: 0)) { try foundItem(0, nil) }
    try checkRemoved(0)
    try checkRemoved(notFound)
  }
}
