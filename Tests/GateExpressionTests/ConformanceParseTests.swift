import Foundation
import GateExpression
import GateRuntime
import Testing

/// The public conformance cases: every expression that has a value must parse and, where it is meant to be, check.
@Suite("Conformance cases")
struct ConformanceParseTests {
    struct Case: Decodable {
        struct Declaration: Decodable {
            var name: String
            var type: String
        }
        struct Expected: Decodable {
            var error: [String]?
        }
        var file: String
        var section: String
        var name: String
        var expr: String
        var container: String
        var disableCheck: Bool
        var typeEnv: [Declaration]
        var expected: Expected
    }

    private static func load() throws -> [Case] {
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let folder =
            ProcessInfo.processInfo.environment["HOOKGATE_CONFORMANCE"].map { URL(fileURLWithPath: $0) }
            ?? root.appendingPathComponent("../shared/conformance")
        let cel = folder.appendingPathComponent("cel")
        guard FileManager.default.fileExists(atPath: cel.path) else {
            print("SKIPPED: no conformance data at \(cel.path); set HOOKGATE_CONFORMANCE")
            return []
        }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        var cases: [Case] = []
        for path in [cel, cel.appendingPathComponent("ext")] {
            let files = try FileManager.default.contentsOfDirectory(at: path, includingPropertiesForKeys: nil)
            for file in files.sorted(by: { $0.path < $1.path }) where file.pathExtension == "json" {
                cases += try decoder.decode([Case].self, from: Data(contentsOf: file))
            }
        }
        return cases
    }

    @Test("Every expression with a value parses, and its canonical text is the same expression")
    func parse() throws {
        for test in try Self.load() where test.expected.error == nil {
            let (syntax, diagnostics) = parseExpression(test.expr)
            let name = "\(test.file)/\(test.section)/\(test.name)"
            guard let syntax, diagnostics.isEmpty else {
                Issue.record("\(name)\n\(render(test.expr, diagnostics))")
                continue
            }
            let again = parseExpression(syntax.canonicalText).0
            #expect(again.map(shape) == shape(syntax), "\(name): \(syntax.canonicalText)")
        }
    }

    @Test("Every expression that is meant to be checked has no errors, and the others can be evaluated unchecked")
    func check() throws {
        let library = FunctionLibrary.byName
        guard library["_+_"] != nil else {
            print("SKIPPED: the function library is empty")
            return
        }
        for test in try Self.load() {
            guard let syntax = parseExpression(test.expr).0 else { continue }
            let variables = test.typeEnv.map { VariableDeclaration(name: $0.name, type: type($0.type), slot: 0) }
            let environment = ExpressionEnvironment(variables: variables, container: test.container)
            let mode = test.disableCheck ? CheckMode.dynamic : .strict
            if test.expected.error != nil, mode == .strict { continue }
            let (expression, found) = checkExpression(syntax, environment: environment, mode: mode)
            if expression == nil {
                Issue.record("\(test.file)/\(test.section)/\(test.name)\n\(render(test.expr, found))")
            }
        }
    }

    /// The types that the cases declare.
    private func type(_ text: String) -> ValueType {
        let types: [String: ValueType] = [
            "bool": .bool, "int": .int, "uint": .uint, "double": .double, "string": .string, "bytes": .bytes,
            "timestamp": .timestamp, "duration": .duration, "null_type": .null, "list(int)": .list(.int),
            "list(string)": .list(.string), "map(string, int)": .map(.string, .int),
            "map(string, string)": .map(.string, .string),
        ]
        return types[text] ?? .dyn
    }
}
