/// What a head's lines say of where the message ends and whether the connection goes on (RFC 9112, sections 6 and 9).
///
/// Where two lines could be read in two ways, the request is refused: another reader in front of this one may have read
/// the other way (request smuggling).
struct MessageFraming {
    private var hostCount = 0
    private var contentLength: Int?
    private var transferCoding = TransferCoding.none
    private var asksToClose = false
    private var expectation = Expectation.none

    private enum TransferCoding {
        case none, chunked, other
    }

    private enum Expectation {
        case none, continuation, other
    }

    /// Takes in one line; the refusal that it alone is reason for.
    mutating func read(name: ByteView, value: ByteView) -> Refusal? {
        switch name.count {
        case 4 where HeaderSyntax.matches(name, "host"):
            hostCount += 1
            return hostCount == 1 && HeaderSyntax.isHost(value) ? nil : .malformedRequest
        case 6 where HeaderSyntax.matches(name, "expect"):
            readExpectation(value)
        case 10 where HeaderSyntax.matches(name, "connection"):
            if HeaderSyntax.list(value, contains: "close") { asksToClose = true }
        case 14 where HeaderSyntax.matches(name, "content-length"):
            // A repeated length is refused even where both agree.
            guard contentLength == nil, let length = HeaderSyntax.decimal(value) else { return .malformedRequest }
            contentLength = length
        case 17 where HeaderSyntax.matches(name, "transfer-encoding"):
            guard transferCoding == .none, !value.isEmpty else { return .malformedRequest }
            transferCoding = HeaderSyntax.matches(value, "chunked") ? .chunked : .other
        default:
            break
        }
        return nil
    }

    private mutating func readExpectation(_ value: ByteView) {
        let isContinuation = HeaderSyntax.matches(value, "100-continue")
        expectation = isContinuation && expectation != .other ? .continuation : .other
    }

    /// The head with its framing, or why it is refused; called once, after the last line.
    func complete(_ line: RequestLine, byteCount: Int) -> RequestHeadParser.Progress {
        if line.isVersion11, hostCount == 0 { return .refused(.malformedRequest) }
        if transferCoding != .none, contentLength != nil || !line.isVersion11 { return .refused(.malformedRequest) }
        if transferCoding == .other { return .refused(.unsupportedTransferCoding) }
        if expectation == .other { return .refused(.unsupportedExpectation) }
        let body: RequestHead.BodyLength
        if transferCoding == .chunked {
            body = .chunked
        } else if let contentLength {
            body = .bytes(contentLength)
        } else {
            body = .none
        }
        let hasBody = body != .none && body != .bytes(0)
        let head = RequestHead(
            method: line.method,
            path: line.path,
            query: line.query,
            byteCount: byteCount,
            body: body,
            // An HTTP/1.0 client that does not read `Connection: keep-alive` in the answer waits for the end of the
            // connection, and the answers do not carry it.
            keepsAlive: line.isVersion11 && !asksToClose,
            expectsContinue: hasBody && line.isVersion11 && expectation == .continuation,
            isVersion11: line.isVersion11
        )
        return .complete(head)
    }
}
