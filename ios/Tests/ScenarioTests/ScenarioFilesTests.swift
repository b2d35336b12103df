// Scenario files and their folder: what is not there, or has a typo, is an error.

import Foundation
import Testing

@Suite struct ScenarioFilesTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)

  @Test func everyFileIsThereAndCanBeRead() throws {
    let files = try Scenario.files(in: ScenarioFolder.url)
    let names = try files.map { try Scenario(file: $0).name }
    #expect(!names.isEmpty)
    #expect(names == ScenarioFolder.names)
  }

  @Test func aFolderThatIsNotThereOrHasNoScenarioIsAnError() throws {
    #expect(throws: (any Error).self) { try Scenario.files(in: folder) }
    try inFolder {
      #expect(throws: ScenarioError.self) { try Scenario.files(in: folder) }
    }
  }

  @Test func aWholeFileIsRead() throws {
    let name = try read(#"{"name": "x", "about": "…", "given": {}, "steps": []}"#).name
    #expect(name == "x")
  }

  @Test(arguments: [
    #"{"name": "x", "about": "…", "given": {}, "steps": [], "colour": "red"}"#: "unknown colour",
    #"{"name": "x", "about": "…", "given": {"phone": []}, "steps": []}"#: "unknown phone",
    #"{"name": "x", "about": "…", "given": {}, "steps": [{"on": "admin", "do": "look", "expectation": {}}]}"#:
      "unknown expectation",
    #"{"name": "y", "about": "…", "given": {}, "steps": []}"#: "the file's name",
    #"{"name": "x", "given": {}, "steps": []}"#: "no about",
    #"{"name": "x", "about": "…", "steps": []}"#: "no given",
    #"{"name": "x", "about": "…", "given": {}}"#: "no steps",
    #"{"name": "x", "about": "…", "given": {}, "steps": [}"#: "x.json",
  ])
  func unknownAndAbsentFieldsNameTheFile(_ text: String, _ told: String) throws {
    #expect {
      try read(text)
    } throws: { error in
      "\(error)".hasPrefix("x.json: ") && "\(error)".contains(told)
    }
  }

  @discardableResult private func read(_ text: String) throws -> Scenario {
    try inFolder {
      let file = folder.appending(path: "x.json")
      try Data(text.utf8).write(to: file)
      return try Scenario(file: file)
    }
  }

  private func inFolder<Answer>(_ use: () throws -> Answer) throws -> Answer {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try use()
  }
}
