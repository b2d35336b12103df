// One step of a scenario, as a value. Its kind is chosen by its first field, so that an error names what is wrong in
// that kind.

/// One step.
enum Step {
  /// Somebody does something.
  case act(Act)
  /// Time passes, for the portal and all phones.
  case clock(Duration)
  /// Something goes wrong from now on.
  case fault(phone: String, Trouble)

  /// Somebody does something, and it is looked at what comes of it.
  struct Act {
    /// Who or what, like `phone:a`.
    let on: String
    let verb: String
    let with: [String: JSON]
    let expect: [String: JSON]
    /// The answer's fields to keep, by the name to keep them by.
    let save: [String: JSON]
  }

  init(_ step: JSON) throws {
    self = try Fields.read("step \(step)", step) { fields in
      if fields.has("clock") { return .clock(try advance(of: fields.text("clock"))) }
      if fields.has("fault") { return try Self.fault(fields.value("fault")) }
      return .act(
        try Act(
          on: fields.text("on"), verb: fields.text("do"), with: fields.object("with"),
          expect: fields.object("expect"), save: fields.object("save")))
    }
  }

  private static func fault(_ fault: JSON) throws -> Step {
    try Fields.read("fault", fault) { fields in
      let name = try fields.text("network")
      guard let trouble = Trouble(rawValue: name) else { throw fields.error("unknown network \(name)") }
      return .fault(phone: try fields.text("phone"), trouble)
    }
  }
}
