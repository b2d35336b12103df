// swift-tools-version: 6.0
// The library for the Go app and its screens, over the native library that `scripts/swift` builds into `Native/`.

import PackageDescription

/// Where the native library is when this computer is not Apple's.
let hostLibrary = "\(Context.packageDirectory)/Native/lib"

let onLinux: [LinkerSetting] = [
  .unsafeFlags(
    [
      "-L\(hostLibrary)", "-Xlinker", "-rpath", "-Xlinker", hostLibrary,
      // Debian's Observation misses a symbol that nobody calls.
      "-Xlinker", "--allow-shlib-undefined",
    ], .when(platforms: [.linux]))
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
    .systemLibrary(name: "PasscodeFFI", path: "Native/PasscodeFFI"),
    .target(
      name: "PasscodeNative", dependencies: ["PasscodeFFI"], path: "Native/PasscodeNative",
      linkerSettings: onLinux),
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
      dependencies: ["SecureAppsPasscode", "SecureAppsPasscodeTesting"]),
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
