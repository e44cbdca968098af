import GateRuntime
import Testing

@Suite("Regular expressions")
struct RegexProgramTests {
    private func isMatch(_ pattern: String, _ text: String, _ anchoring: RegexProgram.Anchoring = .none) throws -> Bool
    {
        let program = try RegexProgram(pattern)
        return Array(text.utf8).withUnsafeBufferPointer { bytes in
            RegexProgram.isMatch(handle: program.handle, ByteView(bytes), anchoring: anchoring)
        }
    }

    @Test("A pattern matches any part of the text, or the whole of it where asked")
    func anchoring() throws {
        #expect(try isMatch("b+", "abbc"))
        #expect(try !isMatch("b+", "abbc", .both))
        #expect(try isMatch("b+", "bbb", .both))
        #expect(try isMatch("", ""))
        #expect(try isMatch("a*", "", .both))
        #expect(try !isMatch("a", ""))
    }

    @Test("Text is UTF-8: a dot is one code point")
    func unicode() throws {
        #expect(try isMatch("^.$", "é"))
        #expect(try isMatch("^.$", "𝄞"))
        #expect(try isMatch(#"\p{Lu}"#, "aÉ"))
    }

    @Test("Patterns and texts may hold zero bytes")
    func zeroBytes() throws {
        #expect(try isMatch("a\u{0}b", "xa\u{0}by"))
        #expect(try !isMatch("a\u{0}c", "xa\u{0}by"))
    }

    @Test("A refused pattern names its fault and where it stands")
    func refusals() {
        let unclosed = #expect(throws: RegexProgram.CompileError.self) { try RegexProgram("ab(c") }
        #expect(unclosed?.message.contains("missing )") == true)
        let lookahead = #expect(throws: RegexProgram.CompileError.self) { try RegexProgram("é(?=x)") }
        #expect(lookahead?.range == 2..<5)
        #expect(throws: RegexProgram.CompileError.self) { try RegexProgram(#"(a)\1"#) }
    }

    @Test("A pattern that needs more memory than allowed is refused, not compiled")
    func memory() {
        let error = #expect(throws: RegexProgram.CompileError.self) {
            try RegexProgram(#"((\pL{100}){100}){100}"#, memoryBytes: 1 << 20)
        }
        #expect(error?.message.isEmpty == false)
    }

    @Test("Matching stays linear where backtracking would not")
    func hostileText() throws {
        let text = String(repeating: "a", count: 50_000) + "!"
        #expect(try !isMatch("^(a+)+$", text))
        #expect(try !isMatch("(a|aa)+$", text))
    }

    @Test("Captures give the match and its groups in bytes")
    func captures() throws {
        let program = try RegexProgram(#"(\w+)@(\w+)(\.org)?"#)
        #expect(program.groupCount == 3)
        let text = Array("é: ann@example".utf8)
        let spans = text.withUnsafeBufferPointer { bytes in
            [RegexProgram.Span](unsafeUninitializedCapacity: 5) { spans, count in
                #expect(RegexProgram.captures(handle: program.handle, in: ByteView(bytes), into: spans))
                count = 5
            }
        }
        #expect(spans[0] == .init(start: 4, end: 15))
        #expect(spans[1] == .init(start: 4, end: 7))
        #expect(spans[2] == .init(start: 8, end: 15))
        #expect(spans[3].isMissing && spans[4].isMissing)
    }

    @Test("Captures can go on after an earlier match")
    func captureFrom() throws {
        let program = try RegexProgram("a.")
        let text = Array("abac".utf8)
        text.withUnsafeBufferPointer { bytes in
            withUnsafeTemporaryAllocation(of: RegexProgram.Span.self, capacity: 1) { spans in
                let view = ByteView(bytes)
                #expect(RegexProgram.captures(handle: program.handle, in: view, from: 2, into: spans))
                #expect(spans[0] == .init(start: 2, end: 4))
                #expect(!RegexProgram.captures(handle: program.handle, in: view, from: 3, into: spans))
                #expect(!RegexProgram.captures(handle: program.handle, in: view, from: 9, into: spans))
            }
        }
    }
}
