import GateDiagnostics

/// How a message writes the way to a place.
enum PlaceStyle {
    /// JSONPath: `$.a.b[*]`.
    case path
    /// CEL: `body.a.b[0]`.
    case expression

    var root: String { self == .path ? "$" : "body" }
    var element: String { self == .path ? "[*]" : "[0]" }
}

extension SampleShape {
    /// What was probably meant by a name that no place of some has; at least one note.
    func advice(for name: String, in parents: [NodeID], style: PlaceStyle) -> [String] {
        var names: [String] = []
        for parent in parents {
            for member in self[parent].members where !names.contains(member.name) { names.append(member.name) }
        }
        if let near = Suggestion.nearest(to: name, in: names) { return ["did you mean \"\(near)\"?"] }
        if let element = parents.lazy.compactMap({ self[$0].element }).first, self[element].member(name) != nil {
            let one = "the elements of the list here have it: write [0].\(name)"
            return [style == .path ? one + " for one, [*].\(name) for all" : one]
        }
        var notes: [String] = []
        if !names.isEmpty, let elsewhere = path(toName: name, style) { notes.append("the samples have \(elsewhere)") }
        if !names.isEmpty {
            let shown = names.prefix(ExpressionLimits.listedNameCountMax).joined(separator: ", ")
            let rest = names.count - ExpressionLimits.listedNameCountMax
            notes.append("here the samples have \(shown)" + (rest > 0 ? " and \(rest) more" : ""))
        } else if parents.count == 1, let kind = self[parents[0]].kinds.keys.map(\.noun).sorted().first {
            notes.append("here the samples have \(kind)")
        }
        return notes + ["correct the path, or add a sample that has it"]
    }

    /// Whether a place has a name that is nearly another one.
    func hasNear(_ name: String, in parent: NodeID) -> Bool {
        Suggestion.nearest(to: name, in: self[parent].members.map(\.name)) != nil
    }

    /// The way to the shallowest place of a name; nil where there is none.
    private func path(toName name: String, _ style: PlaceStyle) -> String? {
        var level: [(node: NodeID, path: String)] = [(Self.root, style.root)]
        var seen = 0
        while !level.isEmpty, seen < Self.nodeCountMax {
            var next: [(node: NodeID, path: String)] = []
            for (node, path) in level {
                seen += 1
                if let found = self[node].member(name), found.index > 0 { return path + step(name) }
                for member in self[node].members { next.append((member.node, path + step(member.name))) }
                if let element = self[node].element { next.append((element, path + style.element)) }
            }
            level = next
        }
        return nil
    }

    private func step(_ name: String) -> String {
        let isWord = name.utf8.allSatisfy(isWordPart) && name.utf8.first.map { !(0x30...0x39).contains($0) } ?? false
        return isWord ? ".\(name)" : "['\(name.prefix(80))']"
    }

    // MARK: Values

    /// A finding where a value is compared with a place that has a small closed set of others; nil otherwise.
    ///
    /// A set is closed where it looks like an enumeration: texts without blanks or @, two or more; numbers, two or
    /// more, that come three times on average. For any other, only a value that is nearly one of them is worth a word.
    func unseenValue(
        _ value: Scalar,
        at id: NodeID,
        _ range: ExpressionSyntax.TextRange
    ) -> ExpressionDiagnostic? {
        guard let values = self[id].values, !values.isEmpty, values[value] == nil else { return nil }
        switch value {
        case .bool: return nil
        case .string(let text):
            let texts = values.keys.compactMap { if case .string(let text) = $0 { text } else { nil } }.sorted()
            guard texts.count == values.count else { return nil }
            let near = Suggestion.nearest(to: text, in: texts)
            let isClosed = texts.count > 1 && texts.allSatisfy(isEnumerationWord)
            guard near != nil || isClosed else { return nil }
            return .unseenValue(
                "\"\(text)\"",
                near: near.map { "\"\($0)\"" },
                seen: texts.map { "\"\($0)\"" },
                at: range
            )
        case .int, .double:
            let numbers = values.keys.compactMap(\.number)
            let sightings = values.values.reduce(0) { $0 + $1.count }
            guard numbers.count == values.count, numbers.count > 1, sightings >= 3 * numbers.count else { return nil }
            let seen = numbers.sorted().map { Scalar.text(of: $0) }
            return .unseenValue(value.number.map { Scalar.text(of: $0) } ?? "", near: nil, seen: seen, at: range)
        }
    }

    private func isEnumerationWord(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 64 && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x40 }
            && text.utf8.contains { !(0x30...0x39).contains($0) }
    }
}

extension SampleShape.Scalar {
    var number: Double? {
        switch self {
        case .int(let value): Double(value)
        case .double(let value): value
        default: nil
        }
    }

    static func text(of number: Double) -> String {
        Int64(exactly: number).map { "\($0)" } ?? "\(number)"
    }
}

extension SampleShape.Kind {
    /// The kind with its article.
    package var noun: String {
        switch self {
        case .null: "null"
        case .int: "an int"
        default: "a \(rawValue)"
        }
    }
}
