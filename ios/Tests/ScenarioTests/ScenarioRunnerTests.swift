// The runner can fail: what does not come out as expected, or cannot be read, is told with its place.

import Foundation
import SecureAppsPasscodeTesting
import Testing

@Suite(.serialized) struct ScenarioRunnerTests {
  private static let given = """
    {"users": [{"user_name": "alice", "password": "correct horse battery"}],
     "phones": [{"id": "a", "platform": "ios", "app_version": "3.1.0"}]}
    """

  @Test func aWrongExpectationNamesFileStepWhatWasExpectedAndWhatCame() async throws {
    let failure = try await failure(
      of: #"{"on": "phone:a", "do": "look", "expect": {"state": "not-enrolled", "rules": null}}"#,
      #"{"on": "phone:a", "do": "look", "expect": {"state": "unlocked"}}"#)
    #expect(failure.step == 2)
    for told in ["enrol.json", "step 2", #"expected {"state":"unlocked"}"#, #""state":"not-enrolled""#] {
      #expect(failure.description.contains(told))
    }
  }

  @Test(arguments: [
    (#"{"on": "phone:b", "do": "look"}"#, "no phone b"),
    (#"{"on": "phone:a", "do": "dance"}"#, "unknown verb dance"),
    (#"{"on": "phone:a", "do": "unlock", "with": {"passcode": "1", "passcod": "1"}}"#, "unknown passcod"),
    (#"{"on": "phone:a", "do": "unlock"}"#, "no passcode"),
    (#"{"on": "phone:a", "do": "unlock", "with": {"passcode": 1}}"#, "passcode is no text"),
    (#"{"on": "phone:a", "do": "look", "with": {"passcode": "1"}}"#, "unknown passcode"),
    (#"{"on": "phone:a", "do": "create", "with": {"passcode": "1", "keyboard": "x"}}"#, "unknown keyboard x"),
    (#"{"on": "phone:a", "do": "turn-clock", "with": {"by": "soon"}}"#, "-8h"),
    (#"{"on": "phone:a", "do": "look", "save": {"x": "absent"}}"#, "absent"),
    (#"{"on": "phone:a", "do": "look", "expect": {"keyboard": null}}"#, "expected"),
    (#"{"on": "phone:a", "do": "look", "expect": {"absent": null}}"#, "expected"),
    (
      #"{"on": "phone:a", "do": "check-list", "with": {"passcode": "1"}, "expect": {"outcome": "checked"}}"#,
      "engine.event_not_allowed"
    ),
    (#"{"on": "admin", "do": "list-devices", "expect": {"devices": ["a"]}}"#, "expected"),
    (#"{"on": "admin", "do": "dance"}"#, "dance"),
    (#"{"on": "admin", "do": "show-rules", "with": {"platfrom": "ios"}}"#, "platform"),
    (#"{"on": "somebody", "do": "look"}"#, "somebody"),
    (#"{"on": "help-desk:hana", "do": "look"}"#, "no hana"),
    (#"{"fault": {"phone": "b", "network": "none"}}"#, "no phone b"),
  ])
  func aStepThatCannotBeDoneOrComesOutOtherwiseFails(_ step: String, _ told: String) async throws {
    let failure = try await failure(of: step)
    #expect(failure.step == 1)
    #expect(failure.reason.contains(told))
  }

  @Test(arguments: [
    #"{"user": []}"#: "unknown user",
    #"{"users": [{"user_name": "alice", "password": "correct horse battery", "role": "x"}]}"#: "unknown role",
    #"{"phones": [{"id": "a", "platform": "windows", "app_version": "3.1.0"}]}"#: "windows",
    #"{"configuration": {"windows": {}}}"#: "windows",
  ])
  func anUnknownFieldOfWhatIsGivenFailsBeforeAnythingIsDone(_ given: String, _ told: String) {
    #expect {
      try scenario([], given: given)
    } throws: {
      "\($0)".contains(told)
    }
  }

  @Test(arguments: [
    #"{"on": "phone:a", "do": "look", "expects": {}}"#: "unknown expects",
    #"{"on": "phone:a"}"#: "no do",
    #"{"clock": "30m"}"#: "+30m",
    #"{"clock": "+soon"}"#: "+30m",
    #"{"clock": "+"}"#: "+30m",
    #"{"clock": "+1m", "on": "admin"}"#: "unknown on",
    #"{"fault": {"phone": "a", "network": "haunted"}}"#: "haunted",
    #"{"fault": {"phone": "a", "network": "none", "for": "1m"}}"#: "unknown for",
  ])
  func aStepThatCannotBeReadFailsBeforeAnythingIsDone(_ step: String, _ told: String) {
    #expect {
      try scenario([step])
    } throws: {
      "\($0)".contains(told)
    }
  }

  @Test func whatThePortalDoesNotAcceptFailsBeforeTheFirstStep() async throws {
    let failure = try await failure(given: #"{"users": [{"user_name": "alice", "password": "short"}]}"#)
    #expect(failure.step == 0)
  }

  private func failure(of steps: String..., given: String = given) async throws -> StepFailure {
    let scenario = try scenario(steps, given: given)
    do {
      let done = try await ScenarioRunner(portal: SimulatedPortal()).run(scenario)
      throw ScenarioError(description: "\(done) steps came out as expected")
    } catch let failure as StepFailure {
      return failure
    }
  }

  @discardableResult
  private func scenario(_ steps: [String], given: String = given) throws -> Scenario {
    try Scenario(name: "enrol", given: JSON(document: given), steps: steps.map { try JSON(document: $0) })
  }
}
