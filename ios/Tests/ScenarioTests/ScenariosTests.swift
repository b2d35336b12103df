// Every scenario file, run as it is, through the native library, against a portal of its own: a test each.

import SecureAppsPasscodeTesting
import Testing

@Suite(.serialized) struct ScenariosTests {
  @Test(arguments: ScenarioFolder.names) func scenario(_ name: String) async throws {
    let scenario = try ScenarioFolder.scenario(name)
    let done = try await ScenarioRunner(portal: SimulatedPortal()).run(scenario)
    #expect(done == scenario.steps.count)
  }
}
