// Spans of time as scenarios write them: `+30m`, `+29m 59s`, `-8h`.

/// How much time passes, from a text like `+29m 59s`.
func advance(of text: String) throws -> Duration {
  guard text.hasPrefix("+"), let span = span(of: text) else {
    throw ScenarioError(description: "a clock step is like \"+30m\" or \"+1h 5m\", not \"\(text)\"")
  }
  return span
}

/// Time forward or back, from a text like `-8h`; `nil` if it is none.
func span(of text: String) -> Duration? {
  let written = /([+-]?)(?:([0-9]{1,7})h)?(?: ?([0-9]{1,7})m)?(?: ?([0-9]{1,7})s)?/
  guard let (_, sign, hours, minutes, seconds) = text.wholeMatch(of: written)?.output,
    hours != nil || minutes != nil || seconds != nil
  else { return nil }
  let parts = [(hours, 3600), (minutes, 60), (seconds, 1)]
  let total = parts.reduce(0) { $0 + ($1.0.flatMap { Int($0) } ?? 0) * $1.1 }
  return .seconds(sign == "-" ? -total : total)
}
