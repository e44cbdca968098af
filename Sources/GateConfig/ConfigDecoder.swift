import GateDiagnostics
import GateYAML

/// Turns located YAML into values by the field tables, collecting every finding on the way.
///
/// A value that cannot be decoded is reported once and left out; its siblings are decoded all the same.
struct ConfigDecoder {
    let document: YAMLDocument
    private(set) var diagnostics: [Diagnostic] = []
    /// Spans that hold what may be a literal secret; never printed.
    private(set) var redactions: [SourceSpan] = []

    init(document: YAMLDocument) {
        self.document = document
    }

    mutating func report(_ diagnostic: Diagnostic) {
        diagnostics.append(diagnostic)
    }

    mutating func redact(_ span: SourceSpan) {
        redactions.append(span)
    }

    /// Decodes a mapping by its table: unknown, missing and mistyped keys are reported here.
    ///
    /// `place` is where a missing key is reported: the key that holds the mapping, or the mapping itself.
    mutating func object<Root>(
        _ id: YAMLDocument.NodeID,
        by spec: ObjectSpec<Root>,
        into root: inout Root,
        place: SourceSpan
    ) {
        guard let entries = mapping(id, what: spec.name) else {
            if spec.isSensitive { redact(document[id].span) }
            spec.unreadable(&root, place)
            return
        }
        var misspelt: Set<String> = []
        for entry in entries {
            guard let field = spec.fields.first(where: { $0.description.name == entry.key.text }) else {
                let near = Suggestion.nearest(to: entry.key.text, in: spec.fields.map(\.description.name))
                if spec.isSensitive {
                    report(.unknownKeyHidden(in: spec.description, near: near, at: entry.keySpan))
                    redact(document[entry.value].span)
                    if near == nil { redact(entry.keySpan) }
                } else {
                    report(.unknownKey(entry.key.text, in: spec.description, near: near, at: entry.keySpan))
                }
                if let near { misspelt.insert(near) }
                spec.misspelt(&root, near ?? "", entry.keySpan)
                continue
            }
            field.store(&root, entry.value, entry.keySpan, &self)
        }
        // What a syntax error made the reader skip is not missing.
        if document[id].isIncomplete { return }
        spec.finish(&root, &self)
        for field in spec.fields
        where field.description.isRequired && !misspelt.contains(field.description.name) {
            guard !entries.contains(where: { $0.key.text == field.description.name }) else { continue }
            report(.missingKey(field.description, in: spec.description, at: place))
        }
    }

    /// Reports a value of another kind, unless it is only the rest of what a syntax error made the reader skip.
    private mutating func reportType(_ id: YAMLDocument.NodeID, expected: String) {
        if document[id].isIncomplete { return }
        report(.wrongType(expected: expected, found: describe(id), at: document[id].span))
    }

    /// The entries of a mapping; anything else is reported.
    mutating func mapping(_ id: YAMLDocument.NodeID, what: String) -> [YAMLNode.Entry]? {
        if case .mapping(let entries) = document[id].content { return entries }
        reportType(id, expected: "a mapping (\(what))")
        return nil
    }

    /// The items of a sequence; anything else is reported.
    mutating func sequence(_ id: YAMLDocument.NodeID, of what: String) -> [YAMLDocument.NodeID]? {
        if case .sequence(let items) = document[id].content { return items }
        reportType(id, expected: "a list of \(what)")
        return nil
    }

    /// A scalar's text whatever its type, for expressions, paths and addresses; null and collections are reported.
    mutating func configText(_ id: YAMLDocument.NodeID, what: String) -> ConfigText? {
        if let text = scalarText(id), text.scalar.value != .null { return text }
        reportType(id, expected: what)
        return nil
    }

    /// A scalar's text, null included, without a report.
    func scalarText(_ id: YAMLDocument.NodeID) -> ConfigText? {
        guard case .scalar(let scalar) = document[id].content else { return nil }
        return ConfigText(scalar: scalar, span: document[id].span)
    }

    mutating func text(_ id: YAMLDocument.NodeID, what: String = "text") -> Located<String>? {
        configText(id, what: what).map { Located($0.text, at: $0.span) }
    }

    /// One text, or a list of them.
    mutating func texts(_ id: YAMLDocument.NodeID, what: String) -> [ConfigText] {
        guard case .sequence(let items) = document[id].content else {
            return configText(id, what: what).map { [$0] } ?? []
        }
        if items.isEmpty { report(.emptyList(of: what, at: document[id].span)) }
        return items.compactMap { configText($0, what: what) }
    }

    mutating func bool(_ id: YAMLDocument.NodeID) -> Bool? {
        if case .scalar(let scalar) = document[id].content, case .bool(let value) = scalar.value { return value }
        report(.notBool(found: describe(id), scalarText(id)?.text ?? "", at: document[id].span))
        return nil
    }

    mutating func integer(_ id: YAMLDocument.NodeID, in range: ClosedRange<Int>) -> Located<Int>? {
        let span = document[id].span
        guard case .scalar(let scalar) = document[id].content, case .int(let value) = scalar.value else {
            report(.wrongType(expected: "an integer", found: describe(id), at: span))
            return nil
        }
        guard let number = Int(exactly: value), range.contains(number) else {
            report(.outOfRange(scalar.text, "\(range.lowerBound)", "\(range.upperBound)", at: span))
            return nil
        }
        return Located(number, at: span)
    }

    mutating func size(_ id: YAMLDocument.NodeID, in range: ClosedRange<Int>) -> Int? {
        quantity(id, in: range, what: "a size such as 64KiB or 1MiB", parse: parseSize, render: renderSize)
    }

    mutating func duration(_ id: YAMLDocument.NodeID, in range: ClosedRange<Int>) -> Int? {
        quantity(id, in: range, what: "a duration such as 500ms or 10s", parse: parseDuration, render: renderDuration)
    }

    private mutating func quantity(
        _ id: YAMLDocument.NodeID,
        in range: ClosedRange<Int>,
        what: String,
        parse: (String) -> Int?,
        render: (Int) -> String
    ) -> Int? {
        guard let text = text(id, what: what) else { return nil }
        guard let value = parse(text.value) else {
            report(.notQuantity(text.value, expected: what, at: text.span))
            return nil
        }
        guard range.contains(value) else {
            report(.outOfRange(text.value, render(range.lowerBound), render(range.upperBound), at: text.span))
            return nil
        }
        return value
    }

    /// A share in millionths.
    mutating func share(_ id: YAMLDocument.NodeID) -> Int? {
        let expected = "a share from 0% to 100%, such as 10% or 0.5%"
        guard let text = text(id, what: expected) else { return nil }
        guard let value = parseShare(text.value) else {
            report(.notShare(text.value, expected: expected, at: text.span))
            return nil
        }
        return value
    }

    /// One of the words; anything else is reported with the nearest.
    mutating func word(_ id: YAMLDocument.NodeID, of words: [String]) -> Located<String>? {
        guard let text = text(id, what: words.joined(separator: ", ")) else { return nil }
        guard words.contains(text.value) else {
            report(.unknownWord(text.value, of: words, at: text.span))
            return nil
        }
        return text
    }

    /// What a node is, in words: `a list`, `the integer 5`, `the text "x"`.
    func describe(_ id: YAMLDocument.NodeID) -> String {
        switch document[id].content {
        case .sequence: return "a list"
        case .mapping: return "a mapping"
        case .scalar(let scalar):
            switch scalar.value {
            case .null: return "nothing"
            case .bool: return scalar.text
            case .int: return "the integer \(scalar.text)"
            case .float: return "the number \(scalar.text)"
            case .string: return "text"
            }
        }
    }
}
