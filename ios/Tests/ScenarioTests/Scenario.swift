// Scenario files: a demo procedure, a behaviour and a test in one. The format: `docs/scenarios.md`.

import Foundation

/// One scenario; `given` and `steps` as they stand in the file.
struct Scenario: Sendable {
  let name: String
  let given: JSON
  let steps: [JSON]
  /// The phones of `given`.
  let phones: [PhoneGiven]

  init(name: String, given: JSON, steps: [JSON]) throws {
    self.name = name
    self.given = given
    self.steps = steps
    phones = try PhoneGiven.all(in: given)
    for step in steps { _ = try Step(step) }
  }

  /// Reads a scenario file. What is wrong names the file.
  init(file: URL) throws {
    do {
      let document = try JSON(document: Data(contentsOf: file))
      self = try Fields.read("the scenario", document) { fields in
        let name = try fields.text("name")
        guard name == file.deletingPathExtension().lastPathComponent else {
          throw fields.error("`name` must be the file's name")
        }
        _ = try fields.text("about")
        return try Scenario(name: name, given: fields.value("given"), steps: fields.list("steps"))
      }
    } catch {
      throw ScenarioError(description: "\(file.lastPathComponent): \(error)")
    }
  }

  /// Every scenario file of a folder, by name. There must be one.
  static func files(in folder: URL) throws -> [URL] {
    let all = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    let files = all.filter { $0.pathExtension == "json" }
    guard !files.isEmpty else { throw ScenarioError(description: "no scenario in \(folder.path)") }
    return files.sorted { $0.lastPathComponent < $1.lastPathComponent }
  }
}

/// A phone that is not enrolled yet.
struct PhoneGiven: Sendable {
  let id: String
  let isAndroid: Bool
  let appVersion: String

  /// Looks at all of `given`, for typos; answers its phones. The portal's part is made by the control port.
  static func all(in given: JSON) throws -> [PhoneGiven] {
    try Fields.read("given", given) { fields in
      for platform in try fields.object("configuration").keys { _ = try isAndroid(platform) }
      for user in try fields.optionalList("users") {
        try Fields.read("user", user) { for name in ["user_name", "password"] { _ = try $0.text(name) } }
      }
      for member in try fields.optionalList("staff") {
        try Fields.read("staff", member) {
          for name in ["user_name", "password", "role"] { _ = try $0.text(name) }
        }
      }
      return try fields.optionalList("phones").map { phone in
        try Fields.read("phone", phone) {
          try PhoneGiven(
            id: $0.text("id"), isAndroid: isAndroid($0.text("platform")), appVersion: $0.text("app_version"))
        }
      }
    }
  }

  private static func isAndroid(_ platform: String) throws -> Bool {
    switch platform {
    case "ios": return false
    case "android": return true
    default: throw ScenarioError(description: "unknown platform \(platform)")
    }
  }
}
