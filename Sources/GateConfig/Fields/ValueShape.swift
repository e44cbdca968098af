/// What a key's value looks like, for the decoder's messages, the manual and the JSON Schema.
package indirect enum ValueShape: Hashable, Sendable {
    case text
    case integer(ClosedRange<Int>)
    case boolean
    /// Nothing: the key alone says it.
    case nothing
    /// Bytes: `64KiB`, `1MiB`.
    case size(ClosedRange<Int>)
    /// Milliseconds, written `500ms`, `10s`, `5m`, `1h`.
    case duration(ClosedRange<Int>)
    /// Millionths, written `100%`, `2.5%`.
    case share
    /// One of these words.
    case word([String])
    /// An address to listen on.
    case listenAddress
    /// An address or CIDR range; the words are accepted besides.
    case addressRange(words: [String])
    /// The name of an entry under `secrets:`.
    case secretName
    /// A CEL expression.
    case expression
    /// A JSONPath query (RFC 9535).
    case jsonPath
    /// Text that may hold `${…}`.
    case template
    /// Any JSON value, whose strings may hold `${…}`.
    case templateTree
    /// Any JSON value.
    case tree
    case list(ValueShape)
    /// One value, or a list of them.
    case oneOrMore(ValueShape)
    /// Names of the author's choice with a value each.
    case map(key: KeyShape, ValueShape)
    /// A mapping with fixed keys, by the name of its ``ObjectDescription``.
    case object(String)
    case either([ValueShape])
}

extension ValueShape: CustomStringConvertible {
    /// The shape in words for the manual: `list of texts`, `size, 1B to 64MiB`.
    package var description: String {
        switch self {
        case .text: "text"
        case .integer(let range):
            range.count == 1 ? "the integer \(range.lowerBound)" : "integer, \(range.lowerBound) to \(range.upperBound)"
        case .boolean: "true or false"
        case .nothing: "no value"
        case .size(let range): "size, \(renderSize(range.lowerBound)) to \(renderSize(range.upperBound))"
        case .duration(let range):
            "duration, \(renderDuration(range.lowerBound)) to \(renderDuration(range.upperBound))"
        case .share: "share, 0% to 100%"
        case .word(let words): words.joined(separator: " | ")
        case .listenAddress: "address to listen on"
        case .addressRange(let words): (["address or CIDR range"] + words).joined(separator: " | ")
        case .secretName: "name of a secret"
        case .expression: "CEL expression"
        case .jsonPath: "JSONPath"
        case .template: "text with ${...}"
        case .templateTree: "any value, its texts with ${...}"
        case .tree: "any value"
        case .list(let element): "list of \(element.plural)"
        case .oneOrMore(let element): "\(element), or a list of them"
        case .map(let key, let value): "\(key.noun)s, each with \(value.withArticle)"
        case .object(let name): "\(name) mapping"
        case .either(let shapes): shapes.map(\.description).joined(separator: ", or ")
        }
    }

    private var plural: String {
        switch self {
        case .text: "texts"
        case .listenAddress: "addresses to listen on"
        case .addressRange(let words): (["addresses or CIDR ranges"] + words).joined(separator: " | ")
        case .jsonPath: "JSONPaths"
        case .word(let words): "words: \(words.joined(separator: ", "))"
        case .object(let name): "\(name) mappings"
        default: description
        }
    }

    private var withArticle: String {
        switch self {
        case .text, .template: description
        case .either(let shapes): shapes.map(\.withArticle).joined(separator: " or ")
        default: "aeiou".contains(description.prefix(1)) ? "an \(self)" : "a \(self)"
        }
    }
}
