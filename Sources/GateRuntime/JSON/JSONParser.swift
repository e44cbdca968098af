private import CSimdJSON

/// simdjson's DOM parser with its buffers: one per event loop, used for one document after another.
///
/// What simdjson does not settle is settled here: integers outside 64 bits become doubles, nesting is limited to exactly
/// ``depthMax``, and a byte order mark is refused. simdjson itself refuses lone surrogates and malformed UTF-8.
package struct JSONParser: ~Copyable {
    /// The deepest nesting of lists and objects that is accepted.
    package static let depthMax = 512
    /// The longest document that is accepted, in bytes; offsets into the tape's strings are 32 bits.
    package static let bytesMax = 1 << 30

    private let parser: OpaquePointer?

    package init() {
        parser = csimdjson_create()
    }

    deinit {
        csimdjson_free(parser)
    }

    /// Reads one document.
    ///
    /// The tape is valid until the next call of `parse` or ``shrink(to:)``.
    package mutating func parse(_ bytes: ByteView) throws(JSONError) -> JSONTape {
        guard bytes.count <= Self.bytesMax else { throw JSONError(.tooLarge) }
        guard let parser else { throw JSONError(.outOfMemory) }
        // simdjson does not count an empty container as a level, so this accepts at most `depthMax`, and all documents
        // that anybody sends.
        var tape = csimdjson_tape()
        let status = Self.run(parser, bytes, depth: Self.depthMax - 1, into: &tape)
        if status == CSIMDJSON_OK { return Self.tape(tape) }
        return try Self.parseUncommon(parser, bytes, after: status)
    }

    /// Frees the buffers where they hold more than four times `keep` bytes of input, after one huge document.
    ///
    /// simdjson takes about 15 bytes of memory per byte of input. Any tape of this parser becomes invalid.
    package mutating func shrink(to keep: Int) {
        guard let parser, csimdjson_capacity(parser) > keep * 4 else { return }
        csimdjson_reset(parser)
    }

    /// Bytes of input that fit without growing.
    package var capacity: Int { parser.map { csimdjson_capacity($0) } ?? 0 }

    // MARK: Cold path

    /// Documents that simdjson refuses and that may be right nevertheless: long integers, and the deepest nesting.
    @inline(never)
    private static func parseUncommon(
        _ parser: OpaquePointer,
        _ bytes: ByteView,
        after first: csimdjson_status
    ) throws(JSONError) -> JSONTape {
        var status = first
        var tape = csimdjson_tape()
        // A document may be both: the first error of either kind hides the other.
        var longer: [UInt8]?
        if status == CSIMDJSON_NUMBER || status == CSIMDJSON_DEPTH { longer = longIntegersRewritten(bytes) }
        if let longer {
            status = longer.withUnsafeBufferPointer { run(parser, ByteView($0), depth: depthMax - 1, into: &tape) }
        }
        if status == CSIMDJSON_DEPTH {
            status =
                longer?.withUnsafeBufferPointer { runDeepest(parser, ByteView($0), into: &tape) }
                ?? runDeepest(parser, bytes, into: &tape)
        }
        if status == CSIMDJSON_OK { return Self.tape(tape) }
        throw error(status, in: bytes)
    }

    /// Allows one level more, which simdjson would grant an empty container on top of it: that one is refused here.
    private static func runDeepest(
        _ parser: OpaquePointer,
        _ bytes: ByteView,
        into tape: inout csimdjson_tape
    ) -> csimdjson_status {
        let status = run(parser, bytes, depth: depthMax, into: &tape)
        guard status == CSIMDJSON_OK else { return status }
        return Self.tape(tape).depth > depthMax ? CSIMDJSON_DEPTH : status
    }

    private static func error(_ status: csimdjson_status, in bytes: ByteView) -> JSONError {
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
            return JSONError(.byteOrderMark, offset: 0)
        }
        switch status {
        case CSIMDJSON_EMPTY: return JSONError(.empty, offset: 0)
        case CSIMDJSON_DEPTH: return JSONError(.depthExceeded)
        case CSIMDJSON_TOO_LARGE: return JSONError(.tooLarge)
        case CSIMDJSON_MEMORY: return JSONError(.outOfMemory)
        case CSIMDJSON_UTF8: return JSONError(.invalidUTF8)
        case CSIMDJSON_STRING: return JSONError(.invalidString)
        case CSIMDJSON_NUMBER: return JSONError(.invalidNumber)
        default: return JSONError(.malformed)
        }
    }

    private static func run(
        _ parser: OpaquePointer,
        _ bytes: ByteView,
        depth: Int,
        into tape: inout csimdjson_tape
    ) -> csimdjson_status {
        let input = bytes.unsafeBytes.bindMemory(to: UInt8.self)
        return csimdjson_parse(parser, input.baseAddress, input.count, depth, roundedCapacity(input.count), &tape)
    }

    /// Grows in steps, so that a slowly growing series of documents does not allocate for each.
    private static func roundedCapacity(_ count: Int) -> Int {
        if count <= 4096 { return 4096 }
        if count >= 1 << 20 { return (count + 0xFFFFF) & ~0xFFFFF }
        return 1 << (Int.bitWidth - (count - 1).leadingZeroBitCount)
    }

    private static func tape(_ tape: csimdjson_tape) -> JSONTape {
        JSONTape(
            words: TableView(UnsafeBufferPointer(start: tape.words, count: tape.word_count)),
            strings: ByteView(UnsafeBufferPointer(start: tape.strings, count: tape.string_capacity))
        )
    }
}
