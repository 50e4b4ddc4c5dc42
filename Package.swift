// swift-tools-version: 6.3
import PackageDescription

/// What every target of Waybill is held to.
let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]
/// The rooms where C is spoken: pointers, and spans lent by a type's own methods.
let unsafeRoom = house + [.enableExperimentalFeature("Lifetimes")]
/// Everywhere else an unsafe construct is a compile error.
let safeRoom = house + [.strictMemorySafety()]

let package = Package(
    name: "waybill",
    products: [.executable(name: "waybill", targets: ["waybill"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
    ],
    targets: [
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(name: "CLibCSV", providers: [.apt(["libcsv-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CVectors"),
        .systemLibrary(name: "CMemory"),
        .systemLibrary(name: "CXXHash", pkgConfig: "libxxhash", providers: [.apt(["libxxhash-dev"])]),
        .target(
            name: "CSimdJSON",
            cxxSettings: [.unsafeFlags(["-O2"])],
            linkerSettings: [.linkedLibrary("simdjson"), .linkedLibrary("stdc++")]),

        .target(
            name: "WireFormats",
            dependencies: ["CLibXML2", "CLibCSV", "CLibYAML", "CVectors", "CZlib", "CXXHash", "CSimdJSON"],
            swiftSettings: unsafeRoom),
        .target(name: "Orders", swiftSettings: safeRoom),
        .target(name: "Channels", dependencies: ["Orders", "WireFormats"], swiftSettings: safeRoom),
        .target(name: "Labels", dependencies: ["Orders", "WireFormats"], swiftSettings: safeRoom),
        .target(name: "Normalized", dependencies: ["Orders", "WireFormats"], swiftSettings: safeRoom),
        .target(name: "Report", dependencies: ["Orders", "WireFormats"], swiftSettings: safeRoom),
        .target(
            name: "DropFolder",
            dependencies: [.product(name: "SystemPackage", package: "swift-system")],
            swiftSettings: unsafeRoom),
        .target(
            name: "Job",
            dependencies: [
                "CMemory", "Channels", "DropFolder", "Labels", "Normalized", "Orders", "Report", "WireFormats",
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: safeRoom),
        .executableTarget(
            name: "waybill",
            dependencies: [
                "Job", "Report",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: safeRoom),

        .target(
            name: "TestSupport", dependencies: ["WireFormats"], path: "Tests/TestSupport", swiftSettings: house),
        .testTarget(
            name: "OrdersTests", dependencies: ["Orders", "TestSupport"], exclude: ["Fixtures"], swiftSettings: house),
        .testTarget(name: "WireFormatsTests", dependencies: ["TestSupport", "WireFormats"], swiftSettings: house),
        .testTarget(
            name: "DropFolderTests",
            dependencies: ["DropFolder", "TestSupport", .product(name: "SystemPackage", package: "swift-system")],
            swiftSettings: house),
        .testTarget(
            name: "ChannelsTests",
            dependencies: ["Channels", "Normalized", "Orders", "TestSupport", "WireFormats"], swiftSettings: house),
        .testTarget(
            name: "LabelsTests",
            dependencies: ["Labels", "Normalized", "Orders", "TestSupport", "WireFormats"], swiftSettings: house),
        .testTarget(name: "ReportTests", dependencies: ["Report", "TestSupport", "WireFormats"], swiftSettings: house),
        .testTarget(
            name: "JobTests",
            dependencies: [
                "Channels", "DropFolder", "Job", "Labels", "Normalized", "Orders", "Report", "TestSupport",
                "WireFormats",
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: house),
        .testTarget(
            name: "CommandTests",
            dependencies: ["Channels", "Job", "Labels", "TestSupport", "WireFormats", "waybill"], swiftSettings: house),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)

// Has libFuzzer's main function, which only Tests/Fuzzing/run.sh links.
if Context.environment["WAYBILL_FUZZING"] != nil {
    package.targets.append(
        .executableTarget(
            name: "Fuzzing",
            dependencies: [
                "Channels", "DropFolder", "Job", "Labels", "Normalized", "Orders", "TestSupport", "WireFormats",
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            path: "Tests/Fuzzing/Targets", swiftSettings: house))
}
