// JSON as a value: what a scenario says and what came of it can be compared, kept and told.

import Foundation

/// A JSON value. Numbers are equal if their values are; `null` is a value, not an absence.
enum JSON: Hashable, Sendable {
  case null
  case boolean(Bool)
  case integer(Int)
  case number(Double)
  case text(String)
  case list([JSON])
  case object([String: JSON])

  /// Reads a whole document.
  init(document: Data) throws {
    self = try JSONDecoder().decode(JSON.self, from: document)
  }

  /// Reads a whole document.
  init(document: String) throws {
    try self.init(document: Data(document.utf8))
  }

  /// What is there, or null.
  init<Value>(_ value: Value?, _ json: (Value) -> JSON) {
    self = value.map(json) ?? .null
  }

  /// A list of texts.
  static func texts(_ texts: [String]) -> JSON { .list(texts.map(JSON.text)) }

  /// The document, on one line, keys in order.
  var document: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }

  /// Whether every field that is expected is there, with the same value. Lists must be the same.
  func includes(_ expected: JSON) -> Bool {
    guard case .object(let fields) = self, case .object(let wanted) = expected else {
      return self == expected
    }
    return wanted.allSatisfy { name, wanted in fields[name]?.includes(wanted) ?? false }
  }
}

extension JSON: CustomStringConvertible {
  var description: String { (try? document) ?? "no JSON" }
}

extension JSON: ExpressibleByStringLiteral {
  init(stringLiteral text: String) { self = .text(text) }
}

extension JSON: Codable {
  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let boolean = try? value.decode(Bool.self) {
      self = .boolean(boolean)
    } else if let integer = try? value.decode(Int.self) {
      self = .integer(integer)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let list = try? value.decode([JSON].self) {
      self = .list(list)
    } else {
      self = .object(try value.decode([String: JSON].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    switch self {
    case .null: try value.encodeNil()
    case .boolean(let boolean): try value.encode(boolean)
    case .integer(let integer): try value.encode(integer)
    case .number(let number): try value.encode(number)
    case .text(let text): try value.encode(text)
    case .list(let list): try value.encode(list)
    case .object(let object): try value.encode(object)
    }
  }
}
