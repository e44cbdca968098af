extension Workspace {
    /// `json.parse` and `json.encode`.
    mutating func callJSON(_ operation: Operation, _ arguments: Arguments) throws(Fault) -> Value {
        try arguments.expect(1)
        return operation == .parseJSON ? try parseJSON(arguments.first) : try encodeJSON(arguments.first)
    }

    /// Bytes of text that `json.parse` takes at most; the parser takes fifteen times as much memory.
    private static let parsedBytesMax = 1 << 20

    /// The value of JSON text, copied from the tape to the arenas.
    ///
    /// Fails with ``FaultCode/invalidConversion`` where the text is not JSON, as a body would not be.
    private mutating func parseJSON(_ text: Value) throws(Fault) -> Value {
        guard text.kind == .string else { throw Fault(.noSuchOverload) }
        guard text.count <= Workspace.parsedBytesMax else { throw Fault(.invalidArgument) }
        let tape: JSONTape
        do throws(JSONError) {
            tape = try textParser.parse(view(text))
        } catch {
            throw Fault(error.code == .outOfMemory ? .memoryExceeded : .invalidConversion)
        }
        let mark = pending.count
        do throws(Fault) {
            return try copy(JSONTape.root, of: tape)
        } catch {
            pending.truncate(to: mark)
            throw error
        }
    }

    /// A value of another tape than the body's.
    ///
    /// It nests as deeply as the parser lets it, ``JSONParser/depthMax``.
    private mutating func copy(_ index: Int, of tape: JSONTape) throws(Fault) -> Value {
        try charge(OperationCost.element)
        switch tape.tag(at: index) {
        case JSONTape.Tag.string:
            let content = tape.bytes(at: index)
            try charge(bytes: content.count)
            let offset = try bytes.append(content)
            return .string(.arena, offset: offset, count: content.count)
        case JSONTape.Tag.list:
            let mark = pending.count
            let end = tape.end(of: index)
            var position = tape.start(of: index)
            while position < end {
                try pending.append(try copy(position, of: tape))
                position = tape.next(after: position)
            }
            return try closeList(from: mark)
        case JSONTape.Tag.map:
            let mark = pending.count
            var members = try members(of: index, in: tape)
            defer { members.finish(&scratch) }
            while let member = members.next(in: tape, scratch: scratch) {
                try pending.append(try copy(member.keyIndex, of: tape))
                try pending.append(try copy(member.valueIndex, of: tape))
            }
            return try closeMap(from: mark, checksKeys: false)
        default:
            return tape.value(at: index)
        }
    }

    /// The compact JSON of a value, written behind the answer as far as that is made, and taken away from there.
    private mutating func encodeJSON(_ value: Value) throws(Fault) -> Value {
        let start = output.count
        defer { output.truncate(to: start) }
        try JSONWriter.write(value, in: &self)
        let text = output.view(from: start, count: output.count - start)
        let offset = try bytes.append(text)
        return .string(.arena, offset: offset, count: text.count)
    }
}

/// JSON as text.
enum JSONSpecs {
    static let all: [FunctionSpec] = [
        FunctionSpec(
            "json.parse",
            .parseJSON,
            [.init([.string], .dyn)],
            summary: """
                The value that JSON text writes, of 1 MiB and 512 levels at most. Of a key that comes twice the last \
                counts. Other text is an error.
                """,
            examples: [
                "json.parse('{\"a\": [1, 2.5, null]}').a[0] == 1", "json.parse('{\"a\": 1, \"a\": 2}') == {'a': 2}",
                "json.parse(' \"text\" ') == 'text'",
            ]
        ),
        FunctionSpec(
            "json.encode",
            .encodeJSON,
            [.init([.dyn], .string)],
            summary: """
                The value as compact JSON: bytes as base64, timestamps as RFC 3339, durations as seconds with an s. NaN, \
                infinite numbers and types are an error.
                """,
            examples: [
                "json.encode({'a': [1, 2.5, null, 'x']}) == '{\"a\":[1,2.5,null,\"x\"]}'",
                "json.encode(duration('1m')) == '\"60s\"'", "json.parse(json.encode([true])) == [true]",
            ]
        ),
    ]
}
