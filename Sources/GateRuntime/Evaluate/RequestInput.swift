/// Everything about a request but its body, as the server hands it to the graph.
///
/// Borrowed: valid for one evaluation.
package struct RequestInput {
    package var head: RequestHead
    /// The bytes that the head's offsets count in.
    package var headBytes: ByteView
    package var headers: TableView<RequestHead.Header>
    /// The address of the connection's other end; nil on a unix socket.
    package var peer: IPAddress?
    package var id: RequestID
    /// When the head was complete: seconds since 1970 and nanoseconds.
    package var seconds: Int64
    package var nanoseconds: Int32
    /// The value of the Date header for this second (RFC 9110, section 6.6.1).
    package var date: HTTPDate
    /// Whether the connection ends with this answer, which then says `Connection: close`.
    package var closesConnection: Bool

    package init(
        head: RequestHead,
        headBytes: ByteView,
        headers: TableView<RequestHead.Header>,
        peer: IPAddress?,
        id: RequestID,
        seconds: Int64,
        nanoseconds: Int32,
        date: HTTPDate,
        closesConnection: Bool
    ) {
        self.head = head
        self.headBytes = headBytes
        self.headers = headers
        self.peer = peer
        self.id = id
        self.seconds = seconds
        self.nanoseconds = nanoseconds
        self.date = date
        self.closesConnection = closesConnection
    }
}

/// A request's id as its 36 bytes of text: a UUID, version 7 (RFC 9562, section 5.7).
package struct RequestID: BitwiseCopyable {
    package var text: InlineArray<36, UInt8>

    package init(text: InlineArray<36, UInt8>) {
        self.text = text
    }

    /// An id as it is written; nil for a text that is not 36 digits, letters and hyphens.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        let isPlain = bytes.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D
        }
        guard bytes.count == 36, isPlain else { return nil }
        self.text = InlineArray { bytes[$0] }
    }

    /// The id as text.
    package var string: String { String(decoding: (0..<36).map { text[$0] }, as: UTF8.self) }
}

/// The 29 bytes of an IMF-fixdate: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7).
package struct HTTPDate: BitwiseCopyable {
    package var text: InlineArray<29, UInt8>

    package init(text: InlineArray<29, UInt8>) {
        self.text = text
    }
}
