// The URL that brings Go to the front for a secure app. It says who asks, so that Go knows where to look, and nothing
// else: it proves nothing, and anybody may see or make it.

import Foundation

/// Go's address for secure apps, like `com-example-go://hand-off` or, better, a universal link: nobody else can
/// claim that.
public struct HandOffURL: Sendable, Equatable {
  private static let parameter = "app"
  private static let longestAppID = 255

  /// Where Go is found.
  public let manager: URL

  /// An address; it has no query and no fragment.
  public init(manager: URL) { self.manager = manager }

  /// What a secure app opens.
  public func asking(for appID: String) -> URL {
    manager.appending(queryItems: [URLQueryItem(name: Self.parameter, value: appID)])
  }

  /// Who asks, as the URL says; `nil` if it is none of ``asking(for:)``. A hint: the request in the app's access group
  /// is what counts.
  public func appID(in url: URL) -> String? {
    guard var parts = URLComponents(url: url, resolvingAgainstBaseURL: false),
      let items = parts.queryItems, items.count == 1, let item = items.first,
      item.name == Self.parameter, let appID = item.value, 1...Self.longestAppID ~= appID.utf8.count
    else { return nil }
    parts.query = nil
    return parts.url?.absoluteString == manager.absoluteString ? appID : nil
  }
}
