import GateCompiler
import GateExpression
import GateRuntime
import GateTestSupport
import Testing

@Suite("All singular paths in one walk")
struct PathTrieTests {
    private func fill(_ paths: [String], _ document: String) throws -> [String?] {
        let bench = PathBench()
        let trie = try bench.compile(trie: paths)
        try bench.json.read(document)
        return try bench.fill(trie, count: paths.count)
    }

    @Test("Each path writes its own register")
    func separate() throws {
        let document = #"{"type":"sale","data":{"contact":{"email":"a+b@example.com"},"n":null,"amount":583}}"#
        let paths = ["type", "data.contact.email", "data.amount", "data.n", "data.contact", "$", "other", "data.x.y"]
        #expect(
            try fill(paths, document) == [
                "\"sale\"", "\"a+b@example.com\"", "583", "null", #"{"email":"a+b@example.com"}"#, document, nil, nil,
            ]
        )
    }

    @Test("A path may be the beginning of another, and two registers may want the same place")
    func prefixes() throws {
        let paths = ["a", "a.b", "a.b.c", "a.b", "a"]
        #expect(
            try fill(paths, #"{"a":{"b":{"c":1}}}"#) == [
                #"{"b":{"c":1}}"#, #"{"c":1}"#, "1", #"{"c":1}"#, #"{"b":{"c":1}}"#,
            ]
        )
    }

    @Test("A name on a list, and an index on a map, find nothing")
    func otherKinds() throws {
        let paths = ["data.contact.fields.first_name", "data.contact.fields[0]", "data[0]", "data.contact[-1]"]
        #expect(try fill(paths, #"{"data":{"contact":{"fields":[]}}}"#) == [nil, nil, nil, nil])
        #expect(try fill(paths, #"{"data":{"contact":{"fields":["x"]}}}"#) == [nil, "\"x\"", nil, nil])
        #expect(try fill(paths, #"{"data":{"contact":{"fields":{"0":1,"first_name":2}}}}"#) == ["2", nil, nil, nil])
        #expect(try fill(paths, "5") == [nil, nil, nil, nil])
        #expect(try fill(paths, #"{"data":"contact"}"#) == [nil, nil, nil, nil])
    }

    @Test("Indices count from both ends")
    func indices() throws {
        let paths = ["[0]", "[-1]", "[1].a", "[-2].a", "[5]", "[-5]", "[9007199254740991]", "[-9007199254740991]"]
        #expect(
            try fill(paths, #"[1,{"a":2},[3]]"#) == ["1", "[3]", "2", "2", nil, nil, nil, nil]
        )
        #expect(try fill(paths, "[]") == Array(repeating: nil, count: 8))
    }

    @Test("Of a repeated key only the last member counts, as if there were no other")
    func duplicates() throws {
        let paths = ["a", "a.b", "a.c", "a.b.d", "e"]
        #expect(
            try fill(paths, #"{"a":{"b":{"d":1},"c":2},"e":3,"a":{"b":4}}"#) == [#"{"b":4}"#, "4", nil, nil, "3"]
        )
        #expect(try fill(paths, #"{"a":{"b":{"d":1},"c":2},"a":5}"#) == ["5", nil, nil, nil, nil])
        #expect(
            try fill(paths, #"{"a":1,"a":{"c":null,"c":2,"b":[],"b":{"d":3}}}"#)[1...] == ["{\"d\":3}", "2", "3", nil]
        )
        #expect(try fill(paths, #"{"a":{"b":1},"\u0061":null}"#) == ["null", nil, nil, nil, nil])
        #expect(try fill(["a[0]", "a[-1].b"], #"{"a":[1,{"b":2}],"a":[3]}"#) == ["3", nil])
    }

    @Test("Names are compared as they are, whatever they hold")
    func names() throws {
        let paths = ["['']", "['a b']", "é", #"['"']"#, "['\\u0000']", "ab", "abc"]
        let document = #"{"":1,"a b":2,"\u00e9":3,"\"":4,"\u0000":5,"a":6,"abcd":7,"abc":8,"ABC":9}"#
        #expect(try fill(paths, document) == ["1", "2", "3", "4", "5", nil, "8"])
    }

    @Test("More than sixty-four paths below one place, repeated keys included")
    func wide() throws {
        let paths = (0..<200).map { "a.k\($0).v" }
        func members(_ value: Int) -> String {
            (0..<200).map { "\"k\($0)\":{\"v\":\($0 + value)}" }.joined(separator: ",")
        }
        #expect(try fill(paths, "{\"a\":{\(members(1))}}") == (0..<200).map { "\($0 + 1)" })
        #expect(try fill(paths, "{\"a\":{\(members(1)),\(members(1000))}}") == (0..<200).map { "\($0 + 1000)" })
        let partly = (0..<200).map { "\"k\($0)\":{}" }.joined(separator: ",")
        #expect(try fill(paths, "{\"a\":{\(members(1)),\(partly)}}") == Array(repeating: nil, count: 200))
    }

    @Test("Without a document everything is absent")
    func noDocument() throws {
        let bench = PathBench()
        let trie = try bench.compile(trie: ["$", "a"])
        #expect(try bench.fill(trie, count: 2) == [nil, nil])
        let empty = try bench.compile(trie: [])
        #expect(try bench.fill(empty, count: 1) == ["-99"])
    }

    @Test("Ten thousand mutated documents: the walk finds what looking up each path finds")
    func fuzz() throws {
        var generator = SplitMix64(seed: 20_260_101)
        let bench = PathBench()
        let paths = [
            "$", "a", "b", "a.a", "a.b", "a.b.c", "a.a.a", "b[0]", "b[-1]", "b[1].a", "b[-2].c", "c.a.b", "c[0][0]",
            "c[-1].a",
            "type", "data.customer.email", "data.customer.fields.country", "data.offer_price_plan.direct_charge_amount",
            "data.order_item.resources[1].data.name", "data.order_item.resources[-1].type", "account.email",
        ]
        let steps = try paths.map { try #require(parseJSONPath($0).0?.trieSteps) }
        let trie = try bench.compile(trie: paths)
        var parsed = 0
        var found = 0
        for round in 0..<10_000 {
            let document = round % 2 == 0 ? Self.random(depth: 5, &generator) : Self.mutated(round, &generator)
            do throws(JSONError) { try bench.json.read(document) } catch { continue }
            parsed += 1
            let filled = try bench.fill(trie, count: paths.count)
            for (slot, path) in steps.enumerated() {
                let expected = try Self.lookUp(path, in: bench.json.workspace.json)
                    .map { try bench.json.written(bench.json.workspace.json.value(at: $0)) }
                if filled[slot] != expected {
                    Issue.record("\(paths[slot]) of \(String(decoding: document, as: UTF8.self)), round \(round)")
                }
                if expected != nil { found += 1 }
            }
        }
        #expect(parsed > 5000 && found > 20_000, "\(parsed) parsed, \(found) found")
    }

    /// One step after another, by the plain lookups.
    private static func lookUp(_ steps: [PathTrieBuilder.Step], in tape: JSONTape) throws -> Int? {
        var position = JSONTape.root
        for step in steps {
            let next: Int? =
                switch step {
                case .name(let name):
                    tape.tag(at: position) == JSONTape.Tag.map ? tape.member(of: position, named: name) : nil
                case .index(let index):
                    tape.tag(at: position) == JSONTape.Tag.list ? tape.element(of: position, at: Int(index)) : nil
                }
            guard let next else { return nil }
            position = next
        }
        return position
    }

    /// A document of few names, so that paths meet and keys repeat.
    private static func random(depth: Int, _ generator: inout SplitMix64) -> [UInt8] {
        func value(_ depth: Int, _ generator: inout SplitMix64) -> String {
            switch UInt8.random(in: 0..<(depth == 0 ? 4 : 10), using: &generator) {
            case 0: return "\(Int.random(in: -9...9, using: &generator))"
            case 1: return "null"
            case 2: return "\"\(String(repeating: "x", count: Int.random(in: 0...9, using: &generator)))\""
            case 3: return ["true", "1.5", "18446744073709551616", "[]", "{}"].randomElement(using: &generator) ?? ""
            case 4...6:
                let count = Int.random(in: 0...4, using: &generator)
                return "[" + (0..<count).map { _ in value(depth - 1, &generator) }.joined(separator: ",") + "]"
            default:
                let count = Int.random(in: 0...6, using: &generator)
                let members = (0..<count).map { _ in
                    let key = ["a", "b", "c", "\\u0061", "aa", ""].randomElement(using: &generator) ?? ""
                    return "\"\(key)\":" + value(depth - 1, &generator)
                }
                return "{" + members.joined(separator: ",") + "}"
            }
        }
        return Array(value(depth, &generator).utf8)
    }

    /// A real payload with some bytes changed, removed or repeated.
    private static func mutated(_ round: Int, _ generator: inout SplitMix64) -> [UInt8] {
        var bytes = Array(Payloads.all[round / 2 % Payloads.all.count].text.utf8)
        for _ in 0..<Int.random(in: 0...2, using: &generator) {
            let start = Int.random(in: 0..<bytes.count, using: &generator)
            let end = min(bytes.count, start + Int.random(in: 0...12, using: &generator))
            switch UInt8.random(in: 0..<5, using: &generator) {
            case 0: bytes[start] = UInt8(truncatingIfNeeded: generator.next())
            case 1: bytes.removeSubrange(start..<end)
            case 2: bytes.insert(contentsOf: bytes[start..<end], at: start)
            case 3: bytes[start] = "{}[],:\"0\\".utf8.randomElement(using: &generator) ?? 0
            default:
                let text = String(decoding: bytes, as: UTF8.self)
                let swapped = text.replacing("\"type\"", with: "\"data\"", maxReplacements: 1)
                bytes = Array(swapped.utf8)
            }
        }
        return bytes
    }
}
