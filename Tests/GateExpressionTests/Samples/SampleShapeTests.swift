import GateExpression
import GateRuntime
import GateTestSupport
import Testing

/// The tree of places that samples are merged into.
@Suite("sample shapes")
struct SampleShapeTests {
    @Test("every sample conforms to the shape of them all", arguments: 0..<400)
    func conforms(_ seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let count = Int.random(in: 1...9, using: &random)
        let samples = (0..<count).map { _ in RandomJSON.map(depth: 4, using: &random) }
        let shape = try shape(samples.map(\.text))
        for (number, sample) in samples.enumerated() {
            #expect(conforms(sample, at: SampleShape.root, number, shape), "sample \(number): \(sample.text)")
        }
        #expect(shape[SampleShape.root].present == shape.all)
        checkSets(SampleShape.root, shape)
    }

    /// Whether a place tells what a value has, and what it lacks.
    private func conforms(
        _ value: RandomJSON,
        at id: SampleShape.NodeID,
        _ sample: Int,
        _ shape: SampleShape
    ) -> Bool {
        let node = shape[id]
        guard node.kinds[value.kind]?.contains(sample) ?? false else { return false }
        switch value {
        case .null: return true
        case .list(let items):
            if items.isEmpty { return node.emptyLists.contains(sample) }
            guard let element = node.element else { return false }
            return items.allSatisfy { conforms($0, at: element, sample, shape) }
        case .map(let members):
            for (name, place) in node.members where members[name] == nil {
                guard shape[place].lacking.contains(sample) else { return false }
            }
            return members.allSatisfy { name, value in
                node.member(name).map { conforms(value, at: $0, sample, shape) } ?? false
            }
        default:
            guard let values = node.values, let scalar = value.scalar else { return true }
            return values[scalar]?.contains(sample) ?? false
        }
    }

    /// Where a sample has a place once at most, it lacks it exactly where it has the map but not the member.
    private func checkSets(_ id: SampleShape.NodeID, _ shape: SampleShape) {
        let node = shape[id]
        for (name, place) in node.members {
            if node.isSingle {
                let maps = node.kinds[.map] ?? SampleSet()
                #expect(shape[place].lacking == maps.subtracting(shape[place].present), "\(name)")
                #expect(shape[place].isSingle)
            }
            checkSets(place, shape)
        }
        if let element = node.element {
            #expect(!shape[element].isSingle)
            checkSets(element, shape)
        }
    }

    @Test("a value that is absent, null or of several types")
    func kinds() throws {
        let shape = try shape([#"{"a": 1, "b": "x"}"#, #"{"a": null}"#, #"{"a": 2, "b": 7}"#])
        let root = shape[SampleShape.root]
        let a = try #require(root.member("a"))
        let b = try #require(root.member("b"))
        #expect(shape.type(of: a) == .nullable(.int))
        #expect(shape.type(of: b) == .dyn)
        #expect(shape[a].lacking.isEmpty)
        #expect(shape[a].valued.count == 2)
        #expect(shape[b].lacking.count == 1 && shape[b].lacking.contains(1))
        #expect(shape[b].valueKinds == [.int, .string])
        #expect(shape[a].values?.keys.count == 2)
    }

    @Test("elements of a list are one place")
    func elements() throws {
        let shape = try shape([#"{"l": [{"x": 1}, {"x": 2, "y": "t"}]}"#, #"{"l": []}"#])
        let list = try #require(shape[SampleShape.root].member("l"))
        let element = try #require(shape[list].element)
        let y = try #require(shape[element].member("y"))
        #expect(shape.type(of: list) == .nullable(.list(.nullable(.map(.string, .dyn)))))
        #expect(shape[y].lacking.contains(0) && shape[y].present.contains(0))
        #expect(shape[list].emptyLists.contains(1) && !shape[list].emptyLists.contains(0))
    }

    @Test("of a repeated key the last counts")
    func repeatedKey() throws {
        let shape = try shape([#"{"a": 1, "a": "x"}"#])
        let a = try #require(shape[SampleShape.root].member("a"))
        #expect(shape[a].valueKinds == [.string])
    }

    @Test("what is too much is left out and said to be")
    func limits() throws {
        let many = (0..<300).map { "\"k\($0)\": \($0)" }.joined(separator: ", ")
        let values = (0..<17).map { #"{"v": "\#($0)", "w": "\#($0 % 16)"}"# }
        var wide = try shape(["{\(many)}"])
        #expect(wide[SampleShape.root].isCut)
        #expect(wide[SampleShape.root].members.count == 256)
        wide = try shape(values)
        let root = wide[SampleShape.root]
        let open = try #require(root.member("v"))
        let closed = try #require(root.member("w"))
        #expect(wide[open].values == nil)
        #expect(wide[closed].values?.count == 16)
    }

    @Test("what is no JSON changes nothing", arguments: ["", "{", "{\"a\": 1,}", "\u{FEFF}{}", "{} {}", "\"\\ud800\""])
    func malformed(_ text: String) throws {
        var parser = JSONParser()
        var shape = try shape([#"{"a": 1}"#])
        #expect(throws: JSONError.self) { try shape.merge(Array(text.utf8), name: "b", parser: &parser) }
        #expect(shape.names == ["0"])
        #expect(shape[SampleShape.root].members.count == 1)
    }

    @Test("a sample that nests as deep as a body may")
    func deep() throws {
        let depth = JSONParser.depthMax
        let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        #expect(try shape([text, "{}"]).names.count == 2)
    }

    @Test("sets of samples are sets", arguments: 0..<50)
    func sets(_ seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        var (left, right) = (Set<Int>(), Set<Int>())
        for _ in 0..<Int.random(in: 0...40, using: &random) {
            left.insert(.random(in: 0..<SampleShape.sampleCountMax, using: &random))
            right.insert(.random(in: 0..<SampleShape.sampleCountMax, using: &random))
        }
        let (first, second) = (SampleSet(left), SampleSet(right))
        #expect(first.union(second) == SampleSet(left.union(right)))
        #expect(first.intersection(second) == SampleSet(left.intersection(right)))
        #expect(first.subtracting(second) == SampleSet(left.subtracting(right)))
        #expect(first.count == left.count && first.isEmpty == left.isEmpty)
        #expect((0..<SampleShape.sampleCountMax).allSatisfy { first.contains($0) == left.contains($0) })
    }

    private func shape(_ texts: [String]) throws -> SampleShape {
        var parser = JSONParser()
        var shape = SampleShape()
        for (number, text) in texts.enumerated() {
            try shape.merge(Array(text.utf8), name: "\(number)", parser: &parser)
        }
        return shape
    }
}

extension SampleSet {
    fileprivate init(_ numbers: Set<Int>) {
        self.init()
        for number in numbers { insert(number) }
    }
}

extension RandomJSON {
    fileprivate var kind: SampleShape.Kind {
        switch self {
        case .null: .null
        case .bool: .bool
        case .int: .int
        case .double: .double
        case .string: .string
        case .list: .list
        case .map: .map
        }
    }

    fileprivate var scalar: SampleShape.Scalar? {
        switch self {
        case .bool(let value): .bool(value)
        case .int(let value): .int(value)
        case .double(let value): .double(value)
        case .string(let value): .string(value)
        default: nil
        }
    }
}
