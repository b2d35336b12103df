// What is used of LocalAuthentication.

@_exported import Foundation
import Security

public enum LAPolicy: Int {
  case deviceOwnerAuthenticationWithBiometrics = 1
}

open class LAContext: NSObject {
  open var localizedReason: String = ""
  open var localizedFallbackTitle: String?
  open var evaluatedPolicyDomainState: Data? { nil }
  /// In Apple's, `error` is an `NSErrorPointer`, which Linux does not have.
  open func canEvaluatePolicy(_ policy: LAPolicy, error: UnsafeMutablePointer<NSError?>?) -> Bool { false }
  open func invalidate() {}
}
