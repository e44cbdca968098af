import GateRuntime
import GateTestSupport
import Testing

@Suite("Reading the tape")
struct JSONCursorTests {
    private let bench = JSONBench()

    /// The keys that an iteration over the document's map gives, with their values as JSON.
    private func members() throws -> [String] {
        let tape = bench.workspace.json
        var members = try JSONMembers(of: JSONTape.root, in: tape, scratch: &bench.workspace.scratch)
        var found: [String] = []
        while let member = members.next(in: tape, scratch: bench.workspace.scratch) {
            found.append(
                tape.bytes(at: member.keyIndex).string + "=" + (try bench.written(tape.value(at: member.valueIndex)))
            )
        }
        #expect(members.count == found.count)
        members.finish(&bench.workspace.scratch)
        #expect(bench.workspace.scratch.count == 0)
        return found
    }

    @Test("Strings are ranges of the tape's buffer, the rest stands in the value")
    func values() throws {
        try bench.read(#"["aé", -1, 18446744073709551615, 0.5, true, null, [], {}]"#)
        let tape = bench.workspace.json
        let values = (0..<8).compactMap { tape.element(of: 1, at: $0).map { tape.value(at: $0) } }
        #expect(values.map(\.kind) == [.string, .int, .uint, .double, .bool, .null, .list, .map])
        #expect(values[0].place == .json && values[0].count == 3)
        #expect(bench.workspace.view(values[0]).string == "aé")
        #expect(values[6].place == .json && tape.tag(at: values[6].tapeIndex) == JSONTape.Tag.list)
    }

    @Test("Elements are found from both ends, and none past them")
    func elements() throws {
        try bench.read("[[1,2],\"a\",3]")
        let tape = bench.workspace.json
        for (ordinal, expected) in [(0, "[1,2]"), (1, "\"a\""), (2, "3"), (-1, "3"), (-3, "[1,2]")] {
            let element = try #require(tape.element(of: 1, at: ordinal))
            #expect(try bench.written(tape.value(at: element)) == expected)
        }
        for ordinal in [3, -4, Int.max, Int.min] { #expect(tape.element(of: 1, at: ordinal) == nil) }
        try bench.read("[]")
        #expect(bench.workspace.json.element(of: 1, at: 0) == nil)
        #expect(bench.workspace.json.element(of: 1, at: -1) == nil)
    }

    @Test("Of members with the same key the last one counts")
    func duplicates() throws {
        try bench.read(#"{"a":1,"b":2,"a":3,"\u0061":4,"c":{"a":5},"aa":6}"#)
        let tape = bench.workspace.json
        let value = try #require(tape.member(of: 1, named: "a"))
        #expect(tape.value(at: value).asInt == 4)
        #expect(tape.member(of: 1, named: "A") == nil)
        #expect(tape.member(of: 1, named: "") == nil)
        #expect(try members() == ["b=2", "a=4", "c={\"a\":5}", "aa=6"])
        #expect(try bench.written(bench.root) == #"{"b":2,"a":4,"c":{"a":5},"aa":6}"#)
        #expect(tape.elementCount(of: 1) == 6)
    }

    @Test("Repeated keys are found in maps of all sizes", arguments: [1, 2, 15, 16, 17, 63, 64, 65, 200, 1000])
    func duplicatesBySize(count: Int) throws {
        let keys = (0..<count).map { "k\($0)" }
        try bench.read("{" + keys.map { "\"\($0)\":0" }.joined(separator: ",") + "}")
        #expect(try members() == keys.map { "\($0)=0" })

        var generator = SplitMix64(seed: UInt64(count))
        for _ in 0..<20 {
            let picks = (0..<count).map { _ in Int.random(in: 0..<max(count / 2, 1), using: &generator) }
            let text = picks.enumerated().map { "\"\($0.element)\":\($0.offset)" }.joined(separator: ",")
            try bench.read("{\(text)}")
            let expected = picks.enumerated().filter { pick in !picks[(pick.offset + 1)...].contains(pick.element) }
            #expect(try members() == expected.map { "\($0.element)=\($0.offset)" })
        }
    }

    @Test("A key that comes a hundred thousand times costs no more than its members")
    func manyDuplicates() throws {
        let text = (0..<100_000).map { "\"a\":\($0)" }.joined(separator: ",")
        try bench.read("{\(text)}")
        #expect(try members() == ["a=99999"])
    }

    @Test("Iterations with repeated keys nest")
    func nested() throws {
        let inner = (0..<40).map { "\"\($0 % 20)\":\($0)" }.joined(separator: ",")
        let outer = (0..<40).map { "\"\($0 % 20)\":{\(inner)}" }.joined(separator: ",")
        let innerOut = (20..<40).map { "\"\($0 % 20)\":\($0)" }.joined(separator: ",")
        let outerOut = (20..<40).map { "\"\($0 % 20)\":{\(innerOut)}" }.joined(separator: ",")
        #expect(try bench.roundTrip("{\(outer)}") == "{\(outerOut)}")
        #expect(bench.workspace.scratch.count == 0)
    }

    @Test("Lists longer than the tape's 24-bit count have their length")
    func saturatedCount() throws {
        let count = 0xFF_FFFF + 5
        var bytes = [UInt8](repeating: UInt8(ascii: "1"), count: count * 2 + 1)
        for index in stride(from: 0, to: bytes.count, by: 2) { bytes[index] = UInt8(ascii: ",") }
        bytes[0] = UInt8(ascii: "[")
        bytes[bytes.count - 1] = UInt8(ascii: "]")
        try bench.read(bytes)
        let tape = bench.workspace.json
        #expect(tape.elementCount(of: 1) == count)
        #expect(tape.element(of: 1, at: -1) == tape.element(of: 1, at: count - 1))
        #expect(tape.element(of: 1, at: count) == nil)
    }
}

extension JSONTape {
    /// A member by a key's text.
    func member(of map: Int, named key: String) -> Int? {
        Array(key.utf8).withUnsafeBufferPointer { member(of: map, named: ByteView($0)) }
    }
}
