import Foundation
import GateExpression
import GateRuntime
import Testing

/// The JSONPath compliance test suite: `jsonpath/cts.json` in the folder of conformance data.
enum ComplianceSuite {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var selector: String
        var isInvalid: Bool
        /// The document, and the answers of which any is right, as compact JSON.
        var document: String
        var results: [String]
        var paths: [[String]]
        var testDescription: String { "\(name): \(selector)" }
    }

    static var file: URL {
        let folder =
            ProcessInfo.processInfo.environment["HOOKGATE_CONFORMANCE"].map { URL(filePath: $0) }
            ?? URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../../shared/conformance")
        return folder.appending(path: "jsonpath/cts.json").standardized
    }

    static let cases: [Case] = {
        guard let data = try? Data(contentsOf: file) else {
            print("SKIPPED: JSONPath conformance: no \(file.path); set HOOKGATE_CONFORMANCE")
            return []
        }
        do {
            return try read([UInt8](data))
        } catch {
            return [
                Case(name: "unreadable: \(error)", selector: "", isInvalid: false, document: "", results: [], paths: [])
            ]
        }
    }()

    private static func read(_ data: [UInt8]) throws -> [Case] {
        let bench = JSONBench()
        try bench.read(data)
        let tape = bench.workspace.json
        func text(_ index: Int?) throws -> String { try index.map { try bench.written(tape.value(at: $0)) } ?? "" }
        func elements(_ index: Int?) -> [Int] {
            guard let index else { return [] }
            return (0..<tape.elementCount(of: index)).compactMap { tape.element(of: index, at: $0) }
        }
        let tests = try #require(tape.member(of: JSONTape.root, named: "tests"))
        return try elements(tests).map { test in
            func member(_ name: String) -> Int? { tape.member(of: test, named: name) }
            let single = member("result").map { [$0] } ?? []
            let singlePaths = member("result_paths").map { [$0] } ?? []
            return Case(
                name: member("name").map { tape.bytes(at: $0).string } ?? "",
                selector: member("selector").map { tape.bytes(at: $0).string } ?? "",
                isInvalid: member("invalid_selector").map { tape.value(at: $0).isTrue } ?? false,
                document: try text(member("document")),
                results: try (elements(member("results")) + single).map { try text($0) },
                paths: (elements(member("results_paths")) + singlePaths).map { list in
                    elements(list).map { tape.bytes(at: $0).string }
                }
            )
        }
    }
}

@Suite(
    "JSONPath conformance (RFC 9535)",
    .enabled(if: !ComplianceSuite.cases.isEmpty, "no jsonpath/cts.json: set HOOKGATE_CONFORMANCE to its folder")
)
struct ConformanceTests {
    @Test("Valid queries find the values, in order, at their normalized paths")
    func validQueries() throws {
        var passed = 0
        let cases = ComplianceSuite.cases.filter { !$0.isInvalid }
        for test in cases {
            let (syntax, diagnostics) = parseJSONPath(test.selector, allowsShorthand: false)
            guard syntax != nil else {
                Issue.record("\(test.testDescription): refused: \(diagnostics.map(\.message))")
                continue
            }
            let bench = PathBench()
            let query = try bench.compile(test.selector)
            try bench.json.read(test.document)
            let values = try bench.values(query)
            let locations = try bench.locations(query)
            #expect(test.results.contains(values), "\(test.testDescription) of \(test.document): \(values)")
            #expect(test.paths.contains(locations), "\(test.testDescription) of \(test.document): \(locations)")
            if test.results.contains(values), test.paths.contains(locations) { passed += 1 }
        }
        print("JSONPath conformance: \(passed)/\(cases.count) valid queries")
        #expect(passed == cases.count)
    }

    @Test("Invalid queries are refused with an error inside the text")
    func invalidQueries() {
        let cases = ComplianceSuite.cases.filter(\.isInvalid)
        var passed = 0
        for test in cases {
            let (syntax, diagnostics) = parseJSONPath(test.selector, allowsShorthand: false)
            #expect(syntax == nil, "\(test.testDescription) was accepted")
            let range = diagnostics.last?.range
            #expect(range.map { Int($0.end) <= test.selector.utf8.count } == true, "\(test.testDescription)")
            if syntax == nil { passed += 1 }
        }
        print("JSONPath conformance: \(passed)/\(cases.count) invalid queries refused")
    }
}
