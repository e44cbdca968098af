import GateConfig
import GateDiagnostics

/// Puts the values of a table's row in the place of `${column}`.
struct RowFiller {
    /// The columns and their values; `file` is the name of the file that the test is run for.
    var columns: [String: JSONTree]
    private(set) var findings: [Diagnostic] = []

    init(_ columns: [String: JSONTree]) {
        self.columns = columns
    }

    /// A value with its columns filled in; nil where that is wrong, which is reported.
    mutating func fill(_ tree: ConfigTree) -> JSONTree? {
        switch tree {
        case .null: return .null
        case .bool(let value, _): return .bool(value)
        case .int(let value, _): return .int(value)
        case .double(let value, _): return .double(value)
        case .string(let text): return value(of: text)
        case .list(let items, _):
            let filled = items.compactMap { fill($0) }
            return filled.count == items.count ? .list(filled) : nil
        case .map(let members, _):
            var filled: [JSONTree.Member] = []
            for member in members {
                guard let name = fill(member.key), let value = fill(member.value) else { return nil }
                filled.append(JSONTree.Member(name, value))
            }
            return .map(filled)
        }
    }

    /// A text with its columns filled in.
    mutating func fill(_ text: ConfigText) -> String? {
        value(of: text).flatMap { $0.plainText }
    }

    /// A text that is exactly one column is the column's value, whatever its type.
    private mutating func value(of text: ConfigText) -> JSONTree? {
        let pieces = split(text.text)
        if pieces.count == 1, case .column(let name) = pieces[0] { return column(name, text) }
        var whole = ""
        for piece in pieces {
            switch piece {
            case .text(let part): whole += part
            case .column(let name):
                guard let value = column(name, text) else { return nil }
                guard let part = value.plainText else {
                    findings.append(.columnNotText(name, value.kind, at: text.span))
                    return nil
                }
                whole += part
            }
        }
        return .string(whole)
    }

    private mutating func column(_ name: String, _ text: ConfigText) -> JSONTree? {
        if let value = columns[name] { return value }
        findings.append(.unknownColumn(name, known: columns.keys.sorted(), at: text.span))
        return nil
    }

    private enum Piece {
        case text(String)
        case column(String)
    }

    /// The pieces of a text: `$${` is `${`, and a `${` without an end is text.
    private func split(_ text: String) -> [Piece] {
        var pieces: [Piece] = []
        var plain = ""
        var rest = Substring(text)
        while let start = rest.range(ofText: "${") {
            let before = rest[..<start.lowerBound]
            if before.hasSuffix("$") {
                plain += before.dropLast() + "${"
                rest = rest[start.upperBound...]
                continue
            }
            guard let end = rest[start.upperBound...].firstIndex(of: "}") else { break }
            plain += before
            if !plain.isEmpty { pieces.append(.text(plain)) }
            plain = ""
            pieces.append(.column(trimmed(rest[start.upperBound..<end])))
            rest = rest[rest.index(after: end)...]
        }
        plain += rest
        if !plain.isEmpty || pieces.isEmpty { pieces.append(.text(plain)) }
        return pieces
    }
}

extension Substring {
    /// Where a text stands first.
    fileprivate func range(ofText text: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
            start = index(after: start)
        }
        return nil
    }
}

extension JSONTree {
    /// The value as text: a text as it is, a number or boolean as JSON has it; nil for anything else.
    var plainText: String? {
        switch self {
        case .string(let text): text
        case .bool, .int, .uint, .double: line
        case .null, .list, .map: nil
        }
    }
}

private func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
}
