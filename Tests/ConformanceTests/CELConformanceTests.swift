import Foundation
import GateCompiler
import GateExpression
import GateRuntime
import Testing

/// The conformance tests of the Common Expression Language (cel-spec, tests/simple), as JSON.
///
/// They are read from the folder that HOOKGATE_CONFORMANCE names, or `../shared/conformance` beside the package.
@Suite struct CELConformanceTests {
    @Test func coreFiles() throws {
        try runFiles(in: "cel")
    }

    @Test func extensionFiles() throws {
        try runFiles(in: "cel/ext")
    }

    private func runFiles(in folder: String) throws {
        guard let root = ConformanceData.folder else {
            print("CEL conformance SKIPPED: no data; set HOOKGATE_CONFORMANCE")
            return
        }
        let url = root.appendingPathComponent(folder)
        let files = try FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
        try #require(!files.isEmpty)
        for file in files {
            let cases = try JSONDecoder().decode([CELCase].self, from: Data(contentsOf: file))
            var passed = 0
            for (position, test) in cases.enumerated() {
                if let failure = test.failure() {
                    Issue.record("\(test.file)/\(test.section)/\(test.name) #\(position): `\(test.expr)`: \(failure)")
                } else {
                    passed += 1
                }
            }
            print("CEL conformance \(folder)/\(file.lastPathComponent): \(passed) of \(cases.count)")
        }
    }
}

/// Where the conformance data lies.
enum ConformanceData {
    static var folder: URL? {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let path = ProcessInfo.processInfo.environment["HOOKGATE_CONFORMANCE"]
        let url =
            path.map { URL(fileURLWithPath: $0) }
            ?? package.deletingLastPathComponent().appendingPathComponent("shared/conformance")
        return FileManager.default.fileExists(atPath: url.path) ? url : nil
    }
}

/// One test of the data.
private struct CELCase: Decodable {
    struct Binding: Decodable {
        var value: CELValue
    }

    struct Expectation: Decodable {
        var value: CELValue?
        var error: [String]?
    }

    enum CodingKeys: String, CodingKey {
        case file, section, name, expr, container, bindings, expected
        case disableCheck = "disable_check"
    }

    var file: String
    var section: String
    var name: String
    var expr: String
    var container: String
    var disableCheck: Bool
    var bindings: [String: Binding]
    var expected: Expectation

    /// What went wrong; nil where the test passes.
    func failure() -> String? {
        let found = evaluate()
        switch (found, expected.value) {
        case (.value(let value), .some(let wanted)):
            return value == wanted ? nil : "expected \(wanted), found \(value)"
        case (.error(let why), .some(let wanted)): return "expected \(wanted), found error: \(why)"
        case (.value(let value), nil): return "expected an error, found \(value)"
        case (.error, nil): return nil
        }
    }

    private enum Result {
        case value(CELValue)
        case error(String)
    }

    private func evaluate() -> Result {
        let (syntax, syntaxFindings) = parseExpression(expr)
        guard let syntax, syntaxFindings.isEmpty else {
            return .error(syntaxFindings.map(\.message).joined(separator: "; "))
        }
        let names = bindings.keys.sorted()
        var builder = ProgramBuilder()
        var variables: [VariableDeclaration] = []
        var slots: [Value] = []
        for (index, name) in names.enumerated() {
            variables.append(VariableDeclaration(name: name, type: .dyn, slot: UInt16(index)))
            if let binding = bindings[name] { slots.append(binding.value.constant(in: &builder)) }
        }
        let environment = ExpressionEnvironment(variables: variables, container: container)
        let (checked, findings) = checkExpression(
            syntax,
            environment: environment,
            mode: disableCheck ? .dynamic : .strict
        )
        guard let checked else { return .error(findings.map(\.message).joined(separator: "; ")) }
        let lowered = lowerExpression(checked, into: &builder, slotCount: slots.count)
        return builder.withWorkspace { tables, workspace in
            do throws(Fault) {
                for slot in slots { try workspace.registers.append(slot) }
                let value = run(lowered.program, tables, &workspace)
                if value.isError { return .error("\(value.fault.code)") }
                return .value(try CELValue(value, &workspace))
            } catch {
                return .error("\(error)")
            }
        }
    }
}
