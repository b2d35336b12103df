// Reads JSON objects field by field. What is left over is an error, so that a typo never passes as a check.

/// Something is wrong with a scenario, with one of its steps, or with what came of it.
struct ScenarioError: Error, CustomStringConvertible {
  let description: String
}

/// The fields of an object.
final class Fields {
  private let what: String
  private let content: [String: JSON]
  private var asked: Set<String> = []

  private init(_ what: String, _ content: [String: JSON]) {
    self.what = what
    self.content = content
  }

  /// Reads an object whole: each field is asked for by name, and no other may be there.
  static func read<Value>(
    _ what: String, _ json: JSON, _ read: (Fields) throws -> Value
  ) throws -> Value {
    guard case .object(let content) = json else {
      throw ScenarioError(description: "\(what): not an object: \(json)")
    }
    let fields = Fields(what, content)
    let value = try read(fields)
    let unknown = Set(content.keys).subtracting(fields.asked)
    guard unknown.isEmpty else { throw fields.error("unknown \(unknown.sorted().joined(separator: ", "))") }
    return value
  }

  func has(_ name: String) -> Bool { content[name] != nil }

  func text(_ name: String) throws -> String {
    guard let text = try optionalText(name) else { throw error("no \(name)") }
    return text
  }

  /// A text; `nil` where it is absent or null.
  func optionalText(_ name: String) throws -> String? {
    switch optional(name) {
    case nil, .null: return nil
    case .text(let text): return text
    default: throw error("\(name) is no text")
    }
  }

  func value(_ name: String) throws -> JSON {
    guard let value = optional(name) else { throw error("no \(name)") }
    return value
  }

  /// An object; an empty one where it is absent.
  func object(_ name: String) throws -> [String: JSON] {
    switch optional(name) {
    case nil: return [:]
    case .object(let object): return object
    default: throw error("\(name) is no object")
    }
  }

  func list(_ name: String) throws -> [JSON] {
    guard case .list(let list) = try value(name) else { throw error("\(name) is no list") }
    return list
  }

  /// A list; an empty one where it is absent.
  func optionalList(_ name: String) throws -> [JSON] { has(name) ? try list(name) : [] }

  func error(_ reason: String) -> ScenarioError { ScenarioError(description: "\(what): \(reason)") }

  private func optional(_ name: String) -> JSON? {
    asked.insert(name)
    return content[name]
  }
}
