import GateExpression
import GateRuntime

extension GraphBuilder {
    /// Adds an answer, encoded as far as it is the same for every request.
    mutating func addResponse(
        _ response: CheckedResponse,
        slots: Int,
        reads: inout EndpointEntry.Reads
    ) -> UInt32 {
        var head = "HTTP/1.1 \(response.status) \(reasonPhrase(UInt16(response.status)))\r\n"
        if let type = contentType(response) { head += "Content-Type: \(type)\r\n" }
        var dynamicHeaders: [HeaderEntry] = []
        for header in response.headers {
            if let value = header.value.constant {
                head += "\(header.name): \(value)\r\n"
            } else {
                let segments = addSegments(templateSegments(header.value, as: .text), slots: slots, reads: &reads)
                dynamicHeaders.append(HeaderEntry(name: intern("\(header.name): "), segments: segments))
            }
        }
        let body = bodySegments(response.body)
        var entry = ResponseEntry(status: UInt16(response.status), head: .empty)
        entry.hasContentLength = response.status != 204 && response.status != 304
        if let constant = body.constant {
            if entry.hasContentLength { head += "Content-Length: \(constant.utf8.count)\r\n" }
            entry.body = intern(constant)
        } else {
            entry.hasSegments = true
            entry.segments = addSegments(body, slots: slots, reads: &reads)
        }
        entry.head = intern(head)
        entry.headers = TableRange(start: graph.headerLines.count, count: dynamicHeaders.count)
        graph.headerLines += dynamicHeaders
        graph.responses.append(entry)
        return UInt32(graph.responses.count - 1)
    }

    /// The type of the body, unless a header of the file gives it.
    private func contentType(_ response: CheckedResponse) -> String? {
        if response.headers.contains(where: { $0.name.lowercased() == "content-type" }) { return nil }
        return switch response.body {
        case .empty: nil
        case .json: "application/json"
        case .text: "text/plain; charset=utf-8"
        }
    }

    private func bodySegments(_ body: CheckedResponse.Body) -> SegmentList {
        var segments = SegmentList()
        switch body {
        case .empty: break
        case .text(let template): segments = templateSegments(template, as: .text)
        case .json(let tree): segments.append(tree)
        }
        return segments
    }

    private func templateSegments(_ template: CheckedTemplate, as kind: SegmentEntry.Kind) -> SegmentList {
        var segments = SegmentList()
        segments.append(template, as: kind)
        return segments
    }

    private mutating func addSegments(
        _ list: SegmentList,
        slots: Int,
        reads: inout EndpointEntry.Reads
    ) -> TableRange {
        // Programs first: a segment's own program may not stand between its neighbours.
        let entries = list.pieces.map { piece -> SegmentEntry in
            switch piece {
            case .constant(let text): SegmentEntry(constant: intern(text))
            case .expression(let kind, let expression):
                SegmentEntry(kind, program: addProgram(expression, slots: slots, reads: &reads))
            }
        }
        let range = TableRange(start: graph.segments.count, count: entries.count)
        graph.segments += entries
        return range
    }
}

/// The pieces of a body or header value; constant neighbours are one.
struct SegmentList {
    enum Piece {
        case constant(String)
        case expression(SegmentEntry.Kind, LocatedExpression)
    }

    private(set) var pieces: [Piece] = []

    /// The whole text, where nothing of it is made per request.
    var constant: String? {
        guard let piece = pieces.first else { return "" }
        guard pieces.count == 1, case .constant(let text) = piece else { return nil }
        return text
    }

    mutating func append(_ text: String) {
        if case .constant(let before)? = pieces.last {
            pieces[pieces.count - 1] = .constant(before + text)
        } else {
            pieces.append(.constant(text))
        }
    }

    mutating func append(_ kind: SegmentEntry.Kind, _ expression: LocatedExpression) {
        pieces.append(.expression(kind, expression))
    }

    mutating func append(_ template: CheckedTemplate, as kind: SegmentEntry.Kind) {
        for part in template.parts {
            switch part {
            case .literal(let text): append(kind == .jsonText ? escapedJSON(text) : text)
            case .expression(let expression): append(kind, expression)
            }
        }
    }

    mutating func append(_ tree: CheckedTree) {
        switch tree {
        case .null: append("null")
        case .bool(let value): append(value ? "true" : "false")
        case .int(let value): append("\(value)")
        case .double(let value): append("\(value)")
        case .value(let expression): append(.json, expression)
        case .text(let template):
            append("\"")
            append(template, as: .jsonText)
            append("\"")
        case .list(let items):
            append("[")
            for (index, item) in items.enumerated() {
                if index > 0 { append(",") }
                append(item)
            }
            append("]")
        case .map(let members):
            append("{")
            for (index, member) in members.enumerated() {
                append(index > 0 ? ",\"" : "\"")
                append(escapedJSON(member.key))
                append("\":")
                append(member.value)
            }
            append("}")
        }
    }
}

/// The inside of a JSON string (RFC 8259, section 7), with as few escapes as possible.
func escapedJSON(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": escaped += "\\\""
        case "\\": escaped += "\\\\"
        case "\n": escaped += "\\n"
        case "\r": escaped += "\\r"
        case "\t": escaped += "\\t"
        case _ where scalar.value < 0x20:
            let digits = String(scalar.value, radix: 16)
            escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: escaped.unicodeScalars.append(scalar)
        }
    }
    return escaped
}
