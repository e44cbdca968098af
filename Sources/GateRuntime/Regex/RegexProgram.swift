private import CRE2

/// A regular expression in RE2's syntax, compiled once, when the graph is built.
///
/// RE2 matches in time linear in the text, within the memory given here: while its automata fit there, some 2 ns a byte
/// whatever the pattern; after that it simulates the program, some 10 ns for each instruction and byte. A compiled RE2 is
/// constant and may be used by any number of threads (re2.h: "safe for concurrent use"), which is why its address can be
/// shared as a number.
package final class RegexProgram: Sendable {
    /// Why RE2 refused a pattern.
    package struct CompileError: Error, Equatable, Sendable {
        /// RE2's words: "missing )" and the like.
        package var message: String
        /// Bytes of the pattern that it complains of; nil where it names none.
        package var range: Range<Int>?
        /// What to write instead; nil where there is no advice.
        package var note: String?
        /// Whether the pattern is one, and its program larger than is allowed.
        package var isTooLarge = false

        package init(message: String, range: Range<Int>? = nil, note: String? = nil) {
            self.message = message
            self.range = range
            self.note = note
        }
    }

    /// What part of the text a match must cover.
    package enum Anchoring: Sendable, BitwiseCopyable {
        /// Any part.
        case none
        /// The whole text.
        case both
    }

    /// A part of a text, in bytes; empty and at -1 for a group that took no part.
    package struct Span: Equatable, Sendable, BitwiseCopyable {
        package var start: Int
        package var end: Int
        package var isMissing: Bool { start < 0 }

        package init(start: Int, end: Int) {
            self.start = start
            self.end = end
        }
    }

    /// The most groups, the whole match included, that ``captures(handle:in:from:anchoring:into:)`` can give.
    package static let capturesMax = 16
    /// Bounds a pattern's program and the caches of its automata, in bytes.
    ///
    /// A third of it is what one automaton has: enough for `[^"]{200}z`, which with an eighth of it is simulated, at six
    /// hundred times the time. A hostile text makes a pattern take all of it, once for all threads and requests.
    package static let memoryBytesMax: Int64 = 4 << 20
    /// Most instructions of a pattern's program; `\\pL` has 1,200.
    package static let instructionsMax = 10_000

    /// The compiled pattern as the graph stores it: an address, valid while this object lives.
    package let handle: UInt
    /// Capturing groups, without the whole match.
    package let groupCount: Int

    package init(
        _ pattern: String,
        memoryBytes: Int64 = RegexProgram.memoryBytesMax,
        instructionsMax: Int = RegexProgram.instructionsMax
    ) throws(CompileError) {
        var pattern = pattern
        let compiled = pattern.withUTF8 { text in
            Self.compile(text.baseAddress, text.count, memoryBytes, instructionsMax)
        }
        let pointer = try compiled.get()
        handle = UInt(bitPattern: pointer)
        groupCount = Int(cre2_group_count(pointer))
    }

    deinit {
        cre2_free(OpaquePointer(bitPattern: handle))
    }

    /// Whether the pattern behind `handle` matches in `text`.
    package static func isMatch(handle: UInt, _ text: ByteView, anchoring: Anchoring) -> Bool {
        guard let pointer = OpaquePointer(bitPattern: handle) else { return false }
        let bytes = text.unsafeBytes.bindMemory(to: UInt8.self)
        return cre2_is_match(pointer, bytes.baseAddress, bytes.count, anchoring == .both)
    }

    /// Finds the first match at or after byte `start`: the first span is the match, the others are its groups.
    ///
    /// At most ``capturesMax`` spans are filled; the rest are set missing.
    package static func captures(
        handle: UInt,
        in text: ByteView,
        from start: Int = 0,
        anchoring: Anchoring = .none,
        into spans: UnsafeMutableBufferPointer<Span>
    ) -> Bool {
        guard start >= 0, let pointer = OpaquePointer(bitPattern: handle) else { return false }
        let bytes = text.unsafeBytes.bindMemory(to: UInt8.self)
        return spans.withMemoryRebound(to: cre2_span.self) { raw in
            cre2_captures(
                pointer,
                bytes.baseAddress,
                bytes.count,
                start,
                anchoring == .both,
                raw.baseAddress,
                raw.count
            )
        }
    }

    /// Capturing groups of the pattern behind `handle`, without the whole match.
    package static func groupCount(handle: UInt) -> Int {
        guard let pointer = OpaquePointer(bitPattern: handle) else { return 0 }
        return Int(cre2_group_count(pointer))
    }

    /// Instructions of the pattern's program, 1 at least: what a byte of text costs at most.
    package static func instructionCount(handle: UInt) -> Int {
        guard let pointer = OpaquePointer(bitPattern: handle) else { return 1 }
        return max(Int(cre2_program_size(pointer)), 1)
    }

    /// How far the pattern behind `handle` reads past its matches.
    static func reach(handle: UInt) -> RegexReach {
        guard let pointer = OpaquePointer(bitPattern: handle) else { return .unbounded }
        return RegexReach(rawValue: cre2_tag(pointer)) ?? .unbounded
    }

    /// The first match at or after byte `start` and its first nine groups; nil where there is none.
    static func firstSpans(handle: UInt, in text: ByteView, from start: Int) -> InlineArray<10, Span>? {
        withUnsafeTemporaryAllocation(of: Span.self, capacity: 10) { buffer in
            buffer.initialize(repeating: Span(start: -1, end: -1))
            guard captures(handle: handle, in: text, from: start, into: buffer) else { return nil }
            return InlineArray { buffer[$0] }
        }
    }

    fileprivate static func compile(
        _ pattern: UnsafePointer<UInt8>?,
        _ count: Int,
        _ memoryBytes: Int64,
        _ instructionsMax: Int
    ) -> Result<OpaquePointer, CompileError> {
        var error = cre2_error()
        guard let pointer = cre2_create(pattern, count, memoryBytes, &error) else {
            let message = withUnsafeBytes(of: error.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            let start = Int(error.fragment_offset)
            let range = start < 0 ? nil : start..<start + Int(error.fragment_count)
            return .failure(
                error.too_large ? .tooLarge(message) : CompileError(message: message, range: range)
            )
        }
        let instructions = Int(cre2_program_size(pointer))
        guard instructions <= instructionsMax else {
            cre2_free(pointer)
            let text = "the pattern's program has \(instructions) instructions, more than \(instructionsMax)"
            return .failure(.tooLarge(text))
        }
        cre2_set_tag(pointer, RegexReach(of: Array(UnsafeBufferPointer(start: pattern, count: count))).rawValue)
        return .success(pointer)
    }
}

extension RegexProgram.CompileError {
    fileprivate static func tooLarge(_ message: String) -> Self {
        var error = Self(message: message)
        error.isTooLarge = true
        error.note =
            "a counted repetition such as {1,500} writes what it repeats out as often: use * or +, or look at size() apart"
        return error
    }
}

/// A pattern made at run time: compiled, used and freed within one operation.
struct OwnedRegex: ~Copyable {
    let handle: UInt

    /// Bytes of a pattern that is only known at run time.
    static let patternBytesMax = 1_024
    /// Bounds its program and caches, which are built for one use.
    static let memoryBytesMax: Int64 = 256 << 10
    /// Most instructions of its program.
    static let instructionsMax = 2_000

    /// Fails with what RE2 or the limits say of the pattern.
    init(_ pattern: ByteView) throws(RegexProgram.CompileError) {
        let source = pattern.unsafeBytes.bindMemory(to: UInt8.self)
        handle = UInt(bitPattern: try Self.compile(source).get())
    }

    /// Fails with what RE2 or the limits say of the pattern.
    init(_ pattern: String) throws(RegexProgram.CompileError) {
        var pattern = pattern
        let compiled = pattern.withUTF8 { Self.compile($0) }
        handle = UInt(bitPattern: try compiled.get())
    }

    private static func compile(
        _ pattern: UnsafeBufferPointer<UInt8>
    ) -> Result<OpaquePointer, RegexProgram.CompileError> {
        RegexProgram.compile(pattern.baseAddress, pattern.count, memoryBytesMax, instructionsMax)
    }

    deinit {
        cre2_free(OpaquePointer(bitPattern: handle))
    }
}

extension Workspace {
    /// Compiles a pattern that is only known now, and takes the steps for it.
    ///
    /// Fails with ``FaultCode/invalidArgument`` where it is longer or larger than the limits, or no pattern.
    mutating func compile(
        patternBytes: Int,
        _ make: () throws(RegexProgram.CompileError) -> OwnedRegex
    ) throws(Fault) -> OwnedRegex {
        guard patternBytes <= OwnedRegex.patternBytesMax else { throw Fault(.invalidArgument) }
        // Compiling costs far more than matching: a few hundred are what a request may do.
        try charge(OperationCost.compiledPattern + patternBytes)
        let regex: OwnedRegex
        do throws(RegexProgram.CompileError) {
            regex = try make()
        } catch {
            // It is done by now; a request that goes on like this does not go on for long.
            if error.isTooLarge { try charge(OperationCost.refusedPattern) }
            throw Fault(.invalidArgument)
        }
        try charge(OperationCost.compiledInstruction * RegexProgram.instructionCount(handle: regex.handle))
        return regex
    }
}
