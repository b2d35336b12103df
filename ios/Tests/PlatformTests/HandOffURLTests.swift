import Foundation
import Testing

@testable import SecureAppsPasscode

@Suite struct HandOffURLTests {
  @Test(arguments: [
    "com-example-go://hand-off", "https://go.example.com/hand-off", "com-example-go:hand-off",
  ])
  func whoAsksIsReadBack(_ address: String) throws {
    let url = HandOffURL(manager: try #require(URL(string: address)))
    for appID in ["com.example.mail", "com.example.a&app=b", "ü /?#%", String(repeating: "x", count: 255)] {
      let asking = url.asking(for: appID)
      #expect(asking.absoluteString.hasPrefix(address + "?app="))
      #expect(url.appID(in: asking) == appID)
    }
  }

  @Test(arguments: [
    "com-example-go://hand-off", "com-example-go://hand-off?app=", "com-example-go://hand-off?app",
    "com-example-go://hand-off?app=a&app=b", "com-example-go://hand-off?app=a&key=b",
    "com-example-go://hand-off?key=a", "com-example-go://hand-off?app=a#b", "com-example-go://other?app=a",
    "com-example-go://hand-off/more?app=a", "com-example-other://hand-off?app=a",
    "com-example-go://user@hand-off?app=a",
    "com-example-go://hand-off?app=" + String(repeating: "x", count: 256),
  ])
  func whateverElseNamesNobody(_ address: String) throws {
    let url = HandOffURL(manager: try #require(URL(string: "com-example-go://hand-off")))
    #expect(url.appID(in: try #require(URL(string: address))) == nil)
  }
}
