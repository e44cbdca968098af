private import CRE2

/// A regular expression in RE2's syntax, compiled once, when the graph is built.
///
/// RE2 matches in time linear in the text, within the memory given here. A compiled RE2 is constant and may be used by
/// any number of threads (re2.h: "safe for concurrent use"), which is why its address can be shared as a number.
package final class RegexProgram: Sendable {
    /// Why RE2 refused a pattern.
    package struct CompileError: Error, Equatable, Sendable {
        /// RE2's words: "missing )" and the like.
        package var message: String
        /// Bytes of the pattern that it complains of; nil where it names none.
        package var range: Range<Int>?
        /// What to write instead; nil where there is no advice.
        package var note: String?

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
    /// Bounds a pattern's program and caches, in bytes.
    package static let memoryBytesMax: Int64 = 4 << 20

    /// The compiled pattern as the graph stores it: an address, valid while this object lives.
    package let handle: UInt
    /// Capturing groups, without the whole match.
    package let groupCount: Int

    package init(_ pattern: String, memoryBytes: Int64 = RegexProgram.memoryBytesMax) throws(CompileError) {
        var pattern = pattern
        let compiled = pattern.withUTF8 { text in
            Self.compile(text.baseAddress, text.count, memoryBytes)
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

    /// The first match at or after byte `start` and its first nine groups; nil where there is none.
    static func firstSpans(handle: UInt, in text: ByteView, from start: Int) -> InlineArray<10, Span>? {
        withUnsafeTemporaryAllocation(of: Span.self, capacity: 10) { buffer in
            buffer.initialize(repeating: Span(start: -1, end: -1))
            guard captures(handle: handle, in: text, from: start, into: buffer) else { return nil }
            return InlineArray { buffer[$0] }
        }
    }

    /// Compiles a pattern made at run time, matches it once and frees it; nil where RE2 refuses it.
    ///
    /// For `match()` and `search()` whose pattern comes from the document. It allocates, within `memoryBytes`.
    package static func matchOnce(
        pattern: ByteView,
        _ text: ByteView,
        anchoring: Anchoring,
        memoryBytes: Int64
    ) -> Bool? {
        let source = pattern.unsafeBytes.bindMemory(to: UInt8.self)
        guard case .success(let pointer) = compile(source.baseAddress, source.count, memoryBytes) else { return nil }
        defer { cre2_free(pointer) }
        return isMatch(handle: UInt(bitPattern: pointer), text, anchoring: anchoring)
    }

    private static func compile(
        _ pattern: UnsafePointer<UInt8>?,
        _ count: Int,
        _ memoryBytes: Int64
    ) -> Result<OpaquePointer, CompileError> {
        var error = cre2_error()
        if let pointer = cre2_create(pattern, count, memoryBytes, &error) { return .success(pointer) }
        let message = withUnsafeBytes(of: error.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        let start = Int(error.fragment_offset)
        let range = start < 0 ? nil : start..<start + Int(error.fragment_count)
        return .failure(CompileError(message: message, range: range))
    }
}

/// A pattern made at run time: compiled, used and freed within one operation.
struct OwnedRegex: ~Copyable {
    let handle: UInt

    /// Nil where RE2 refuses the pattern within `memoryBytes`.
    init?(_ pattern: ByteView, memoryBytes: Int64) {
        var error = cre2_error()
        let source = pattern.unsafeBytes.bindMemory(to: UInt8.self)
        guard let pointer = cre2_create(source.baseAddress, source.count, memoryBytes, &error) else { return nil }
        handle = UInt(bitPattern: pointer)
    }

    deinit {
        cre2_free(OpaquePointer(bitPattern: handle))
    }
}
