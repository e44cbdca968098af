import GateExpression
import GateTestSupport
import Testing

@Suite("Hostile input")
struct FuzzTests {
    /// Grows an expression at random.
    private struct Generator {
        var random: SplitMix64

        mutating func pick<Element>(_ choices: [Element]) -> Element {
            choices[Int.random(in: 0..<choices.count, using: &random)]
        }

        mutating func expression(_ depth: Int) -> String {
            guard depth > 0 else {
                return pick([
                    "amount", "event", "body", "tags", "x", "1", "-1", "2u", "1.5", "'a'", "b'b'", "true", "null", "[]",
                    "{}", "page", "9223372036854775808", "request.id", ".a", "int", "'\\n'", "r'\\'", "'''q'''",
                ])
            }
            let inner = depth - 1
            switch Int.random(in: 0..<15, using: &random) {
            case 0: return "(\(expression(inner)))"
            case 1: return "\(expression(inner)) \(pick(["+", "-", "*", "/", "%"])) \(expression(inner))"
            case 2: return "\(expression(inner)) \(pick(["==", "!=", "<", ">=", "in"])) \(expression(inner))"
            case 3: return "\(expression(inner)) \(pick(["&&", "||"])) \(expression(inner))"
            case 4: return "\(pick(["!", "-"]))\(expression(inner))"
            case 5: return "\(expression(inner)).\(pick(["a", "id", "if", "`a-b`", "?a"]))"
            case 6: return "\(expression(inner))[\(pick(["", "?"]))\(expression(inner))]"
            case 7: return "[\(expression(inner)), ?\(expression(inner))]"
            case 8: return "{\(expression(inner)): \(expression(inner)),}"
            case 9: return "\(expression(inner)) ? \(expression(inner)) : \(expression(inner))"
            case 10: return "\(pick(["size", "int", "math.abs", "nothing"]))(\(expression(inner)))"
            case 11: return "\(expression(inner)).\(pick(["all", "exists", "map", "filter"]))(x, \(expression(inner)))"
            case 12: return "\(expression(inner)).\(pick(["all", "transformMap"]))(x, y, \(expression(inner)))"
            case 13: return "cel.bind(x, \(expression(inner)), \(expression(inner)))"
            default: return "has(\(expression(inner)).f)"
            }
        }

        /// Changes some bytes of a text; what is no UTF-8 then becomes replacement characters.
        mutating func mutated(_ text: String) -> String {
            var bytes = Array(text.utf8)
            let marks = Array("()[]{}'\"`\\.?:,+-!&|=<>$#@ \n\r\t0x9eu/*%ü\u{0}_".utf8)
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let index = bytes.isEmpty ? 0 : Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0 where !bytes.isEmpty: bytes.remove(at: index)
                case 1: bytes.insert(pick(marks), at: index)
                case 2 where !bytes.isEmpty: bytes[index] = pick(marks)
                default: bytes.insert(contentsOf: bytes[..<index].suffix(8), at: index)
                }
            }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    @Test("Ten thousand inputs: no crash, every range within the text, errors or syntax", arguments: [1, 2, 3, 4, 5])
    func expressions(seed: UInt64) {
        var generator = Generator(random: SplitMix64(seed: seed))
        for round in 0..<2_000 {
            var text = generator.expression(Int.random(in: 0...5, using: &generator.random))
            let isWellFormed = round.isMultiple(of: 2)
            if !isWellFormed { text = generator.mutated(text) }
            let (syntax, found) = parseExpression(text)
            expectWithin(found, text)
            #expect(syntax != nil || !found.isEmpty, "\(text)")
            guard let syntax else { continue }
            expectSound(syntax, text)
            if found.isEmpty {
                let canonical = syntax.canonicalText
                let again = parseExpression(canonical).0
                #expect(again.map(shape) == shape(syntax), "\(text) -> \(canonical)")
            }
            let (expression, errors) = checked(text)
            expectWithin(errors, text)
            #expect((expression == nil) == !errors.isEmpty, "\(text)")
            #expect(checked(text, mode: .dynamic).1 == found, "\(text)")
        }
    }

    @Test("Templates of any bytes: the pieces cover the text", arguments: [11, 12])
    func templates(seed: UInt64) {
        var generator = Generator(random: SplitMix64(seed: seed))
        for _ in 0..<1_000 {
            let inner = generator.expression(Int.random(in: 0...3, using: &generator.random))
            let text = generator.mutated("a ${\(inner)} $ $${b} ${ \(generator.expression(1)) }")
            let (template, found) = parseTemplate(text)
            expectWithin(found, text)
            var end: UInt32 = 0
            for piece in template.pieces {
                let range: ExpressionSyntax.TextRange
                switch piece {
                case .text(_, let place): range = place
                case .expression(let expression, let place):
                    range = place
                    expectSound(expression, text)
                }
                #expect(range.start >= end && range.end > range.start)
                if found.isEmpty { #expect(range.start == end, "\(text)") }
                end = range.end
            }
            if found.isEmpty { #expect(Int(end) == text.utf8.count, "\(text)") }
        }
    }

    private func expectWithin(_ diagnostics: [ExpressionDiagnostic], _ text: String) {
        let count = text.utf8.count
        for diagnostic in diagnostics {
            for range in [diagnostic.range] + diagnostic.context.map(\.range) {
                #expect(range.start <= range.end && Int(range.end) <= count, "\(text): \(diagnostic.message)")
            }
        }
    }

    /// Children come before their parents and lie within them.
    private func expectSound(_ syntax: ExpressionSyntax, _ text: String) {
        #expect(Int(syntax.root.index) == syntax.nodes.count - 1, "\(text)")
        for (index, node) in syntax.nodes.enumerated() {
            #expect(Int(node.range.end) <= text.utf8.count && node.range.start < node.range.end, "\(text)")
            for child in children(of: node) {
                #expect(Int(child.index) < index)
                let inner = syntax[child].range
                #expect(inner.start >= node.range.start && inner.end <= node.range.end, "\(text)")
            }
        }
    }

    private func children(of node: ExpressionSyntax.Node) -> [ExpressionSyntax.NodeID] {
        switch node.kind {
        case .literal, .identifier: []
        case .select(let operand, _, _, _), .has(let operand, _, _): [operand]
        case .call(_, let receiver, let arguments, _): (receiver.map { [$0] } ?? []) + arguments
        case .list(let elements, _): elements
        case .map(let entries): entries.flatMap { [$0.key, $0.value] }
        case .macro(let macro): [macro.operand, macro.result] + (macro.filter.map { [$0] } ?? [])
        }
    }
}
