// What scenarios are made of: spans of time and JSON values.

import Testing

@Suite struct ValuesTests {
  @Test func spansAreReadAsTheyAreWritten() throws {
    #expect(try advance(of: "+29m 59s") == .seconds(1799))
    #expect(try advance(of: "+2h") == .seconds(7200))
    #expect(span(of: "-8h") == .seconds(-28_800))
    #expect(span(of: "9600h") == .seconds(34_560_000))
  }

  @Test(arguments: ["", "+", "1", "1d", "1m 1h", "+-1h", "1.5h", "12345678h", " 1h", "1h ", "١h"])
  func anythingElseIsNoSpan(_ text: String) {
    #expect(span(of: text) == nil)
  }

  @Test(arguments: [
    (#"{"a": 1, "b": 2}"#, #"{"a": 1}"#),
    (#"{"a": {"b": 1, "c": 2}}"#, #"{"a": {"b": 1}}"#),
    (#"{"a": null}"#, #"{"a": null}"#),
    (#"{"a": 1e2}"#, #"{"a": 100}"#),
    (#"{"a": [{"b": 1}]}"#, #"{"a": [{"b": 1}]}"#),
    (#"{}"#, #"{}"#),
  ])
  func whatIsExpectedIsIncluded(_ value: String, _ expected: String) throws {
    #expect(try JSON(document: value).includes(JSON(document: expected)))
  }

  @Test(arguments: [
    (#"{"a": 1}"#, #"{"b": 1}"#),
    (#"{}"#, #"{"a": null}"#),
    (#"{"a": 0}"#, #"{"a": null}"#),
    (#"{"a": 0}"#, #"{"a": false}"#),
    (#"{"a": 1}"#, #"{"a": true}"#),
    (#"{"a": 1}"#, #"{"a": "1"}"#),
    (#"{"a": 1.5}"#, #"{"a": 1}"#),
    (#"{"a": 9007199254740993}"#, #"{"a": 9007199254740992}"#),
    (#"{"a": [1, 2]}"#, #"{"a": [1]}"#),
    (#"{"a": [1, 2]}"#, #"{"a": [2, 1]}"#),
    (#"{"a": [{"b": 1, "c": 2}]}"#, #"{"a": [{"b": 1}]}"#),
    (#"{"a": {}}"#, #"{"a": []}"#),
  ])
  func whatIsOtherwiseIsNot(_ value: String, _ expected: String) throws {
    #expect(try !JSON(document: value).includes(JSON(document: expected)))
  }

  @Test func aDocumentIsWrittenAsItWasRead() throws {
    let document = #"{"a":[null,true,false,0,1,-1,0.5,9007199254740993],"b/c":"é \" \\ ✓","d":{}}"#
    #expect(try JSON(document: document).document == document)
  }
}
