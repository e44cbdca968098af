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
            "duration('-9223372036s')", "'\\U0010FFFF'", "y", "cidr('::/0')",
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
        ]
        let environment = ExpressionEnvironment(variables: variables)
        guard let checked = checkExpression(syntax, environment: environment, mode: .dynamic).0 else { return nil }
        var builder = ProgramBuilder()
        let lowered = lowerExpression(checked, into: &builder, slotCount: 2, foldsConstants: foldsConstants)
        return builder.withWorkspace { tables, workspace in
            workspace.stepsLeft = 200_000
            do throws(Fault) {
                try workspace.registers.append(.absent)
                try workspace.registers.append(.int(7))
                let value = run(lowered.program, tables, &workspace)
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
