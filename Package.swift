// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target is built the same way: Swift 6 mode, explicit existentials and imports, warnings as errors.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

/// The tests of one target; `cases` are the folders of files that they read.
func tests(for target: String, _ others: [Target.Dependency] = [], cases: [String] = []) -> Target {
    .testTarget(
        name: target + "Tests",
        dependencies: [.byName(name: target), "GateTestSupport"] + others,
        exclude: cases,
        swiftSettings: strict
    )
}

let package = Package(
    name: "hookgate",
    products: [.executable(name: "hookgate", targets: ["hookgate"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.0.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-metrics.git", from: "2.5.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing.git", from: "1.2.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
    ],
    targets: [
        // System libraries, the two C++ ones behind a small C header.
        .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .target(name: "CSimdJSON", linkerSettings: [.linkedLibrary("simdjson")]),
        .target(name: "CRE2", linkerSettings: [.linkedLibrary("re2")]),

        // The pipeline, top to bottom. A target imports only what is listed here.
        .target(name: "GateDiagnostics", swiftSettings: strict),
        .target(name: "GateYAML", dependencies: ["GateDiagnostics", "CLibYAML"], swiftSettings: strict),
        .target(
            name: "GateRuntime",
            dependencies: ["CSimdJSON", "CRE2", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: strict
        ),
        .target(name: "GateExpression", dependencies: ["GateDiagnostics", "GateRuntime"], swiftSettings: strict),
        .target(name: "GateConfig", dependencies: ["GateDiagnostics", "GateYAML"], swiftSettings: strict),
        .target(
            name: "GateCompiler",
            dependencies: ["GateConfig", "GateYAML", "GateExpression", "GateRuntime", "GateDiagnostics"],
            swiftSettings: strict
        ),
        .target(
            name: "GateTesting",
            dependencies: ["GateCompiler", "GateConfig", "GateRuntime", "GateYAML", "GateDiagnostics"],
            swiftSettings: strict
        ),
        .target(
            name: "GateServer",
            dependencies: [
                "GateRuntime",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                // Serves the admin listener only: the request path has its own HTTP.
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "hookgate",
            dependencies: [
                "GateDiagnostics", "GateYAML", "GateConfig", "GateExpression", "GateCompiler", "GateRuntime",
                "GateServer", "GateTesting",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
            ],
            swiftSettings: strict
        ),

        // Tests mirror the targets; cases are files beside the test that reads them.
        .target(name: "GateTestSupport", path: "Tests/GateTestSupport", swiftSettings: strict),
        tests(for: "GateDiagnostics", cases: ["Cases"]),
        tests(for: "GateYAML", ["GateDiagnostics"], cases: ["Cases"]),
        tests(for: "GateRuntime", ["GateCompiler", "GateExpression"], cases: ["JSON/Cases"]),
        tests(for: "GateExpression", ["GateCompiler", "GateDiagnostics", "GateRuntime"], cases: ["Cases"]),
        tests(
            for: "GateCompiler",
            ["GateConfig", "GateDiagnostics", "GateExpression", "GateRuntime", "GateYAML"],
            cases: ["Cases", "Build/Listings"]
        ),
        tests(
            for: "GateServer",
            [
                "GateCompiler", "GateDiagnostics", "GateRuntime",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "InMemoryTracing", package: "swift-distributed-tracing"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ]
        ),
        tests(for: "GateTesting", ["GateCompiler", "GateDiagnostics", "GateRuntime", "hookgate"], cases: ["Cases"]),
        // The manual pages and the README beside the field tables, the compiler and the built program.
        .testTarget(
            name: "ManualTests",
            dependencies: [
                "GateCompiler", "GateConfig", "GateDiagnostics", "GateExpression", "GateRuntime", "GateServer",
                "GateTestSupport", "hookgate",
            ],
            swiftSettings: strict
        ),
        // What "hookgate check" prints for people and programs, from the built program.
        .testTarget(
            name: "ReportTests",
            dependencies: ["GateCompiler", "GateDiagnostics", "GateTestSupport", "hookgate"],
            exclude: ["Cases", "requirements.txt"],
            swiftSettings: strict
        ),
        // What is installed: units, the deployment, completions, rules; with the built program.
        .testTarget(
            name: "PackagingTests",
            dependencies: ["GateDiagnostics", "GateTestSupport", "GateYAML", "hookgate"],
            swiftSettings: strict
        ),
        // What editors and their users are helped with: the schema, formatting, inference; with the built program.
        .testTarget(
            name: "EditorTests",
            dependencies: ["GateCompiler", "GateConfig", "GateDiagnostics", "GateTestSupport", "GateYAML", "hookgate"],
            exclude: ["Cases", "validate.py"],
            swiftSettings: strict
        ),
        .testTarget(name: "TidyTests", swiftSettings: strict),
        .testTarget(
            name: "ConformanceTests",
            dependencies: ["GateCompiler", "GateExpression", "GateRuntime", "GateTestSupport"],
            swiftSettings: strict
        ),
        // `make bench`.
        .target(name: "CAllocations", path: "Benchmarks/CAllocations"),
        .executableTarget(
            name: "bench",
            dependencies: ["CAllocations", "GateCompiler", "GateDiagnostics", "GateExpression", "GateRuntime"],
            path: "Benchmarks/Evaluation",
            swiftSettings: strict
        ),
        // Hostile bytes; `Tests/Fuzz/run` feeds the same targets with libFuzzer.
        .target(
            name: "GateFuzz",
            dependencies: ["GateCompiler", "GateDiagnostics", "GateExpression", "GateRuntime"],
            path: "Tests/Fuzz/Targets",
            swiftSettings: strict
        ),
        .testTarget(
            name: "FuzzTests",
            dependencies: ["GateFuzz"],
            path: "Tests/Fuzz/Replay",
            swiftSettings: strict
        ),
        // Starts the program that is built beside it and speaks to it over sockets.
        .testTarget(
            name: "EndToEndTests",
            dependencies: ["GateCompiler", "GateDiagnostics", "GateRuntime", "GateTesting", "hookgate"],
            swiftSettings: strict
        ),
    ],
    cxxLanguageStandard: .cxx17
)

// libFuzzer's driver links only with -sanitize=fuzzer.
if Context.environment["HOOKGATE_FUZZ"] != nil {
    package.targets += [
        .target(name: "CFuzzer", path: "Tests/Fuzz/CFuzzer"),
        .executableTarget(name: "fuzz", dependencies: ["CFuzzer", "GateFuzz"], path: "Tests/Fuzz/Driver"),
    ]
}
