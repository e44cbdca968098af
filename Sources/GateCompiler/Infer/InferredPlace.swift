import GateExpression

/// A value that can be extracted: where it is, what it is in the samples, and a name for it.
struct InferredPlace {
    /// Where a value is read from.
    enum Source: String {
        case body, query, header
    }

    /// A step of the way to the value.
    enum Step: Hashable {
        case key(String)
        case index(Int)
        /// Every item of a list.
        case every
    }

    var source: Source
    var steps: [Step]
    /// The word for `type:`; nil where the samples do not agree, or where it goes without saying.
    var type: String?
    /// What the value is, for the comment: `int or string`.
    var kind = ""
    /// A value that occurs, ready to be shown.
    var sample: String?
    /// In how many samples it is absent, and null.
    var absentCount = 0
    var nullCount = 0
    var totalCount = 0
    /// Whether a list stands above it, so that the path gives a list.
    var isList: Bool { steps.contains(.every) }
    /// Whether other places are inside it.
    var isParent = false
    /// Whether its name or value looks like a secret.
    var isSecret = false
    var alias = ""

    /// Whether every sample has it once, and not null.
    var isCommon: Bool { absentCount == 0 && nullCount == 0 && !isList }

    /// The names on the way, for an alias.
    var names: [String] {
        steps.compactMap { if case .key(let name) = $0 { name } else { nil } }
    }

    /// The path as the language writes it: JSONPath for the body, a name for a header.
    var path: String {
        switch source {
        case .header: names.first ?? ""
        case .body: "$" + steps.map(InferredPlace.selector).joined()
        case .query: InferredPlace.queryPath(steps)
        }
    }

    private static func selector(_ step: Step) -> String {
        switch step {
        case .index(let index): "[\(index)]"
        case .every: "[*]"
        case .key(let name): isShorthand(name) ? ".\(name)" : "['\(escaped(name))']"
        }
    }

    /// Whether a name needs no brackets (RFC 9535, section 2.5.1); names beyond ASCII get them all the same.
    private static func isShorthand(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
        return name.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
        }
    }

    /// A name within single quotes (RFC 9535, section 2.3.1); what is hard to see is written as an escape.
    private static func escaped(_ name: String) -> String {
        var text = ""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "'", "\\": text += "\\\(scalar)"
            case _ where isHidden(scalar):
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate: true
        case .spaceSeparator: scalar != " "
        default: false
        }
    }

    private static func queryPath(_ steps: [Step]) -> String {
        var text = ""
        for step in steps {
            switch step {
            case .index(let index): text += "[\(index)]"
            case .every: text += "[*]"
            case .key(let name):
                let isPlain = !name.isEmpty && !name.contains { ".[]\"'".contains($0) }
                let quote = name.contains("\"") ? "'" : "\""
                text += isPlain ? (text.isEmpty ? name : ".\(name)") : "[\(quote)\(name)\(quote)]"
            }
        }
        return text
    }
}
