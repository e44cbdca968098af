/// The first line of a request, as offsets into it (RFC 9112, section 3).
struct RequestLine {
    var method: RequestHead.Part
    var path: RequestHead.Part
    var query: RequestHead.Part?
    var isVersion11: Bool

    enum Result {
        case line(RequestLine)
        case refused(Refusal)
    }

    /// Reads `method SP request-target SP HTTP-version`, without the line end.
    ///
    /// Single spaces only.
    static func parse(_ line: ByteView) -> Result {
        let methodCount = HeaderSyntax.tokenLength(line, from: 0)
        // The shortest version is eight bytes, with the space before it nine.
        let targetStart = methodCount + 1
        let targetCount = line.count - targetStart - 9
        guard methodCount > 0, line[min(methodCount, line.count - 1)] == HeaderSyntax.space, targetCount > 0,
            line[targetStart + targetCount] == HeaderSyntax.space
        else { return .refused(.malformedRequest) }
        let target = line.slice(targetStart, targetCount)
        for index in 0..<targetCount where !ByteSet.target.contains(target[index]) {
            return .refused(.malformedRequest)
        }
        guard let version = version(line.slice(line.count - 8, 8)) else { return .refused(.malformedRequest) }
        guard version.major == 1, version.minor <= 1 else { return .refused(.unsupportedVersion) }
        guard var parts = originForm(target) ?? absoluteForm(target) else { return .refused(.malformedRequest) }
        parts.path.offset += UInt32(targetStart)
        parts.query?.offset += UInt32(targetStart)
        let method = RequestHead.Part(offset: 0, count: methodCount)
        let parsed = RequestLine(
            method: method,
            path: parts.path,
            query: parts.query,
            isVersion11: version.minor == 1
        )
        return .line(parsed)
    }

    /// `HTTP/` DIGIT `.` DIGIT, in capitals.
    private static func version(_ bytes: ByteView) -> (major: UInt8, minor: UInt8)? {
        guard bytes[0] == 0x48, bytes[1] == 0x54, bytes[2] == 0x54, bytes[3] == 0x50, bytes[4] == 0x2F,
            bytes[6] == 0x2E
        else { return nil }
        let major = bytes[5] &- 0x30
        let minor = bytes[7] &- 0x30
        return major <= 9 && minor <= 9 ? (major, minor) : nil
    }

    private typealias Parts = (path: RequestHead.Part, query: RequestHead.Part?)

    /// `absolute-path [ "?" query ]`.
    private static func originForm(_ target: ByteView) -> Parts? {
        guard target[0] == 0x2F else { return nil }
        return split(target, from: 0)
    }

    /// `http://authority/path?query`.
    ///
    /// The authority takes the place of Host (RFC 9112, section 3.2.2); nothing here depends on either, so it is only
    /// checked.
    private static func absoluteForm(_ target: ByteView) -> Parts? {
        let schemeCount: Int
        if target.count > 7, HeaderSyntax.matches(target.slice(0, 7), "http://") {
            schemeCount = 7
        } else if target.count > 8, HeaderSyntax.matches(target.slice(0, 8), "https://") {
            schemeCount = 8
        } else {
            return nil
        }
        var end = schemeCount
        while end < target.count, target[end] != 0x2F, target[end] != 0x3F { end += 1 }
        guard HeaderSyntax.isHost(target.slice(schemeCount, end - schemeCount)) else { return nil }
        if end < target.count, target[end] == 0x2F { return split(target, from: end) }
        // Without a path the path is "/": the scheme's own last slash stands for it.
        let query = end < target.count ? RequestHead.Part(offset: end + 1, count: target.count - end - 1) : nil
        return (RequestHead.Part(offset: schemeCount - 1, count: 1), query)
    }

    private static func split(_ target: ByteView, from start: Int) -> Parts {
        var end = start
        while end < target.count, target[end] != 0x3F { end += 1 }
        let query = end < target.count ? RequestHead.Part(offset: end + 1, count: target.count - end - 1) : nil
        return (RequestHead.Part(offset: start, count: end - start), query)
    }
}
