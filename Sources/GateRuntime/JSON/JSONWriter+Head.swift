/// Text of the request's head as JSON.
extension JSONWriter {
    /// Appends text of the head without quotes.
    ///
    /// A head may hold bytes that are no UTF-8 (RFC 9110, section 5.5), an answer may not: they become U+FFFD.
    static func writeHeadCharacters(_ text: ByteView, _ workspace: inout Workspace) throws(Fault) {
        if !text.unsafeBytes.contains(where: { $0 >= 0x80 }) {
            return try workspace.output.append(jsonCharacters: text)
        }
        let repaired = Array(text.string.utf8)
        let start = try workspace.bytes.append(repeating: 0, count: repaired.count)
        for (index, byte) in repaired.enumerated() { workspace.bytes[start + index] = byte }
        try workspace.output.append(jsonCharacters: workspace.bytes.view(from: start, count: repaired.count))
        workspace.bytes.truncate(to: start)
    }

    /// Appends what stands between the quotes of a string value's JSON form.
    static func writeStringContent(_ value: Value, in workspace: inout Workspace) throws(Fault) {
        if value.place == .head { return try writeHeadCharacters(workspace.view(value), &workspace) }
        try workspace.output.append(jsonCharacters: workspace.view(value))
    }

    /// Appends the request's headers by lower-case name, several lines of one name joined with a comma (RFC 9110,
    /// section 5.3).
    static func writeHeaders(_ workspace: inout Workspace) throws(Fault) {
        try workspace.output.append(UInt8(ascii: "{"))
        var isFirst = true
        for index in 0..<workspace.headers.count where !hasEarlierLine(index, workspace) {
            if !isFirst { try workspace.output.append(UInt8(ascii: ",")) }
            isFirst = false
            try writeHeader(index, &workspace)
        }
        try workspace.output.append(UInt8(ascii: "}"))
    }

    private static func writeHeader(_ index: Int, _ workspace: inout Workspace) throws(Fault) {
        let name = text(workspace.headers[index].name, workspace)
        try workspace.output.append(UInt8(ascii: "\""))
        for position in 0..<name.count { try workspace.output.append(lowerCase(name[position])) }
        try workspace.output.append("\":\"")
        try writeHeadCharacters(text(workspace.headers[index].value, workspace), &workspace)
        for later in index + 1..<max(workspace.headers.count, index + 1) {
            guard isSameName(text(workspace.headers[later].name, workspace), name) else { continue }
            try workspace.output.append(", ")
            try writeHeadCharacters(text(workspace.headers[later].value, workspace), &workspace)
        }
        try workspace.output.append(UInt8(ascii: "\""))
    }

    private static func hasEarlierLine(_ index: Int, _ workspace: borrowing Workspace) -> Bool {
        let name = text(workspace.headers[index].name, workspace)
        for earlier in 0..<index where isSameName(text(workspace.headers[earlier].name, workspace), name) {
            return true
        }
        return false
    }

    private static func text(_ part: RequestHead.Part, _ workspace: borrowing Workspace) -> ByteView {
        workspace.head.slice(Int(part.offset), Int(part.count))
    }

    private static func isSameName(_ left: ByteView, _ right: ByteView) -> Bool {
        guard left.count == right.count else { return false }
        for index in 0..<left.count where lowerCase(left[index]) != lowerCase(right[index]) { return false }
        return true
    }

    private static func lowerCase(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
    }
}
