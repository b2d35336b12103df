// Where the scenario files are: the repository's, or a team's own.

import Foundation

enum ScenarioFolder {
  /// The environment variable that names another folder.
  static let variable = "PASSCODE_SCENARIOS"

  static var url: URL {
    if let folder = ProcessInfo.processInfo.environment[variable] {
      return URL(fileURLWithPath: folder, isDirectory: true)
    }
    return URL(fileURLWithPath: #filePath).appending(path: "../../../../scenarios").standardizedFileURL
  }

  /// The names of the scenarios; none if there is no folder.
  static var names: [String] {
    let files = (try? Scenario.files(in: url)) ?? []
    return files.map { $0.deletingPathExtension().lastPathComponent }
  }

  static func scenario(_ name: String) throws -> Scenario {
    try Scenario(file: url.appending(path: "\(name).json"))
  }
}
