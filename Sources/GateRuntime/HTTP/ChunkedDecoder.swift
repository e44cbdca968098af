/// Finds the data in a chunked body (RFC 9112, section 7.1), from bytes that may come in any pieces.
///
/// It copies nothing: it names the runs of data one after another, and stops behind the body's last byte. Extensions and
/// trailer lines are checked for shape, bounded and dropped.
package struct ChunkedDecoder {
    /// What the bytes hold next.
    package enum Piece {
        /// Data of the body.
        case data(offset: Int, count: Int)
        /// The bytes are used up and the body is not whole.
        case needMore
        /// The body is whole; the position is behind it.
        case complete
        case refused(Refusal)
    }

    /// Most bytes of chunk extensions in one body.
    package static let extensionBytesMax = 4096
    /// Most bytes of trailer lines, line ends included.
    package static let trailerBytesMax = 8192
    /// Most digits of a chunk's size, leading zeros included.
    package static let sizeDigitsMax = 16

    private enum State {
        case size, chunkExtension, sizeLineFeed
        case data, dataReturn, dataLineFeed
        case trailerStart, trailerName, trailerValue, trailerLineFeed, lastLineFeed
        case complete
    }

    private var state = State.size
    private var digitCount = 0
    /// The chunk's size while it is read, then what is left of its data.
    private var remaining = 0
    private var extensionBytes = 0
    private var trailerBytes = 0
    /// Bytes of data named so far, and of chunks announced.
    private var announcedBytes = 0
    private let limitBytes: Int

    /// A decoder that refuses a body over `limitBytes` with ``Refusal/bodyTooLarge``, as soon as a size says so.
    package init(limitBytes: Int) {
        self.limitBytes = limitBytes
    }

    /// The next piece at `position`, which moves behind what was read.
    package mutating func next(_ bytes: ByteView, at position: inout Int) -> Piece {
        while true {
            if state == .complete { return .complete }
            guard position < bytes.count else { return .needMore }
            if state == .data {
                let piece = Piece.data(offset: position, count: min(remaining, bytes.count - position))
                let count = min(remaining, bytes.count - position)
                position += count
                remaining -= count
                if remaining == 0 { state = .dataReturn }
                return piece
            }
            if let refusal = read(bytes[position]) { return .refused(refusal) }
            position += 1
        }
    }

    /// Takes in one byte that is not data.
    private mutating func read(_ byte: UInt8) -> Refusal? {
        switch state {
        case .size: return readSize(byte)
        case .chunkExtension: return readExtension(byte)
        case .sizeLineFeed: return byte == HeaderSyntax.lineFeed ? beginChunk() : .malformedRequest
        case .dataReturn: return expect(byte, HeaderSyntax.carriageReturn, then: .dataLineFeed)
        case .dataLineFeed: return expect(byte, HeaderSyntax.lineFeed, then: .size)
        case .trailerStart, .trailerName, .trailerValue: return readTrailer(byte)
        case .trailerLineFeed: return expect(byte, HeaderSyntax.lineFeed, then: .trailerStart)
        case .lastLineFeed: return expect(byte, HeaderSyntax.lineFeed, then: .complete)
        case .data, .complete: return nil
        }
    }

    private mutating func expect(_ byte: UInt8, _ expected: UInt8, then next: State) -> Refusal? {
        guard byte == expected else { return .malformedRequest }
        state = next
        return nil
    }

    private mutating func readSize(_ byte: UInt8) -> Refusal? {
        if let digit = ChunkedDecoder.hexadecimal(byte) {
            digitCount += 1
            // Sixteen digits with the top bits set would not fit.
            guard digitCount <= ChunkedDecoder.sizeDigitsMax, remaining <= Int.max >> 4 else {
                return .malformedRequest
            }
            remaining = remaining << 4 | digit
            return nil
        }
        guard digitCount > 0 else { return .malformedRequest }
        if byte == HeaderSyntax.carriageReturn {
            state = .sizeLineFeed
            return nil
        }
        guard byte == 0x3B else { return .malformedRequest }
        state = .chunkExtension
        return nil
    }

    private static func hexadecimal(_ byte: UInt8) -> Int? {
        switch byte {
        case 0x30...0x39: Int(byte) - 0x30
        case 0x41...0x46: Int(byte) - 0x37
        case 0x61...0x66: Int(byte) - 0x57
        default: nil
        }
    }

    private mutating func readExtension(_ byte: UInt8) -> Refusal? {
        if byte == HeaderSyntax.carriageReturn {
            state = .sizeLineFeed
            return nil
        }
        extensionBytes += 1
        guard extensionBytes <= ChunkedDecoder.extensionBytesMax, ChunkedDecoder.isText(byte) else {
            return .malformedRequest
        }
        return nil
    }

    private static func isText(_ byte: UInt8) -> Bool {
        (byte >= HeaderSyntax.space || byte == HeaderSyntax.tab) && byte != 0x7F
    }

    private mutating func beginChunk() -> Refusal? {
        digitCount = 0
        if remaining == 0 {
            state = .trailerStart
            return nil
        }
        guard remaining <= limitBytes - announcedBytes else { return .bodyTooLarge }
        announcedBytes += remaining
        state = .data
        return nil
    }

    private mutating func readTrailer(_ byte: UInt8) -> Refusal? {
        trailerBytes += 1
        guard trailerBytes <= ChunkedDecoder.trailerBytesMax else { return .headTooLarge }
        switch (state, byte) {
        case (.trailerStart, HeaderSyntax.carriageReturn): state = .lastLineFeed
        case (.trailerValue, HeaderSyntax.carriageReturn): state = .trailerLineFeed
        case (.trailerName, HeaderSyntax.colon): state = .trailerValue
        case (.trailerStart, _), (.trailerName, _):
            guard ByteSet.token.contains(byte) else { return .malformedRequest }
            state = .trailerName
        default:
            guard ChunkedDecoder.isText(byte) else { return .malformedRequest }
        }
        return nil
    }
}
