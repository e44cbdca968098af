import Foundation
import GateCompiler
import GateDiagnostics
import GateTestSupport
import Testing

/// What is inferred from samples: it compiles, whatever they are, and says what is in them.
@Suite("infer")
struct InferTests {
    /// The findings of an endpoint with this `extract:` block; that nothing uses the values is none.
    private func findings(_ block: String) -> String {
        let lines = block.split(separator: "\n").map { "    \($0)\n" }.joined()
        let text = "hookgate: 1\nendpoints:\n  a:\n    path: /a\n    auth: none\n\(lines)    respond: {}\n"
        let compilation = compile(SourceText(name: "inferred.yaml", bytes: Array(text.utf8)))
        let isSound = compilation.diagnostics.diagnostics.allSatisfy { $0.code == .unusedName }
        guard compilation.graph == nil || !isSound else { return "" }
        return SnippetRenderer(sources: compilation.sources).render(compilation.diagnostics)
    }

    private func block(_ samples: [String], _ parents: InferParents = .lists) throws -> String {
        var input = InferInput()
        for (number, text) in samples.enumerated() {
            input.samples.append(InferInput.Sample(name: "\(number)", bytes: Array(text.utf8)))
        }
        let inference = try infer(input, parents: parents)
        return inference.isEmpty ? "" : inference.renderExtract()
    }

    /// Folders of real payloads: those of this repository, and more beside it where they are.
    private static let payloadFolders: [String] = {
        let shared = Repository.folder.deletingLastPathComponent().appendingPathComponent("shared/payloads").path
        let names = FileManager.default.enumerator(atPath: shared)?.compactMap { $0 as? String } ?? []
        let found = Set(
            names.filter { $0.hasSuffix(".json") }.map { name in
                "\(shared)/\(name)".split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" }
            }
        )
        return ["examples/systemeio/payloads", "examples/orders/payloads", "examples/payment/payloads"] + found.sorted()
    }()

    @Test("values of real payloads compile", arguments: payloadFolders)
    func payloads(_ folder: String) throws {
        let url = URL(fileURLWithPath: folder, relativeTo: Repository.folder)
        let names = try FileManager.default.contentsOfDirectory(atPath: url.path).filter { $0.hasSuffix(".json") }
        let texts = try names.sorted().map { name in
            String(decoding: try Data(contentsOf: url.appendingPathComponent(name)), as: UTF8.self)
        }
        for parents in InferParents.allCases { #expect(findings(try block(texts, parents)) == "") }
        for text in texts { #expect(findings(try block([text])) == "") }
    }

    @Test("a skeleton of real payloads passes check as it is printed", arguments: payloadFolders)
    func skeletons(_ folder: String) throws {
        let scratch = try Repository.makeFolder()
        defer { try? FileManager.default.removeItem(at: scratch) }
        let source = URL(fileURLWithPath: folder, relativeTo: Repository.folder).path
        let command =
            "cp -r '\(source)' payloads && hookgate infer payloads --endpoint shop > gateway.yaml && hookgate check"
        let result = try runShell(command, in: scratch)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.errors == "")
    }

    @Test("random documents compile", arguments: 0..<300)
    func random(_ seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let samples = (0..<(seed % 4 + 1)).map { _ in RandomDocument.text(depth: 4, using: &random) }
        let parents = InferParents.allCases[seed % InferParents.allCases.count]
        let text = try block(samples, parents)
        if !text.isEmpty { #expect(findings(text) == "", "seed \(seed): \(samples)\n\(text)") }
    }

    @Test(
        "what is printed",
        arguments: [
            ("systemeio", "examples/systemeio/payloads"),
            ("systemeio-endpoint", "examples/systemeio/payloads --endpoint systemeio"),
            ("orders-endpoint", "examples/orders/payloads --endpoint orders --path /hooks/shop"),
            ("odd-keys", "Tests/EditorTests/Cases/infer/odd-keys.json --parents all"),
            ("odd-keys-json", "Tests/EditorTests/Cases/infer/odd-keys.json --format json"),
            ("list-root", "Tests/EditorTests/Cases/infer/list-root.json"),
            ("scalar-root", "Tests/EditorTests/Cases/infer/scalar-root.json"),
            (
                "url",
                "--url 'https://example.com/hooks/x?page[0].id=3&flag&a[0][b]=1&a[1][b]=x&tag[]=a&tag[]=b&zip=007&a%22b=1#top'"
            ),
            ("headers", "--header 'X-Attempt: 3' --header 'Authorization: Bearer hunter2' --header 'X-Id: 00a'"),
            ("together", "examples/payment/payloads/success.json --query 'status=1' --header 'status: x'"),
        ]
    )
    func printed(_ name: String, _ arguments: String) throws {
        let result = try runShell("hookgate infer \(arguments)")
        #expect(result.status == 0, "\(result.errors)")
        #expect(!result.output.contains("hunter2"))
        expectGolden(result.output, at: "Cases/infer/\(name).txt")
        if result.output.hasPrefix("extract:") { #expect(findings(result.output) == "") }
    }

    @Test(
        "what cannot be inferred is said with what to do",
        arguments: [
            ("nothing", "", 64), ("no-such-file", "none.json", 1), ("no-samples", "Sources", 1),
            ("not-json", "gateway.yaml", 1), ("binary", "/bin/true", 1), ("empty", "/dev/null", 1),
            ("no-query", "--url https://example.com/", 64), ("bad-query", "--query a=1\\&a[b]=2", 1),
            ("bad-header", "--header hunter2", 1), ("on-alone", "examples/orders/payloads --on type", 64),
            ("bad-on", "examples/systemeio/payloads --endpoint a --on typ", 1),
            ("bad-name", "examples/orders/payloads --endpoint 'a b'", 64),
            ("json-endpoint", "examples/orders/payloads --endpoint a --format json", 64),
            ("nothing-in-it", "- < Tests/EditorTests/Cases/infer/empty-object.json", 1),
        ]
    )
    func failures(_ name: String, _ arguments: String, _ status: Int32) throws {
        let result = try runShell("hookgate infer \(arguments)")
        #expect(result.status == status, "\(result.errors)")
        #expect(result.output == "")
        #expect(!result.errors.contains("hunter2") || name == "bad-header" && status == 64)
        // The usage below the first line is ArgumentParser's.
        let text = status == 64 ? String(result.errors.split(separator: "\n").first ?? "") : result.errors
        expectGolden(text, at: "Cases/infer/failure-\(name).txt")
    }

    @Test("a place in a broken sample, nesting, repeated keys, size")
    func limits() throws {
        func failure(_ command: String) throws -> String {
            let result = try runShell("\(command) | hookgate infer -")
            #expect(result.status == 1)
            return result.errors
        }
        #expect(try failure("printf '{\"a\": 1,\\n \"b\": x}'").contains("standard input"))
        #expect(try failure("head -c 2000000 /dev/zero | tr '\\0' ' '").contains("larger than 1048576 bytes"))
        #expect(try failure("printf '%0600d' 0 | tr 0 '['").contains("not JSON"))
        let twice = try runShell("printf '{\"a\": 1, \"a\": \"x\"}' | hookgate infer -")
        #expect(twice.output == "extract:\n  a: { body: $.a, type: string }  # \"x\"\n")
        let deep = String(repeating: "{\"a\":", count: 300) + "1" + String(repeating: "}", count: 300)
        #expect(findings(try block([deep])) == "")
        let wide = "{" + (0..<2000).map { "\"k\($0)\": {\"x\": \($0)}" }.joined(separator: ",") + "}"
        #expect(findings(try block([wide])) == "")
        let many =
            "{"
            + (0..<200).map { a in "\"k\(a)\": {" + (0..<20).map { "\"x\($0)\": 1" }.joined(separator: ",") + "}" }
            .joined(separator: ",") + "}"
        #expect(try block([many]).split(separator: "\n").count == 1001)
    }

    @Test("the value that tells kinds apart")
    func discriminator() throws {
        func switched(_ samples: [String]) throws -> String? {
            var input = InferInput()
            input.samples = samples.map { InferInput.Sample(name: "", bytes: Array($0.utf8)) }
            let text = try infer(input, parents: .lists).renderSkeleton(
                SkeletonOptions(name: "a", path: "/a", samples: [])
            )
            return text.firstMatch(of: /switch: (.*)/).map { String($0.output.1) }
        }
        // The shape follows the first, whatever the names say.
        let shapes = (0..<6).map {
            "{\"mode\": \"\($0 % 2 == 0 ? "x" : "y")\", \"type_\": \"same\", \"\($0 % 2 == 0 ? "p" : "q")\": 1}"
        }
        #expect(try switched(shapes) == "mode")
        // Each sample has its own, and no name says that it is a kind.
        #expect(try switched((0..<4).map { "{\"word\": \"\(["aa", "bb", "cc", "dd"][$0])\"}" }) == nil)
        #expect(try switched((0..<4).map { "{\"event\": \"\(["aa", "bb", "cc", "dd"][$0])\"}" }) == "event")
        // Not in every sample, no text, one value only, no word.
        #expect(try switched(["{\"event\": \"a\"}", "{}"]) == nil)
        #expect(try switched(["{\"event\": 1}", "{\"event\": 2}"]) == nil)
        #expect(try switched(["{\"event\": \"a\"}", "{\"event\": \"a\"}"]) == nil)
        #expect(try switched(["{\"event\": \"a b\"}", "{\"event\": \"2024\"}"]) == nil)
    }
}
