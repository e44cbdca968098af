package import GateRuntime

/// A request's place in a trace, as the caller tells it (W3C Trace Context, level 1).
package struct TraceParent: BitwiseCopyable, Equatable {
    /// The id of the trace, its first half.
    package var traceHigh: UInt64
    package var traceLow: UInt64
    /// The id of the caller's span.
    package var span: UInt64
    /// Whether the caller may have recorded its span, and what later versions add.
    package var flags: UInt8

    /// The bytes of version 00: version, trace, span and flags in hexadecimal, with hyphens.
    private static let byteCount = 55

    /// Reads the header's value; nil where it is not what the standard allows, which means that there is no trace.
    ///
    /// A version that is not known yet is read as version 00 as far as that goes (section 4.3 there).
    package init?(_ value: ByteView) {
        guard value.count >= TraceParent.byteCount, let version = TraceParent.number(value, 0, 2), version != 0xFF,
            value[2] == UInt8(ascii: "-"), value[35] == UInt8(ascii: "-"), value[52] == UInt8(ascii: "-"),
            let high = TraceParent.number(value, 3, 16), let low = TraceParent.number(value, 19, 16),
            let span = TraceParent.number(value, 36, 16), let flags = TraceParent.number(value, 53, 2)
        else { return nil }
        if version == 0 {
            guard value.count == TraceParent.byteCount else { return nil }
        } else {
            guard value.count == TraceParent.byteCount || value[TraceParent.byteCount] == UInt8(ascii: "-") else {
                return nil
            }
        }
        guard high | low != 0, span != 0 else { return nil }
        traceHigh = high
        traceLow = low
        self.span = span
        self.flags = UInt8(truncatingIfNeeded: flags)
    }

    /// The number that digits in lower case write; nil where another byte is among them.
    private static func number(_ value: ByteView, _ start: Int, _ count: Int) -> UInt64? {
        var number: UInt64 = 0
        for index in start..<start + count {
            let byte = value[index]
            switch byte {
            case 0x30...0x39: number = number << 4 | UInt64(byte - 0x30)
            case 0x61...0x66: number = number << 4 | UInt64(byte - 0x57)
            default: return nil
            }
        }
        return number
    }
}

/// What a request's head says of its trace.
struct TraceContext {
    var parent: TraceParent
    /// The value of `tracestate`, for requests that are made on behalf of this one; nil where it is absent or spread over
    /// several lines.
    ///
    /// Borrowed from the head.
    var state: ByteView?

    /// Reads the head; nil where it has no `traceparent`, more than one, or one that is malformed.
    init?(_ headers: TableView<RequestHead.Header>, of head: ByteView) {
        guard let value = onlyHeader("traceparent", in: headers, of: head), let parent = TraceParent(value) else {
            return nil
        }
        self.parent = parent
        state = onlyHeader("tracestate", in: headers, of: head)
    }
}

/// The ids of a request's own span, for the log.
struct TraceIDs: BitwiseCopyable, Equatable {
    var traceHigh: UInt64
    var traceLow: UInt64
    var span: UInt64
    /// The caller's span; nil where the trace began here.
    var parent: UInt64?

    /// A span of our own in the caller's trace.
    ///
    /// Its id is the random half of the request's id, which is never zero: no other number needs to be drawn.
    init(_ parent: TraceParent, request: RequestID) {
        traceHigh = parent.traceHigh
        traceLow = parent.traceLow
        span = TraceIDs.lowHalf(request)
        self.parent = parent.span
    }

    /// The span that a tracer made, from the header that it sends on.
    init(_ own: TraceParent, parent: TraceParent?) {
        traceHigh = own.traceHigh
        traceLow = own.traceLow
        span = own.span
        self.parent = parent?.span
    }

    /// The last sixteen digits of an id.
    private static func lowHalf(_ id: RequestID) -> UInt64 {
        var number: UInt64 = 0
        for index in 19..<36 where index != 23 {
            let byte = id.text[index]
            number = number << 4 | UInt64(byte < 0x3A ? byte &- 0x30 : byte &- 0x57)
        }
        return number
    }
}
