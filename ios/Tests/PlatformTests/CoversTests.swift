import Testing

@testable import SecureAppsPasscode

@Suite struct CoversTests {
  @Test func aSceneIsCoveredWhileItCannotBeUsed() {
    var covers = Covers<String>()
    #expect(covers.covered.isEmpty)
    covers.deactivate("left")
    covers.deactivate("left")
    #expect(covers.covered == ["left"])
    covers.activate("left")
    #expect(covers.covered.isEmpty)
  }

  @Test func eachSceneIsCoveredForItself() {
    var covers = Covers<String>()
    covers.deactivate("left")
    covers.deactivate("right")
    covers.activate("left")
    #expect(covers.covered == ["right"])
    covers.disconnect("right")
    #expect(covers.covered.isEmpty)
  }
}
