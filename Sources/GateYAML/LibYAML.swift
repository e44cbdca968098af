import CLibYAML

// The only file that touches libyaml. Marks are turned into plain numbers and texts into Strings here; each event is
// deleted before it leaves, and the parser when its reader goes out of scope.

/// One event of libyaml, as Swift values.
///
/// `start` and `end` are libyaml's marks: they count characters (Unicode scalars), not bytes.
struct YAMLEvent {
    enum Kind {
        case streamStart
        case streamEnd
        case documentStart
        case documentEnd
        case alias(String)
        case scalar(text: String, style: YAMLScalar.Style)
        case sequenceStart(isFlow: Bool)
        case sequenceEnd
        case mappingStart(isFlow: Bool)
        case mappingEnd
    }

    var kind: Kind
    var anchor: String?
    var tag: String?
    var start: Int
    var end: Int
}

/// libyaml's account of why it cannot go on; the offsets count characters.
struct LibYAMLProblem: Error, Hashable {
    /// What it was doing, such as "while scanning a simple key"; may be empty.
    var context: String
    /// Where that began.
    var contextStart: Int?
    /// What it met.
    var problem: String
    var place: Int
}

/// Reads events from bytes in memory.
///
/// libyaml keeps a pointer to the bytes, so a reader exists only inside ``read(_:_:)``.
struct EventReader: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>

    /// Calls `body` with a reader of UTF-8 bytes; the result is nil if libyaml has no memory.
    static func read<Result>(_ bytes: ArraySlice<UInt8>, _ body: (inout EventReader) -> Result) -> Result? {
        bytes.withUnsafeBufferPointer { buffer in
            guard var reader = EventReader(buffer) else { return nil }
            return body(&reader)
        }
    }

    private init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        guard let start = bytes.baseAddress, yaml_parser_initialize(parser) == 1 else {
            parser.deallocate()
            return nil
        }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, start, bytes.count)
        self.parser = parser
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
    }

    /// The next event; after an error or the end of the stream the reader must not be asked again.
    mutating func next() throws(LibYAMLProblem) -> YAMLEvent {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw problem() }
        defer { yaml_event_delete(&event) }
        return EventReader.convert(event)
    }

    private func problem() -> LibYAMLProblem {
        let state = parser.pointee
        return LibYAMLProblem(
            context: state.context.map { String(cString: $0) } ?? "",
            contextStart: state.context == nil ? nil : state.context_mark.index,
            problem: state.problem.map { String(cString: $0) } ?? "libyaml has no memory",
            place: state.problem_mark.index
        )
    }

    private static func convert(_ event: yaml_event_t) -> YAMLEvent {
        var anchor: UnsafeMutablePointer<yaml_char_t>?
        var tag: UnsafeMutablePointer<yaml_char_t>?
        let kind: YAMLEvent.Kind
        switch event.type {
        case YAML_STREAM_START_EVENT: kind = .streamStart
        case YAML_DOCUMENT_START_EVENT: kind = .documentStart
        case YAML_DOCUMENT_END_EVENT: kind = .documentEnd
        case YAML_ALIAS_EVENT: kind = .alias(text(event.data.alias.anchor) ?? "")
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            (anchor, tag) = (scalar.anchor, scalar.tag)
            let value = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            kind = .scalar(text: String(decoding: value, as: UTF8.self), style: style(scalar.style))
        case YAML_SEQUENCE_START_EVENT:
            (anchor, tag) = (event.data.sequence_start.anchor, event.data.sequence_start.tag)
            kind = .sequenceStart(isFlow: event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE)
        case YAML_SEQUENCE_END_EVENT: kind = .sequenceEnd
        case YAML_MAPPING_START_EVENT:
            (anchor, tag) = (event.data.mapping_start.anchor, event.data.mapping_start.tag)
            kind = .mappingStart(isFlow: event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE)
        case YAML_MAPPING_END_EVENT: kind = .mappingEnd
        default: kind = .streamEnd
        }
        return YAMLEvent(
            kind: kind,
            anchor: text(anchor),
            tag: text(tag),
            start: event.start_mark.index,
            end: event.end_mark.index
        )
    }

    private static func text(_ characters: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        characters.map { String(cString: $0) }
    }

    private static func style(_ style: yaml_scalar_style_t) -> YAMLScalar.Style {
        switch style {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
        case YAML_LITERAL_SCALAR_STYLE: .literal
        case YAML_FOLDED_SCALAR_STYLE: .folded
        default: .plain
        }
    }
}
