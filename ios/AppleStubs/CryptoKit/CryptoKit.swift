// What is used of CryptoKit.

@_exported import Foundation
import LocalAuthentication
import Security

public struct SHA256Digest: Sequence, Sendable {
  public func makeIterator() -> Array<UInt8>.Iterator { [].makeIterator() }
}

public struct SHA256: Sendable {
  public static func hash<D: DataProtocol>(data: D) -> SHA256Digest { SHA256Digest() }
}

public struct SharedSecret: ContiguousBytes, Sendable {
  public func withUnsafeBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
    try body(UnsafeRawBufferPointer(start: nil, count: 0))
  }
}

public enum P256: Sendable {
  public enum Signing: Sendable {
    public struct PublicKey: Sendable {
      public var x963Representation: Data { Data() }
    }

    public struct ECDSASignature: Sendable {
      public var derRepresentation: Data { Data() }
    }
  }

  public enum KeyAgreement: Sendable {
    public struct PublicKey: Sendable {
      public init<Bytes: ContiguousBytes>(x963Representation: Bytes) throws {}
      public var x963Representation: Data { Data() }
    }
  }
}

public enum SecureEnclave: Sendable {
  public static var isAvailable: Bool { false }

  public enum P256: Sendable {
    public enum Signing: Sendable {
      public struct PrivateKey: Sendable {
        public init(
          compactRepresentable: Bool = true, accessControl: SecAccessControl,
          authenticationContext: LAContext? = nil
        ) throws { fatalError("a stub") }
        public init(dataRepresentation: Data, authenticationContext: LAContext? = nil) throws {
          fatalError("a stub")
        }
        public let publicKey: CryptoKit.P256.Signing.PublicKey
        public let dataRepresentation: Data
        public func signature<D: DataProtocol>(
          for data: D
        ) throws -> CryptoKit.P256.Signing.ECDSASignature { fatalError("a stub") }
      }
    }

    public enum KeyAgreement: Sendable {
      public struct PrivateKey: Sendable {
        public init(
          compactRepresentable: Bool = true, accessControl: SecAccessControl,
          authenticationContext: LAContext? = nil
        ) throws { fatalError("a stub") }
        public init(dataRepresentation: Data, authenticationContext: LAContext? = nil) throws {
          fatalError("a stub")
        }
        public let publicKey: CryptoKit.P256.KeyAgreement.PublicKey
        public let dataRepresentation: Data
        public func sharedSecretFromKeyAgreement(
          with publicKeyShare: CryptoKit.P256.KeyAgreement.PublicKey
        ) throws -> SharedSecret { fatalError("a stub") }
      }
    }
  }
}
