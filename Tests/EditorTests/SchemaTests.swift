import Foundation
import GateConfig
import GateTestSupport
import Testing

/// The JSON Schema, by a validator that knows nothing of the gateway.
@Suite("schema")
struct SchemaTests {
    private static let file = "packaging/hookgate.schema.json"

    /// Runs the validator; a package that is missing is told with how to install it.
    private func validate(_ arguments: String, by schema: String = file) throws -> [String] {
        let result = try runShell("python3 Tests/EditorTests/validate.py \(schema) \(arguments)")
        try #require(result.status == 0, "\(result.errors)")
        return result.output.split(separator: "\n").map(String.init)
    }

    /// The outcome for each file.
    private func outcomes(_ files: String) throws -> [(file: String, outcome: String)] {
        try validate(files).map { line in
            let parts = line.split(separator: "\t", maxSplits: 1).map(String.init)
            return (parts.first ?? "", parts.last ?? "")
        }
    }

    @Test("the file in the repository is what the program prints")
    func file() throws {
        let printed = try runShell("hookgate schema")
        #expect(printed.status == 0 && printed.errors == "")
        #expect(printed.output == ConfigSchema.gatewaySchema())
        expectGolden(printed.output, at: Repository.path(Self.file))
    }

    @Test("the schema of files of tests is one, and takes those that are here")
    func testFiles() throws {
        let file = "packaging/hookgate-test.schema.json"
        let printed = try runShell("hookgate schema --for test")
        expectGolden(printed.output, at: Repository.path(file))
        #expect((try validate("--self", by: file).first ?? "").hasSuffix(" values"))
        let tests = "gateway.test.yaml examples/*/gateway.test.yaml"
        for line in try validate(tests, by: file) { #expect(line.hasSuffix("\tvalid"), "\(line)") }
        let folder = "Tests/GateTestingTests/Cases/mistakes"
        let wrong = try validate("\(folder)/unknown-key.case \(folder)/no-request.case gateway.yaml", by: file)
        #expect(wrong.count == 3 && wrong.allSatisfy { $0.contains("\trefused") }, "\(wrong)")
    }

    @Test("the schema is one, and its defaults and examples are valid where they stand")
    func itself() throws {
        let line = try validate("--self").first ?? ""
        #expect((Int(line.split(separator: " ").first ?? "") ?? 0) > 80, "\(line)")
    }

    @Test("every example is valid, and its first line leads an editor to the schema")
    func examples() throws {
        let outcomes = try outcomes("gateway.yaml examples/*/gateway.yaml packaging/gateway.yaml Benchmarks/*.yaml")
        #expect(outcomes.count >= 7)
        for (file, outcome) in outcomes { #expect(outcome == "valid", "\(file)") }
        for file in ["gateway.yaml", "examples/orders/gateway.yaml", "examples/payment/gateway.yaml"] {
            let line = try #require(try Repository.text(file).split(separator: "\n").first)
            let mark = "# yaml-language-server: $schema="
            #expect(line.hasPrefix(mark))
            let folder = Repository.folder.appendingPathComponent(file).deletingLastPathComponent()
            let target = folder.appendingPathComponent(String(line.dropFirst(mark.count))).standardizedFileURL
            #expect(target.path == Repository.path(Self.file), "\(file)")
        }
    }

    @Test("what is wrong for its shape is refused; what compiles is valid", arguments: ["mistakes", "diagnostics"])
    func cases(_ folder: String) throws {
        let outcomes = try outcomes("Tests/GateCompilerTests/Cases/\(folder)/*.yaml")
        #expect(outcomes.count > 20)
        var listing = ""
        for (file, outcome) in outcomes {
            let isSound = try runShell("hookgate check \(file)").status == 0
            #expect(!isSound || outcome == "valid", "\(file)")
            let name = file.split(separator: "/").last ?? ""
            // Why is for the validator to word, and its releases differ.
            let word = outcome.split(separator: " ").first ?? ""
            listing += "\(name): \(isSound ? "sound, " : "")\(word)\n"
        }
        expectGolden(listing, at: "Cases/schema-\(folder).txt")
    }

    @Test("whatever else compiles is valid")
    func sound() throws {
        let outcomes = try outcomes(
            "Tests/GateCompilerTests/Cases/graphs/*.yaml Tests/GateCompilerTests/Cases/placement/*.yaml"
        )
        #expect(outcomes.count >= 10)
        for (file, outcome) in outcomes where try runShell("hookgate check \(file)").status == 0 {
            #expect(outcome == "valid", "\(file)")
        }
    }

    @Test(
        "shapes that no case has",
        arguments: [
            ("steps: [{ set: { a: 1 }, respond: { status: 200 } }]", false),
            ("steps: [{ require: body.a, respond: { status: 200 } }, { respond: { status: 200 } }]", true),
            ("steps: [{ as: x, set: { a: 1 } }]", false),
            ("steps: [{ for_each: { in: body.a, as: b, collect: { c: 1 } } }, { respond: {} }]", true),
            ("steps: [{ for_each: { in: body.a, as: b } }]", false),
            ("steps: [{}]", false),
            ("switch: body.a\nbranches: [{ case: 1, respond: {} }, { else: , respond: {} }]", true),
            ("switch: body.a\nbranches: [{ when: true, respond: {} }]", false),
            ("switch: body.a\nbranches: [{ case: [], respond: {} }]", false),
            ("branches: [{ case: 1, respond: {} }]", false),
            ("branches: [{ when: true, else: , respond: {} }]", false),
            ("branches: [{ else: , respond: {}, output: 1 }]", false),
            ("switch: body.a\nrespond: {}", false), ("respond: {}\nsteps: []", false), ("extract: {}", false),
            ("mode: async\nrespond: {}\nsteps: []", true), ("mode: async", true),
            ("mode: async\nbranches: []\nsteps: []", false),
            ("respond: { headers: { a b: c } }", false), ("respond: { text: 5 }", true),
            ("extract: { a-b: $.a }\nrespond: {}", false), ("extract: { query: $.a }\nrespond: {}", false),
            ("extract: { a: { body: $.a, required: true, default: 1 } }\nrespond: {}", false),
            ("extract: { a: { body: $.a, required: false, default: 1 } }\nrespond: {}", true),
        ]
    )
    func shapes(_ keys: String, _ isValid: Bool) throws {
        let folder = try Repository.makeFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("case.yaml")
        let lines = keys.split(separator: "\n").map { "    \($0)\n" }.joined()
        let text = "hookgate: 1\nendpoints:\n  a:\n    path: /a\n    auth: none\n\(lines)"
        try Data(text.utf8).write(to: file)
        let outcome = try #require(try outcomes(file.path).first).outcome
        #expect((outcome == "valid") == isValid, "\(outcome)")
    }
}
