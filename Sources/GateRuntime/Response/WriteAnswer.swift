extension GraphView {
    /// Writes an answer of the file to `workspace.output`: where it starts there, and the bytes of its body.
    ///
    /// A dynamic body is written first, since its length stands in the head; then the head, then the body again behind it.
    func writeAnswer(
        _ response: ResponseEntry,
        _ request: RequestInput,
        isHead: Bool,
        workspace: inout Workspace
    ) throws(Fault) -> (start: Int, bodyBytes: Int) {
        let bodyStart = workspace.output.count
        if response.hasSegments { try writeSegments(response.segments, workspace: &workspace) }
        let dynamicCount = workspace.output.count - bodyStart
        let bodyCount = response.hasSegments ? dynamicCount : Int(response.body.count)
        let start = workspace.output.count
        try workspace.output.append(constants.range(response.head))
        for index in response.headers.indices { try writeHeader(headerLines[index], workspace: &workspace) }
        if response.hasSegments, response.hasContentLength {
            try workspace.output.append("Content-Length: ")
            try workspace.output.append(decimal: UInt64(bodyCount))
            try workspace.output.append("\r\n")
        }
        try finishHead(request.id, request.date, closes: request.closesConnection, workspace: &workspace)
        guard !isHead, response.hasContentLength else { return (start, 0) }
        if response.hasSegments {
            try workspace.output.appendCopy(from: bodyStart, count: dynamicCount)
        } else {
            try workspace.output.append(constants.range(response.body))
        }
        return (start, bodyCount)
    }

    /// One header line with a value made of segments; a control character in it is a fault (RFC 9110, section 5.5).
    private func writeHeader(_ line: HeaderEntry, workspace: inout Workspace) throws(Fault) {
        try workspace.output.append(constants.range(line.name))
        for index in line.segments.indices {
            let start = workspace.output.count
            try writeSegment(segments[index], workspace: &workspace)
            for place in start..<workspace.output.count {
                let byte = workspace.output[place]
                guard byte < 0x20 && byte != 0x09 || byte == 0x7F else { continue }
                throw Fault(.invalidHeaderValue, site: site(of: segments[index]))
            }
        }
        try workspace.output.append("\r\n")
    }

    private func writeSegments(_ segments: TableRange, workspace: inout Workspace) throws(Fault) {
        for index in segments.indices { try writeSegment(self.segments[index], workspace: &workspace) }
    }

    private func writeSegment(_ segment: SegmentEntry, workspace: inout Workspace) throws(Fault) {
        if segment.kind == .constant {
            try workspace.output.append(constants.range(segment.constant))
            return
        }
        let value = run(programs[Int(segment.program)], programTables, &workspace)
        if value.isError { throw value.fault }
        do throws(Fault) {
            switch segment.kind {
            case .json: try JSONWriter.write(value, in: &workspace)
            case .jsonText: try JSONWriter.writeStringContent(value, in: &workspace)
            case .text, .constant: try workspace.output.append(workspace.view(value))
            }
        } catch {
            // The writer knows no places; the log is to name one.
            throw error.placed(at: site(of: segment))
        }
    }

    /// Where a segment's expression begins; a constant has no place and cannot fail.
    private func site(of segment: SegmentEntry) -> UInt32 {
        segment.kind == .constant ? Fault.unknownSite : programs[Int(segment.program)].entry
    }
}

/// Date, X-Request-Id, Connection where the connection ends, and the empty line.
func finishHead(
    _ id: RequestID,
    _ date: HTTPDate,
    closes: Bool,
    workspace: inout Workspace
) throws(Fault) {
    try workspace.output.append("Date: ")
    for index in 0..<29 { try workspace.output.append(date.text[index]) }
    try workspace.output.append("\r\nX-Request-Id: ")
    for index in 0..<36 { try workspace.output.append(id.text[index]) }
    if closes {
        try workspace.output.append("\r\nConnection: close\r\n\r\n")
    } else {
        try workspace.output.append("\r\n\r\n")
    }
}
