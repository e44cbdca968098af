/// Writes values as compact JSON.
package enum JSONWriter {
    /// The deepest nesting that is written: a whole body within the answer's own lists and maps.
    package static let depthMax = JSONParser.depthMax * 2

    /// Appends a value to the workspace's `output`.
    ///
    /// Takes steps for elements and text. Absent is null. Bytes are base64, timestamps RFC 3339, durations seconds with an `s`, addresses text. Keys that are numbers or
    /// booleans become text. What JSON has no form for, such as NaN, is ``FaultCode/notRepresentable``.
    package static func write(_ value: Value, in workspace: inout Workspace) throws(Fault) {
        try write(value, depth: 0, &workspace)
    }

    private static func write(_ value: Value, depth: Int, _ workspace: inout Workspace) throws(Fault) {
        switch value.kind {
        case .absent, .null: try workspace.output.append("null")
        case .bool: try workspace.output.append(value.isTrue ? "true" : "false")
        case .int: try workspace.output.append(decimal: value.asInt)
        case .uint: try workspace.output.append(decimal: value.payload)
        case .double: try workspace.output.append(json: value.asDouble)
        case .string: try writeText(value, &workspace)
        case .bytes:
            try workspace.charge(bytes: value.count, .rewritten)
            try workspace.output.append(UInt8(ascii: "\""))
            try workspace.output.append(base64: workspace.view(value))
            try workspace.output.append(UInt8(ascii: "\""))
        case .timestamp:
            try workspace.output.append(UInt8(ascii: "\""))
            try workspace.output.append(timestampSeconds: value.seconds, nanoseconds: value.nanoseconds)
            try workspace.output.append(UInt8(ascii: "\""))
        case .duration:
            try workspace.output.append(UInt8(ascii: "\""))
            try workspace.output.append(durationSeconds: value.seconds, nanoseconds: value.nanoseconds)
            try workspace.output.append(UInt8(ascii: "\""))
        case .list, .map: try writeContainer(value, depth: depth, &workspace)
        case .optional:
            // The content may be a constant as well as a value that was made for the request.
            let inner = try workspace.content(ofOptional: value) ?? .null
            try write(inner, depth: depth + 1, &workspace)
        case .error: throw value.fault
        case .ip, .cidr: try writeAddress(value, &workspace)
        case .type: throw Fault(.notRepresentable)
        }
    }

    private static func writeText(_ value: Value, _ workspace: inout Workspace) throws(Fault) {
        try workspace.charge(bytes: value.count, .scanned)
        let text = workspace.view(value)
        guard value.place == .head else { return try workspace.output.append(jsonString: text) }
        try workspace.output.append(UInt8(ascii: "\""))
        try writeHeadCharacters(text, &workspace)
        try workspace.output.append(UInt8(ascii: "\""))
    }

    private static func writeAddress(_ value: Value, _ workspace: inout Workspace) throws(Fault) {
        let start = workspace.bytes.count
        defer { workspace.bytes.truncate(to: start) }
        try workspace.appendAddress(value)
        let text = workspace.bytes.view(from: start, count: workspace.bytes.count - start)
        try workspace.output.append(jsonString: text)
    }

    private static func writeContainer(_ value: Value, depth: Int, _ workspace: inout Workspace) throws(Fault) {
        guard depth < depthMax else { throw Fault(.depthExceeded) }
        switch (value.kind, value.place) {
        case (_, .json): try writeTape(value.tapeIndex, depth: depth, &workspace)
        case (_, .head): try writeHeaders(&workspace)
        case (.list, _):
            try workspace.output.append(UInt8(ascii: "["))
            for index in 0..<value.count {
                try workspace.charge(OperationCost.element)
                if index > 0 { try workspace.output.append(UInt8(ascii: ",")) }
                try write(workspace.element(of: value, at: index), depth: depth + 1, &workspace)
            }
            try workspace.output.append(UInt8(ascii: "]"))
        default:
            try workspace.output.append(UInt8(ascii: "{"))
            for pair in 0..<value.count {
                try workspace.charge(OperationCost.element)
                if pair > 0 { try workspace.output.append(UInt8(ascii: ",")) }
                try writeKey(workspace.element(of: value, at: pair * 2), &workspace)
                try workspace.output.append(UInt8(ascii: ":"))
                try write(workspace.element(of: value, at: pair * 2 + 1), depth: depth + 1, &workspace)
            }
            try workspace.output.append(UInt8(ascii: "}"))
        }
    }

    private static func writeKey(_ key: Value, _ workspace: inout Workspace) throws(Fault) {
        switch key.kind {
        case .string: return try writeText(key, &workspace)
        case .int, .uint, .bool: break
        default: throw Fault(.notRepresentable)
        }
        try workspace.output.append(UInt8(ascii: "\""))
        try write(key, depth: 0, &workspace)
        try workspace.output.append(UInt8(ascii: "\""))
    }

    /// Writes the value at a position of the tape.
    private static func writeTape(_ index: Int, depth: Int, _ workspace: inout Workspace) throws(Fault) {
        let tape = workspace.json
        try workspace.charge(OperationCost.element)
        switch tape.tag(at: index) {
        case JSONTape.Tag.list:
            guard depth < depthMax else { throw Fault(.depthExceeded) }
            try workspace.output.append(UInt8(ascii: "["))
            let end = tape.end(of: index)
            var position = tape.start(of: index)
            while position < end {
                if position > index + 1 { try workspace.output.append(UInt8(ascii: ",")) }
                try writeTape(position, depth: depth + 1, &workspace)
                position = tape.next(after: position)
            }
            try workspace.output.append(UInt8(ascii: "]"))
        case JSONTape.Tag.map:
            guard depth < depthMax else { throw Fault(.depthExceeded) }
            try writeMembers(of: index, depth: depth, &workspace)
        case JSONTape.Tag.string:
            let text = tape.bytes(at: index)
            try workspace.charge(bytes: text.count, .scanned)
            try workspace.output.append(jsonString: text)
        default:
            try write(tape.value(at: index), depth: depth, &workspace)
        }
    }

    private static func writeMembers(of map: Int, depth: Int, _ workspace: inout Workspace) throws(Fault) {
        let tape = workspace.json
        var members = try workspace.members(of: map)
        defer { members.finish(&workspace.scratch) }
        try workspace.output.append(UInt8(ascii: "{"))
        var isFirst = true
        while let member = members.next(in: tape, scratch: workspace.scratch) {
            if !isFirst { try workspace.output.append(UInt8(ascii: ",")) }
            isFirst = false
            try workspace.output.append(jsonString: tape.bytes(at: member.keyIndex))
            try workspace.output.append(UInt8(ascii: ":"))
            try writeTape(member.valueIndex, depth: depth + 1, &workspace)
        }
        try workspace.output.append(UInt8(ascii: "}"))
    }
}
