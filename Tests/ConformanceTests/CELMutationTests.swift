import Foundation
import GateCompiler
import GateExpression
import GateRuntime
import GateTestSupport
import Testing

/// Expressions spliced from those of the conformance data, in dynamic mode: whatever they mean, they give a value or an
/// error within the limits, and the same one whether constants are folded or not.
@Suite struct CELMutationTests {
    @Test func splicedExpressionsEnd() throws {
        guard let root = ConformanceData.folder else { return }
        var texts: [String] = []
        for folder in ["cel", "cel/ext"] {
            let url = root.appendingPathComponent(folder)
            for file in try FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: nil)
            where file.pathExtension == "json" {
                texts += try JSONDecoder().decode([Source].self, from: Data(contentsOf: file)).map(\.expr)
            }
        }
        texts.sort()
        let pieces = texts.flatMap(operands)
        let count = ProcessInfo.processInfo.environment["HOOKGATE_FUZZ"].flatMap { Int($0) } ?? 3_000
        var random = SplitMix64(seed: 20_260_203)
        var compiled = 0
        for _ in 0..<count {
            let text = mutated(texts, pieces, &random)
            let folded = evaluate(text, foldsConstants: true)
            let unfolded = evaluate(text, foldsConstants: false)
            if let folded, let unfolded {
                compiled += 1
                let isCut = folded == "final" || unfolded == "final"
                #expect(isCut || folded == unfolded, "`\(text)`")
            }
        }
        #expect(compiled > count / 4)
    }

    private struct Source: Decodable {
        var expr: String
    }

    /// What stands between commas and brackets.
    private func operands(_ text: String) -> [String] {
        text.split(whereSeparator: { "(),[]{}".contains($0) }).map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty && $0.count < 60 }
    }

    private func mutated(_ texts: [String], _ pieces: [String], _ random: inout SplitMix64) -> String {
        guard var text = texts.randomElement(using: &random) else { return "" }
        let extremes = [
            "9223372036854775807", "-9223372036854775808", "18446744073709551615u", "0.0/0.0", "1e308", "''", "[]",
            "{}",
            "null", "x", "b'\\xff\\x80'", "optional.none()", "timestamp('9999-12-31T23:59:59.999999999Z')",
            "duration('-9223372036s')", "'\\U0010FFFF'", "y", "cidr('::/0')", "x.list", "x.map", "x.list[1]", "x.text",
            "headers", "headers.b", "x.none", "x.n", "x.map.k", "x.?map", "ip('::1')", "type(x)",
        ]
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let parts = operands(text)
            guard let old = parts.randomElement(using: &random), let range = text.range(of: old) else { continue }
            let pool = Bool.random(using: &random) ? pieces : extremes
            guard let new = pool.randomElement(using: &random) else { continue }
            text.replaceSubrange(range, with: Bool.random(using: &random) ? new : "dyn(\(new))")
        }
        return text
    }

    /// The result as text: a value, an error's code, or that the limits ended it; nil for what does not parse.
    private func evaluate(_ text: String, foldsConstants: Bool) -> String? {
        let (syntax, findings) = parseExpression(text)
        guard let syntax, findings.isEmpty else { return nil }
        let variables = [
            VariableDeclaration(name: "x", type: .dyn, slot: 0), VariableDeclaration(name: "y", type: .int, slot: 1),
            VariableDeclaration(name: "headers", type: .map(.string, .string), slot: 2),
        ]
        let environment = ExpressionEnvironment(variables: variables)
        guard let checked = checkExpression(syntax, environment: environment, mode: .dynamic).0 else { return nil }
        var builder = ProgramBuilder()
        let lowered = lowerExpression(checked, into: &builder, slotCount: 3, foldsConstants: foldsConstants)
        return withRequest { head, headers, json in
            evaluate(lowered.program, builder, head, headers, json)
        }
    }

    /// A body and a head for the variables.
    private func withRequest<Result>(_ body: (ByteView, TableView<RequestHead.Header>, JSONTape) -> Result) -> Result {
        let head = Array("A: 1|b: x|a: \u{E9}|".utf8)
        func part(_ offset: Int, _ count: Int) -> RequestHead.Part { .init(offset: offset, count: count) }
        let headers: [RequestHead.Header] = [
            .init(name: part(0, 1), value: part(3, 1)), .init(name: part(5, 1), value: part(8, 1)),
            // The second byte of the letter is cut off: header values need not be UTF-8.
            .init(name: part(10, 1), value: part(13, 1)),
        ]
        let document =
            Array(
                #"{"list": [1, "a", {"k": 2.5}, [], null, true, 18446744073709551615], "text": "t\u00e9xt", "none": null, "#
                    .utf8
            ) + Array(#""map": {"k": 1, "k": [2], "1": {}}, "n": -9223372036854775808, "list2": [[1], [2]]}"#.utf8)
        var parser = JSONParser()
        return document.withUnsafeBufferPointer { document in
            head.withUnsafeBufferPointer { head in
                headers.withUnsafeBufferPointer { headers in
                    let tape = (try? parser.parse(ByteView(document))) ?? .empty
                    return body(ByteView(head), TableView(headers), tape)
                }
            }
        }
    }

    private func evaluate(
        _ program: Program,
        _ builder: ProgramBuilder,
        _ head: ByteView,
        _ headers: TableView<RequestHead.Header>,
        _ json: JSONTape
    ) -> String {
        builder.withWorkspace { tables, workspace in
            workspace.head = head
            workspace.headers = headers
            workspace.json = json
            workspace.stepsLeft = 200_000
            do throws(Fault) {
                try workspace.registers.append(.json(.map, tapeIndex: 1))
                try workspace.registers.append(.int(7))
                try workspace.registers.append(.headers)
                let value = run(program, tables, &workspace)
                if value.isError {
                    let code = value.fault.code
                    let isFinal = code == .stepsExceeded || code == .memoryExceeded || code == .depthExceeded
                    return isFinal ? "final" : "error \(code)"
                }
                return "\(try CELValue(value, &workspace))"
            } catch {
                return "final"
            }
        }
    }
}
