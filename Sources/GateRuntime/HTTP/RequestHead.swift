/// A request's head as offsets into the bytes it was read from: nothing is copied or turned into text.
///
/// Offsets count from the first byte of the request line. Names are compared without regard to case; values have no
/// surrounding white space (RFC 9110, section 5.5).
package struct RequestHead: BitwiseCopyable {
    /// A part of the head.
    package struct Part: BitwiseCopyable {
        package var offset: UInt32
        package var count: UInt32

        package init(offset: Int, count: Int) {
            self.offset = UInt32(truncatingIfNeeded: offset)
            self.count = UInt32(truncatingIfNeeded: count)
        }
    }

    /// One header line.
    package struct Header: BitwiseCopyable {
        package var name: Part
        package var value: Part

        package init(name: Part, value: Part) {
            self.name = name
            self.value = value
        }
    }

    /// How the body is delimited (RFC 9112, section 6).
    package enum BodyLength: BitwiseCopyable, Equatable {
        case none
        case bytes(Int)
        case chunked
    }

    package var method: Part
    /// The path of the request target, without query; starts with a slash.
    package var path: Part
    /// The query after `?`, without it; nil where there is no `?`.
    package var query: Part?
    /// Bytes up to and with the empty line.
    package var byteCount: Int
    package var body: BodyLength
    /// Whether the connection may carry another request after this one.
    package var keepsAlive: Bool
    /// `Expect: 100-continue` on a request with a body.
    package var expectsContinue: Bool
    /// HTTP/1.1, as against HTTP/1.0.
    package var isVersion11: Bool

    package init(
        method: Part,
        path: Part,
        query: Part?,
        byteCount: Int,
        body: BodyLength,
        keepsAlive: Bool,
        expectsContinue: Bool,
        isVersion11: Bool
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.byteCount = byteCount
        self.body = body
        self.keepsAlive = keepsAlive
        self.expectsContinue = expectsContinue
        self.isVersion11 = isVersion11
    }
}

extension ByteView {
    /// The bytes of a part of a head.
    package func part(_ part: RequestHead.Part) -> ByteView {
        slice(Int(part.offset), Int(part.count))
    }
}
