/// A text that is read line by line, and bodies out of it byte by byte.
struct LineReader {
    private let bytes: [UInt8]
    private var position = 0
    /// The line at which the reader stands, from 1.
    private(set) var number = 1

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// The next line without its end; nil at the end of the text.
    func peekLine() -> ArraySlice<UInt8>? { line(at: position) }

    /// Passes over the next line.
    mutating func skipLine() {
        guard position < bytes.count else { return }
        position = lineEnd(from: position)
        number += 1
    }

    /// Takes a body of a known length, behind which only empty lines, remarks or another request may come.
    mutating func takeBody(_ count: Int, announcedAt line: Int) throws(RequestTextError) -> [UInt8] {
        let rest = bytes.count - position
        if count <= rest, isBoundary(position + count) {
            let body = Array(bytes[position..<position + count])
            advance(to: position + count)
            // The line end of an editor.
            if let end = self.line(at: position), end.isEmpty { skipLine() }
            return body
        }
        let found = openEnd(from: position)
        // The line end of an editor is not counted where the body would fit without it.
        let trimmed = withoutLineEnd(found)
        let actual = trimmed - position == count ? found - position : trimmed - position
        throw RequestTextError(
            "Content-Length says \(count), but the body has \(actual) bytes: correct it or leave it out, it is computed",
            line: line
        )
    }

    /// Takes a body that reaches to the end of the text, or to the next request's title.
    mutating func takeOpenBody() -> [UInt8] {
        let end = openEnd(from: position)
        let body = bytes[position..<end]
        advance(to: end)
        return body.allSatisfy { $0 == 0x0A || $0 == 0x0D } ? [] : Array(body)
    }

    /// Takes a chunked body (RFC 9112, section 7.1) whose lines may end with LF; trailers are dropped.
    mutating func takeChunks() throws(RequestTextError) -> [UInt8] {
        var body: [UInt8] = []
        while true {
            guard let line = peekLine() else {
                throw RequestTextError(
                    "the chunked body ends before its last chunk, which is a line with 0",
                    line: number
                )
            }
            let digits = line.prefix { $0 != UInt8(ascii: ";") }
            let size = String(decoding: digits, as: UTF8.self)
            guard !size.isEmpty, size.utf8.allSatisfy({ isHexadecimal($0) }), let count = Int(size, radix: 16) else {
                throw RequestTextError(
                    "\(shown(size)) is no size of a chunk: hexadecimal digits come here",
                    line: number
                )
            }
            let start = number
            skipLine()
            if count == 0 { break }
            guard count <= bytes.count - position else {
                throw RequestTextError(
                    "the chunk says \(count) bytes, but \(bytes.count - position) are left",
                    line: start
                )
            }
            body += bytes[position..<position + count]
            advance(to: position + count)
            guard let end = peekLine(), end.isEmpty else {
                throw RequestTextError("the chunk is longer than the \(count) bytes that it says", line: start)
            }
            skipLine()
        }
        while let line = peekLine(), !line.isEmpty { skipLine() }
        skipLine()
        return body
    }

    // MARK: Places

    private mutating func advance(to end: Int) {
        number += bytes[position..<end].count { $0 == 0x0A }
        position = end
    }

    private func lineEnd(from start: Int) -> Int {
        bytes[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
    }

    private func line(at start: Int) -> ArraySlice<UInt8>? {
        guard start < bytes.count else { return nil }
        var line = bytes[start..<lineEnd(from: start)]
        if line.last == 0x0A { line.removeLast() }
        if line.last == 0x0D { line.removeLast() }
        return line
    }

    /// Whether a body may end here: at the end of the text, or before empty lines, remarks and a request line.
    private func isBoundary(_ end: Int) -> Bool {
        var place = end
        while let line = line(at: place) {
            let isAtStart = place == 0 || bytes[place - 1] == 0x0A
            if !line.isEmpty {
                return isAtStart && (isComment(line) || isRequestLine(line)) || line.allSatisfy(isSpace)
            }
            place = lineEnd(from: place)
        }
        return true
    }

    private func isRequestLine(_ line: ArraySlice<UInt8>) -> Bool {
        let words = line.split(separator: 0x20)
        guard words.count == 3, let method = words.first, let version = words.last else { return false }
        return method.allSatisfy(isToken) && version.starts(with: Array("HTTP/".utf8))
    }

    /// Where a body without a length ends: before the empty lines above the next title, or with the text.
    private func openEnd(from start: Int) -> Int {
        var place = start
        while let line = line(at: place) {
            if line.starts(with: Array("###".utf8)) || isTitle(line) {
                while place > start, bytes[place - 1] == 0x0A || bytes[place - 1] == 0x0D { place -= 1 }
                return place
            }
            place = lineEnd(from: place)
        }
        return bytes.count
    }

    private func withoutLineEnd(_ end: Int) -> Int {
        var end = end
        if end > position, bytes[end - 1] == 0x0A { end -= 1 }
        if end > position, bytes[end - 1] == 0x0D { end -= 1 }
        return end
    }
}

/// Whether a byte is a hexadecimal digit.
func isHexadecimal(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66)
}
