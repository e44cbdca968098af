/// Reads a request's head from bytes that may come in any pieces, strictly (RFC 9112, sections 2 to 6).
///
/// Every byte is looked at a bounded number of times however it comes, and the answer depends on the bytes alone, not
/// on how they were cut. One parser serves one request; ``reset()`` makes it ready for the next.
package struct RequestHeadParser {
    /// How far a head has come.
    package enum Progress {
        case needMore
        /// The head is whole and its lines are in the table.
        case complete(RequestHead)
        /// It never will be; the connection cannot be read any further.
        case refused(Refusal)
    }

    /// Most header lines; one more is 431.
    package static let headerLinesMax = 100
    /// Empty lines that are passed over before the request line (RFC 9112, section 2.2).
    private static let leadingLinesMax = 2

    /// Bytes of empty lines before the request line; the head's offsets count from behind them.
    package private(set) var leadingBytes = 0
    /// Where the line that is being read begins.
    private var lineStart = 0
    /// Bytes in which no end of that line was found.
    private var scannedCount = 0
    private var lineCount = 0
    private var requestLine: RequestLine?
    private var framing = MessageFraming()

    package init() {}

    /// Forgets the request.
    package mutating func reset() {
        self = RequestHeadParser()
    }

    /// Goes on with the bytes since the request began, those of earlier calls included.
    ///
    /// `limitBytes` bounds the head, empty line included. The table is cleared and filled; it is whole where the result
    /// is ``Progress/complete(_:)``.
    package mutating func parse(
        _ bytes: ByteView,
        limitBytes: Int,
        headers: inout Arena<RequestHead.Header>
    ) -> Progress {
        if requestLine == nil {
            if let progress = skipLeadingLines(bytes) { return progress }
        }
        headers.truncate(to: 0)
        let isResumed = lineCount > 0
        let window = bytes.slice(0, min(bytes.count, leadingBytes + limitBytes))
        while let lineEnd = window.firstLineFeed(from: max(lineStart, scannedCount)) {
            guard lineEnd > lineStart, window[lineEnd - 1] == HeaderSyntax.carriageReturn else {
                return .refused(.malformedRequest)
            }
            let line = window.slice(lineStart, lineEnd - 1 - lineStart)
            let offset = lineStart - leadingBytes
            lineStart = lineEnd + 1
            guard let requestLine else {
                switch RequestLine.parse(line) {
                case .line(let parsed): self.requestLine = parsed
                case .refused(let refusal): return .refused(refusal)
                }
                continue
            }
            if line.isEmpty {
                let head = window.slice(leadingBytes, lineStart - leadingBytes)
                if isResumed { RequestHeadParser.fill(&headers, from: head) }
                return framing.complete(requestLine, byteCount: head.count)
            }
            lineCount += 1
            if lineCount > RequestHeadParser.headerLinesMax { return .refused(.headTooLarge) }
            guard let header = RequestHeadParser.header(line, at: offset) else { return .refused(.malformedRequest) }
            let head = window.slice(leadingBytes, window.count - leadingBytes)
            if let refusal = framing.read(name: head.part(header.name), value: head.part(header.value)) {
                return .refused(refusal)
            }
            if !isResumed {
                do { try headers.append(header) } catch { return .refused(.headTooLarge) }
            }
        }
        guard bytes.count < leadingBytes + limitBytes else {
            return .refused(requestLine == nil ? .targetTooLong : .headTooLarge)
        }
        scannedCount = bytes.count
        return .needMore
    }

    /// Passes over empty lines and looks at the first byte, so that another protocol is refused at once.
    ///
    /// Nil to go on.
    private mutating func skipLeadingLines(_ bytes: ByteView) -> Progress? {
        while leadingBytes < bytes.count {
            guard bytes[leadingBytes] == HeaderSyntax.carriageReturn,
                leadingBytes < RequestHeadParser.leadingLinesMax * 2
            else {
                lineStart = leadingBytes
                return ByteSet.token.contains(bytes[leadingBytes]) ? nil : .refused(.malformedRequest)
            }
            guard leadingBytes + 1 < bytes.count else { return .needMore }
            guard bytes[leadingBytes + 1] == HeaderSyntax.lineFeed else { return .refused(.malformedRequest) }
            leadingBytes += 2
        }
        return .needMore
    }

    /// `field-name ":" OWS field-value OWS`, with its offsets in the head; nil where it is not (RFC 9112, section 5).
    private static func header(_ line: ByteView, at offset: Int) -> RequestHead.Header? {
        let nameCount = HeaderSyntax.tokenLength(line, from: 0)
        // White space before the colon, or at the line's start (a folded line), fails here.
        guard nameCount > 0, nameCount < line.count, line[nameCount] == HeaderSyntax.colon else { return nil }
        let value = line.slice(nameCount + 1, line.count - nameCount - 1)
        guard HeaderSyntax.isFieldValue(value) else { return nil }
        let (start, count) = HeaderSyntax.trimmed(value)
        return RequestHead.Header(
            name: RequestHead.Part(offset: offset, count: nameCount),
            value: RequestHead.Part(offset: offset + nameCount + 1 + start, count: count)
        )
    }

    /// Fills the table from a head that was found whole and well formed before.
    package static func fill(_ headers: inout Arena<RequestHead.Header>, from head: ByteView) {
        headers.truncate(to: 0)
        guard var end = head.firstLineFeed(from: 0) else { return }
        while true {
            let start = end + 1
            guard let next = head.firstLineFeed(from: start), next > start + 1 else { return }
            end = next
            guard let header = header(head.slice(start, end - 1 - start), at: start) else { return }
            do { try headers.append(header) } catch { return }
        }
    }
}
