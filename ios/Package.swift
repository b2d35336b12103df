// swift-tools-version: 6.0
// The library for the Go app and its screens. `SECURE_APPS_PASSCODE_NATIVE` says which native library is under it:
//   released  the one of a release, by URL and checksum
//   local     what `scripts/xcframework` built into `Native/`
//   host      what `scripts/swift` built into `Native/`, for Linux

import PackageDescription

/// Where a release has its native library: `scripts/swift-release` writes it here.
let released: (url: String, checksum: String)? = nil

#if os(Linux)
  let usual = "host"
#else
  let usual = released == nil ? "local" : "released"
#endif
let chosen = Context.environment["SECURE_APPS_PASSCODE_NATIVE"] ?? usual

/// The native library and its header.
let native: Target =
  switch (chosen, released) {
  case ("host", _):
    .systemLibrary(name: "PasscodeFFI", path: "Native/PasscodeFFI")
  case ("local", _):
    .binaryTarget(name: "PasscodeFFI", path: "Native/PasscodeFFI.xcframework")
  case ("released", let released?):
    .binaryTarget(name: "PasscodeFFI", url: released.url, checksum: released.checksum)
  case ("released", nil):
    fatalError("This is no release. Run scripts/xcframework, and set SECURE_APPS_PASSCODE_NATIVE=local.")
  case (let other, _):
    fatalError("SECURE_APPS_PASSCODE_NATIVE is released, local or host, not \(other).")
  }

/// Where the host's library is. A package that is depended on by its version may have no such flags.
let hostLibrary = "\(Context.packageDirectory)/Native/lib"
let hostFlags = [
  "-L\(hostLibrary)", "-Xlinker", "-rpath", "-Xlinker", hostLibrary,
  // Debian's Observation misses a symbol that nobody calls.
  "-Xlinker", "--allow-shlib-undefined",
]

let package = Package(
  name: "SecureAppsPasscode",
  defaultLocalization: "en",
  platforms: [.iOS(.v17), .macOS(.v14)],
  products: [
    .library(name: "SecureAppsPasscode", targets: ["SecureAppsPasscode"]),
    .library(name: "SecureAppsPasscodeScreens", targets: ["SecureAppsPasscodeScreens"]),
    .library(name: "SecureAppsPasscodeTesting", targets: ["SecureAppsPasscodeTesting"]),
  ],
  targets: [
    native,
    .target(
      name: "PasscodeNative", dependencies: ["PasscodeFFI"], path: "Native/PasscodeNative",
      linkerSettings: chosen == "host" ? [.unsafeFlags(hostFlags)] : []),
    .target(
      name: "SecureAppsPasscode", dependencies: ["PasscodeNative"], resources: [.process("Resources")]),
    .target(
      name: "SecureAppsPasscodeScreens", dependencies: ["SecureAppsPasscode"],
      resources: [.process("Resources")]),
    .systemLibrary(name: "COpenSSL"),
    .target(
      name: "SecureAppsPasscodeTesting",
      dependencies: [
        "SecureAppsPasscode", "PasscodeNative",
        .target(name: "COpenSSL", condition: .when(platforms: [.linux])),
      ]),
    .testTarget(
      name: "SecureAppsPasscodeTests",
      dependencies: ["PasscodeNative", "SecureAppsPasscode", "SecureAppsPasscodeTesting", "ResidueProbe"]),
    .executableTarget(
      name: "ResidueProbe", dependencies: ["SecureAppsPasscode", "SecureAppsPasscodeTesting"],
      path: "Tests/ResidueProbe"),
    .testTarget(
      name: "ScenarioTests",
      dependencies: [
        "SecureAppsPasscode", "SecureAppsPasscodeTesting",
        .target(name: "COpenSSL", condition: .when(platforms: [.linux])),
      ]),
    .testTarget(
      name: "PlatformTests",
      dependencies: ["SecureAppsPasscode", "SecureAppsPasscodeTesting"]),
    .testTarget(
      name: "ScreensTests",
      dependencies: ["SecureAppsPasscode", "SecureAppsPasscodeScreens", "SecureAppsPasscodeTesting"]),
  ],
  swiftLanguageModes: [.v6]
)
