import Foundation
import GateDiagnostics
import GateExpression
import GateRuntime
import Testing

@Suite("The limits of expressions")
struct LimitTests {
    private static let depth = ExpressionLimits.depthMax

    @Test("Nesting is accepted up to the limit and refused past it, on a small stack")
    func nesting() throws {
        let shapes = [
            ("(", ")"), ("[", "]"), ("{1: ", "}"), ("f(", ")"), ("a[", "]"), ("!", ""), ("x.all(y, ", ")"),
            ("true ? 1 : ", ""), ("1 + (", ")"), ("cel.bind(x, ", ", x)"), ("a.f(", ")"),
        ]
        for (open, close) in shapes {
            for count in [32, 100, 245, 2_000] {
                let text = String(repeating: open, count: count) + "1" + String(repeating: close, count: count)
                let outcome = onSmallStack { () -> [String] in
                    let (syntax, found) = parseExpression(text)
                    guard let syntax else { return found.map(\.code.rawValue) }
                    _ = syntax.canonicalText
                    let environment = ExpressionEnvironment()
                    let library = TestLibrary.byName
                    let checked = checkExpression(syntax, environment: environment, mode: .dynamic, library: library)
                    return checked.0 == nil ? ["unchecked"] : []
                }
                #expect(outcome == (count > Self.depth ? ["E308"] : []), "\(open) × \(count)")
            }
        }
    }

    @Test("Operators without brackets nest the tree, not the stack")
    func chains() {
        for symbol in ["&&", "||"] {
            let text = Array(repeating: "true", count: 1_000).joined(separator: " \(symbol) ")
            #expect(parseExpression(text).1.isEmpty)
        }
        for symbol in ["+", "==", "<", "*", "-"] {
            let fits = Array(repeating: "1", count: Self.depth).joined(separator: symbol)
            #expect(parseExpression(fits).1.isEmpty)
            let tooMany = Array(repeating: "1", count: Self.depth + 1).joined(separator: symbol)
            #expect(parseExpression(tooMany).1.map(\.code) == [.celLimit])
        }
        #expect(parseExpression("a" + String(repeating: ".b", count: Self.depth - 1)).1.isEmpty)
        #expect(parseExpression("a" + String(repeating: ".b", count: Self.depth)).1.map(\.code) == [.celLimit])
    }

    @Test("A chain's operands are balanced, in their order")
    func balance() throws {
        let names = (0..<100).map { "v\($0)" }
        let syntax = try #require(parseExpression(names.joined(separator: " && ")).0)
        #expect(syntax.canonicalText == names.joined(separator: " && "))
        func height(_ id: ExpressionSyntax.NodeID) -> Int {
            guard case .call(_, _, let arguments, _) = syntax[id].kind else { return 1 }
            return 1 + (arguments.map(height).max() ?? 0)
        }
        #expect(height(syntax.root) == 8)
    }

    @Test("The text and the number of nodes are limited")
    func sizes() {
        let text = "'" + String(repeating: "a", count: ExpressionLimits.textBytesMax - 2) + "'"
        #expect(parseExpression(text).1.isEmpty)
        #expect(parseExpression(text + " ").1.map(\.code) == [.celLimit])
        let full = "[" + String(repeating: "1,", count: 8_000) + "]"
        #expect(parseExpression(full).1.map(\.code) == [])
        let limit = ExpressionLimits.nodeCountMax
        let unary = "[" + String(repeating: "!a,", count: limit / 2) + "]"
        #expect(parseExpression(unary).1.map(\.code) == [.celLimit])
    }

    @Test("Types that grow without end are cut, not followed")
    func typeDepth() {
        // Every name holds a list that is a hundred levels deeper than the one before.
        var text = "x"
        let (open, close) = (String(repeating: "[", count: 100), String(repeating: "]", count: 100))
        for _ in 0..<40 { text = "cel.bind(x, \(open)x\(close), \(text))" }
        let whole = "cel.bind(x, 1, \(text))"
        let outcome = onSmallStack { checked(whole).1.map(\.code.rawValue) }
        #expect(outcome == [])
    }

    @Test("Findings are limited in number")
    func findings() {
        let (_, diagnostics) = checked(Array(repeating: "nothing", count: 500).joined(separator: " || "))
        #expect(diagnostics.count == 20)
        #expect(parseExpression(String(repeating: "# ", count: 5_000)).1.count <= 40)
    }
}

/// Runs the body on a thread with 4 MiB of stack, half of what a thread has by default. (An optimised build needs less
/// than 1 MiB.)
func onSmallStack<Result: Sendable>(_ body: @escaping @Sendable () -> Result) -> Result? {
    let box = ResultBox<Result>()
    let thread = Thread { box.set(body()) }
    thread.stackSize = 4 * 1024 * 1024
    thread.start()
    return box.wait()
}

private final class ResultBox<Result: Sendable>: Sendable {
    private let done = DispatchSemaphore(value: 0)
    private let value = LockedValue<Result>()

    func set(_ result: Result) {
        value.set(result)
        done.signal()
    }

    func wait() -> Result? {
        done.wait()
        return value.take()
    }
}
