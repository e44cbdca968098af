import GateDiagnostics
import GateExpression
import GateTestSupport
import Testing

@Suite("What is wrong with a path, and where")
struct PathDiagnosticTests {
    /// A path with the wrong place marked, the code, and words that the message and its notes must hold.
    struct Case: Sendable, CustomTestStringConvertible {
        var path: String
        var code: DiagnosticCode
        var words: [String]
        var testDescription: String { path }

        init(_ path: String, _ code: DiagnosticCode, _ words: String...) {
            self.path = path
            self.code = code
            self.words = words
        }
    }

    static let syntax: [Case] = [
        Case("«»", .pathSyntax, "empty path", "$"),
        Case("« »$.a", .pathSyntax, "white space before the path"),
        Case("$.a«  »", .pathSyntax, "white space after the path"),
        Case("$.« »a", .pathSyntax, "white space after the dot"),
        Case("$..«\t»a", .pathSyntax, "white space after the dots"),
        Case("«.»a", .pathSyntax, "cannot start with a dot"),
        Case("«@».a", .pathSyntax, "@ outside a filter"),
        Case("$.«»", .pathSyntax, "unexpected end of the path, expected a name"),
        Case("$..«»", .pathSyntax, "unexpected end of the path"),
        Case("$.«1»", .pathSyntax, "unexpected 1", "items[0]"),
        Case("$.a«-»b", .pathSyntax, "unexpected -", "['content-type']"),
        Case("a «b»", .pathSyntax, "unexpected b, expected . or ["),
        Case("$«a»", .pathSyntax, "unexpected a"),
        Case("$«$»", .pathSyntax, "unexpected $"),
        Case("$.a«=»1", .pathSyntax, "unexpected ="),
        Case("$[«»", .pathSyntax, "unexpected end of the path"),
        Case("$[«]»", .pathSyntax, "unexpected ]", "a name in quotes"),
        Case("$[«a»]", .pathSyntax, "a name in brackets is quoted"),
        Case("$[«(»@.a)]", .pathSyntax, "a filter starts with ?"),
        Case("$[0«»", .pathSyntax, "expected , or ]"),
        Case("$[0 «1»]", .pathSyntax, "expected , or ]"),
        Case("$[0,«]»", .pathSyntax, "unexpected ]"),
        Case("$[-«]»", .pathSyntax, "expected a digit after -"),
        Case("$[1:2:3«:»4]", .pathSyntax, "unexpected :"),
        Case("$[1:«+»1]", .pathSyntax, "unexpected +"),
        Case("$[«'a]»", .pathSyntax, "string without its closing '"),
        Case("$[«\"a'»", .pathSyntax, "string without its closing \""),
        Case("$[?«»", .pathSyntax, "unexpected end of the path"),
        Case("$[?«]»", .pathSyntax, "expected @, $, a literal or a function"),
        Case("$[?@.a «=» 1]", .pathSyntax, "unexpected =", "written =="),
        Case("$[?@.a «=»~ 'x']", .pathSyntax, "match(@.a, 'pattern')"),
        Case("$[?@.a «&» @.b]", .pathSyntax, "unexpected &, expected &&"),
        Case("$[?@.a «|» @.b]", .pathSyntax, "expected ||"),
        Case("$[?@.a «a»nd @.b]", .pathSyntax, "expected , or ]"),
        Case("$[?(@.a«]»", .pathSyntax, "expected )"),
        Case("$[?!«!»@.a]", .pathSyntax, "cancel out"),
        Case("$[?!@.a «==» 1]", .pathSyntax, "without parentheses", "!(… == …)"),
        Case("$[?@.a == 1 «==» 2]", .pathSyntax, "chained", "&&"),
        Case("$[?@.a == «(»1)]", .pathSyntax, "only conditions stand in parentheses"),
        Case("$[?«true»]", .pathSyntax, "a literal is not a condition"),
        Case("$[?@.a && «1»]", .pathSyntax, "a literal is not a condition"),
        Case("$[?@.a == «True»]", .pathSyntax, "unexpected True", "write true"),
        Case("$[?«a» == 1]", .pathSyntax, "@.a", "'a'"),
        Case("$[?«count» (@.a) == 1]", .pathSyntax, "at once"),
        Case("$[?«@.*» == 1]", .pathSyntax, "several places", "count(…)"),
        Case("$[?1 == «$..a»]", .pathSyntax, "several places"),
        Case("$[?@[0:1]]«]»", .pathSyntax, "unexpected ]"),
        Case("$\u{0}", .pathSyntax, "unexpected control character"),
    ]

    static let literals: [Case] = [
        Case("$['«\u{1}»']", .pathLiteral, "control character", "\\u0001"),
        Case("$['«\n»']", .pathLiteral, "control character", "\\u000a"),
        Case("$['«\\x»']", .pathLiteral, "\\x is no escape", "\\uXXXX"),
        Case("$['«\\\"»']", .pathLiteral, "is no escape", "needs no backslash"),
        Case("$['«\\é»']", .pathLiteral, "\\é is no escape"),
        Case("$['«\\u12»g']", .pathLiteral, "four hexadecimal digits"),
        Case("$['«\\ud800»']", .pathLiteral, "surrogate"),
        Case("$['«\\udc00»\\ud800']", .pathLiteral, "surrogate"),
        Case("$['«\\ud800\\u0041»']", .pathLiteral, "surrogate"),
        Case("$[«9007199254740992»]", .pathLiteral, "out of range"),
        Case("$[:«-9007199254740992»]", .pathLiteral, "out of range"),
        Case("$[«01»]", .pathLiteral, "leading zeros"),
        Case("$[«-0»]", .pathLiteral, "write 0"),
        Case("$[«1.0»]", .pathLiteral, "whole numbers"),
        Case("$[«1e2»]", .pathLiteral, "whole numbers"),
        Case("$[?@ == «01»]", .pathLiteral, "leading zeros"),
        Case("$[?@ == «1.»]", .pathLiteral, "decimal point"),
        Case("$[?@ == «1e»]", .pathLiteral, "exponent"),
        Case("$[?@ == «-»]", .pathLiteral, "minus"),
        Case("$[?@ == «1e999»]", .pathLiteral, "no double holds it"),
        Case("$[?@ == «0x1F»]", .pathLiteral, "as in JSON"),
        Case("$[?match(@, «'[a'»)]", .pathLiteral, "missing ]", "RFC 9485"),
        Case("$[?search(@, «'\\\\d+'»)]", .pathLiteral, "unknown escape \\d", "[0-9]"),
    ]

    static let functions: [Case] = [
        Case("$[?«size»(@.a) == 1]", .pathFunction, "unknown function size", "length, count, match, search, value"),
        Case("$[?«lenght»(@.a) == 1]", .pathFunction, "unknown function lenght", "did you mean length?"),
        Case("$[?«Match»(@.a, 'b')]", .pathFunction, "unknown function Match", "did you mean match?"),
        Case("$[?«length()» == 1]", .pathFunction, "takes 1 argument, found 0", "length(value)"),
        Case("$[?«match(@.a)»]", .pathFunction, "takes 2 arguments, found 1"),
        Case("$[?«value(@.a, @.b)» == 1]", .pathFunction, "takes 1 argument, found 2"),
        Case("$[?count(«1») == 1]", .pathFunction, "count() wants a query", "count(@.items[*])"),
        Case("$[?count(«length(@)») == 1]", .pathFunction, "wants a query"),
        Case("$[?length(«@.*») == 1]", .pathFunction, "wants a value"),
        Case("$[?length(«match(@, 'a')») == 1]", .pathFunction, "wants a value"),
        Case("$[?length(«@.a =»= 1) == 1]", .pathFunction, "wants a value"),
        Case("$[?count(«!»@.a) == 1]", .pathFunction, "wants a query"),
        Case("$[?«match(@.a, 'x')» == true]", .pathFunction, "cannot be compared", "by itself"),
        Case("$[?1 < «search(@.a, 'x')»]", .pathFunction, "cannot be compared"),
        Case("$[?«length(@.a)»]", .pathFunction, "is not a condition"),
        Case("$[?@.b && !«value(@.a)»]", .pathFunction, "is not a condition"),
        Case("$[?length(@.a«»", .pathSyntax, "expected , or )"),
    ]

    @Test("Errors point at the place and say what to do", arguments: syntax + literals + functions)
    func errors(test: Case) throws {
        let marked = MarkedText(test.path)
        let (syntax, diagnostics) = parseJSONPath(marked.text)
        #expect(syntax == nil)
        let diagnostic = try #require(diagnostics.last)
        #expect(diagnostic.severity == .error)
        #expect(diagnostic.code == test.code, "\(diagnostic.message)")
        if let range = marked.ranges.first {
            #expect(Int(diagnostic.range.start)..<Int(diagnostic.range.end) == range, "\(diagnostic.message)")
        }
        let text = ([diagnostic.message, diagnostic.label] + diagnostic.notes).joined(separator: "\n")
        for word in test.words { #expect(text.contains(word), "\(text)") }
        #expect(diagnostic.message.first?.isUppercase == false && !diagnostic.message.hasSuffix("."))
    }

    @Test("Paths have a greatest length and depth")
    func limits() throws {
        let long = "$" + String(repeating: ".a", count: (PathLimits.textBytes - 1) / 2)
        #expect(parseJSONPath(long).0 != nil)
        #expect(parseJSONPath(long + ".a").1.map(\.code) == [.pathLimit])
        func nested(_ count: Int) -> String {
            "$" + String(repeating: "[?@", count: count) + String(repeating: "]", count: count)
        }
        #expect(parseJSONPath(nested(PathLimits.nesting)).0 != nil)
        #expect(parseJSONPath(nested(PathLimits.nesting + 1)).1.map(\.code) == [.pathLimit])
        let parentheses = "$[?" + String(repeating: "(", count: 2000) + "@"
        #expect(parseJSONPath(parentheses).1.map(\.code) == [.pathLimit])
        let calls = "$[?" + String(repeating: "length(", count: 1000)
        #expect(parseJSONPath(calls).1.map(\.code) == [.pathLimit])
    }

    @Test("Ten thousand mutated paths are parsed or refused, with ranges inside the text")
    func fuzz() {
        var generator = SplitMix64(seed: 9535)
        let seeds =
            (Self.syntax + Self.literals + Self.functions).map { MarkedText($0.path).bytes } + [
                Array("$.a[?@.b == 'c' && length(@.d) > 2 || !match(@.e, 'x|[a-z]{2}')]['f', -1, 1:2:3, *]..g".utf8)
            ]
        var accepted = 0
        for _ in 0..<10_000 {
            var bytes = seeds.randomElement(using: &generator) ?? []
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let index = Int.random(in: 0...bytes.count, using: &generator)
                let piece = Array("$@.[]()?*:,'\"\\&|!=<>- 019eE\u{0}é".utf8)
                switch UInt8.random(in: 0..<3, using: &generator) {
                case 0 where index < bytes.count: bytes.remove(at: index)
                case 1: bytes.insert(piece.randomElement(using: &generator) ?? 0, at: index)
                default:
                    let other = seeds.randomElement(using: &generator) ?? []
                    bytes.insert(
                        contentsOf: other.prefix(Int.random(in: 0...other.count, using: &generator)),
                        at: index
                    )
                }
            }
            let text = String(decoding: bytes, as: UTF8.self)
            let (syntax, diagnostics) = parseJSONPath(text)
            if syntax != nil { accepted += 1 }
            #expect((syntax == nil) == diagnostics.contains { $0.severity == .error })
            for diagnostic in diagnostics where Int(diagnostic.range.end) > text.utf8.count {
                Issue.record("\(text): \(diagnostic.message) at \(diagnostic.range)")
            }
        }
        #expect(accepted > 100)
    }
}
