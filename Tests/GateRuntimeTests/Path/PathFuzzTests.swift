import GateExpression
import GateRuntime
import GateTestSupport
import Testing

@Suite("Random queries on random documents")
struct PathFuzzTests {
    @Test("Every normalized path leads back to the value that it was given for")
    func normalizedPathsLeadBack() throws {
        var generator = SplitMix64(seed: 2535)
        let documents = (0..<40).map { _ in Self.document(depth: 4, &generator) }
        var found = 0
        for _ in 0..<200 {
            let text = Self.query(root: "$", depth: 2, &generator)
            let bench = PathBench()
            let query = try bench.compile(text)
            for document in documents.shuffled(using: &generator).prefix(4) {
                try bench.json.read(document)
                bench.json.workspace.values.truncate(to: 0)
                let values = try bench.values(query)
                let locations = try bench.locations(query)
                #expect(bench.json.workspace.scratch.count == 0)
                let again = try locations.map { location in
                    let single = try bench.compile(location)
                    let root = bench.json.root
                    let value = try bench.withTables { tables, workspace in
                        try evaluateSingularPath(single, on: root, tables: tables, workspace: &workspace)
                    }
                    return try bench.json.written(value)
                }
                #expect("[\(again.joined(separator: ","))]" == values, "\(text) of \(document)")
                found += again.count
                bench.json.workspace.stepsLeft = 2_000_000
            }
        }
        #expect(found > 500)
    }

    private static func pick(_ choices: [String], _ generator: inout SplitMix64) -> String {
        choices.randomElement(using: &generator) ?? ""
    }

    private static func document(depth: Int, _ generator: inout SplitMix64) -> String {
        let count = Int.random(in: 0...4, using: &generator)
        switch UInt8.random(in: 0..<(depth == 0 ? 1 : 4), using: &generator) {
        case 0: return pick(["1", "-2.5", "null", "true", "\"ab\"", "\"\\u00e9\"", "18446744073709551616"], &generator)
        case 1:
            let items = (0..<count).map { _ in document(depth: depth - 1, &generator) }
            return "[" + items.joined(separator: ",") + "]"
        default:
            let members = (0..<count + 1).map { _ in
                "\"\(pick(["a", "b", "c", "a'", "\\n"], &generator))\":" + document(depth: depth - 1, &generator)
            }
            return "{" + members.joined(separator: ",") + "}"
        }
    }

    private static func query(root: String, depth: Int, _ generator: inout SplitMix64) -> String {
        root + (0..<Int.random(in: 0...3, using: &generator)).map { _ in segment(depth: depth, &generator) }.joined()
    }

    private static func segment(depth: Int, _ generator: inout SplitMix64) -> String {
        switch UInt8.random(in: 0..<5, using: &generator) {
        case 0: return pick([".a", ".b", "['a\\'']", "[\"\\n\"]"], &generator)
        case 1: return pick([".*", "..*", "..a", "..[0]", "..[?@.a]"], &generator)
        case 2: return pick(["[0]", "[-1]", "[1:]", "[::-1]", "[::2]", "[-2:5]"], &generator)
        case 3: return "['a', 0, *, ?\(condition(depth: depth, &generator))]"
        default: return "[?\(condition(depth: depth, &generator))]"
        }
    }

    private static func condition(depth: Int, _ generator: inout SplitMix64) -> String {
        let operands = ["@", "@.a", "@[0]", "$.a", "@.b[-1]", "value(@..a)", "count(@.*)", "length(@)"]
        let singular = pick(operands, &generator)
        let literal = pick(["1", "-2.5", "'ab'", "null", "true", "2"], &generator)
        let other = pick([literal, "@.a", "$", "length($.a)"], &generator)
        switch UInt8.random(in: 0..<(depth == 0 ? 2 : 6), using: &generator) {
        case 0: return singular + pick([" == ", "!=", " < ", "<=", ">", " >= "], &generator) + other
        case 1: return pick(["match(@.a, 'a.*')", "search(@, '[a-z]')", "match(@, $.a)", "@.a", "!@.b"], &generator)
        case 2: return query(root: "@", depth: depth - 1, &generator)
        case 3: return "!(" + condition(depth: depth - 1, &generator) + ")"
        case 4: return condition(depth: depth - 1, &generator) + " && (" + condition(depth: depth - 1, &generator) + ")"
        default: return condition(depth: depth - 1, &generator) + " || " + condition(depth: depth - 1, &generator)
        }
    }
}
