// Runs a scenario: steps on phones here, every other step verbatim through the control port.

import SecureAppsPasscodeTesting

/// A scenario did not come out as expected, at a `step` counted from 1; 0 is before the first.
struct StepFailure: Error, CustomStringConvertible {
  let scenario: String
  let step: Int
  let reason: String

  var description: String { "\(scenario).json, step \(step): \(reason)" }
}

/// Runs scenarios against one portal.
struct ScenarioRunner {
  let portal: SimulatedPortal

  /// Runs one scenario, start to end, on a fresh database and fresh phones; answers how many steps were done.
  func run(_ scenario: Scenario) async throws -> Int {
    var number = 0
    var phones: [String: ScenarioPhone] = [:]
    defer { phones.values.forEach { $0.close() } }
    do {
      try await portal.begin(scenario.given.document)
      for given in scenario.phones {
        phones[given.id] = try await ScenarioPhone(given, transport: portal.transport())
      }
      var saved: [String: JSON] = [:]
      for written in scenario.steps {
        number += 1
        let step = filled(written, saved)
        let answer = try await answer(to: step, phones)
        if case .act(let act) = try Step(step) { try act.check(answer, &saved) }
      }
    } catch {
      throw StepFailure(scenario: scenario.name, step: number, reason: String(describing: error))
    }
    return number
  }

  private func answer(to step: JSON, _ phones: [String: ScenarioPhone]) async throws -> [String: JSON] {
    func phone(_ id: some StringProtocol) throws -> ScenarioPhone {
      guard let phone = phones[String(id)] else { throw ScenarioError(description: "no phone \(id)") }
      return phone
    }
    switch try Step(step) {
    case .act(let act):
      guard act.on.hasPrefix("phone:") else { return try await post(step) }
      return try await phone(act.on.dropFirst("phone:".count)).act(Action(act.verb, with: act.with))
    case .clock(let time):
      phones.values.forEach { $0.advance(by: time) }
      return try await post(step)
    case .fault(let id, let trouble):
      try phone(id).set(trouble)
      return [:]
    }
  }

  private func post(_ step: JSON) async throws -> [String: JSON] {
    let answer = try JSON(document: try await portal.step(step.document))
    guard case .object(let fields) = answer else {
      throw ScenarioError(description: "not an answer: \(answer)")
    }
    return fields
  }
}

/// Puts saved values in place of `"$name"` below `with`.
private func filled(_ step: JSON, _ saved: [String: JSON]) -> JSON {
  guard case .object(var fields) = step, case .object(let with) = fields["with"] else { return step }
  fields["with"] = .object(
    with.mapValues { value in
      guard case .text(let text) = value, text.hasPrefix("$") else { return value }
      return saved[String(text.dropFirst())] ?? value
    })
  return .object(fields)
}

extension Step.Act {
  /// Compares an answer with what is expected, and keeps what is to be saved.
  fileprivate func check(_ answer: [String: JSON], _ saved: inout [String: JSON]) throws {
    guard JSON.object(answer).includes(.object(expect)) else {
      throw ScenarioError(
        description: "\(verb) on \(on): expected \(JSON.object(expect)), got \(JSON.object(answer))")
    }
    for (name, field) in save {
      guard case .text(let wanted) = field, let value = answer[wanted] else {
        throw ScenarioError(description: "no field \(field) in \(JSON.object(answer))")
      }
      saved[name] = value
    }
  }
}
