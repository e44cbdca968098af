/// An answer taken apart.
package struct HTTPAnswer: Sendable {
    package var status: Int
    /// Header lines in order.
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]

    /// The last answer of some bytes, as the gateway sends them; nil where they hold none.
    package init?(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while rest.starts(with: Array("HTTP/1.1 100".utf8)), let end = HTTPAnswer.headEnd(rest) { rest = rest[end...] }
        guard let end = HTTPAnswer.headEnd(rest) else { return nil }
        let head = String(decoding: rest[..<end], as: UTF8.self)
        let lines = head.split(separator: "\r\n", omittingEmptySubsequences: true)
        let words = lines.first?.split(separator: " ", maxSplits: 2) ?? []
        guard words.count >= 2, let status = Int(words[1]) else { return nil }
        self.status = status
        headers = lines.dropFirst().compactMap { line in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            return (String(line[..<colon]), String(value))
        }
        body = Array(rest[end...])
    }

    /// The values of a header field, whatever its case.
    package func values(of name: String) -> [String] {
        headers.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
    }

    /// The index behind the empty line.
    private static func headEnd(_ bytes: ArraySlice<UInt8>) -> Int? {
        var index = bytes.startIndex
        while index + 3 < bytes.endIndex {
            if bytes[index] == 0x0D, bytes[index + 1] == 0x0A, bytes[index + 2] == 0x0D, bytes[index + 3] == 0x0A {
                return index + 4
            }
            index += 1
        }
        return nil
    }
}
