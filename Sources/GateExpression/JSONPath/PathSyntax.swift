/// A parsed JSONPath query (RFC 9535), well-typed.
///
/// Ranges are bytes (UTF-8) of ``text``.
package struct PathSyntax: Sendable, Hashable {
    package typealias TextRange = ExpressionSyntax.TextRange

    /// `$` or `@` and the segments after it.
    package struct Query: Sendable, Hashable {
        /// Whether it starts at the document, `$`, and not at the filter's current node, `@`.
        package var isAbsolute: Bool
        package var segments: [Segment]
        package var range: TextRange

        /// Whether it can match one place at most: names and indices only (RFC 9535, section 2.3.5.1).
        package var isSingular: Bool { segments.allSatisfy(\.isSingular) }
    }

    /// `.name`, `[…]`, `..name` or `..[…]`.
    package struct Segment: Sendable, Hashable {
        /// Whether it looks at every node below as well: `..`.
        package var isDescendant: Bool
        package var selectors: [Selector]
        package var range: TextRange

        package var isSingular: Bool {
            guard !isDescendant, selectors.count == 1 else { return false }
            switch selectors[0].kind {
            case .name, .index: return true
            default: return false
            }
        }
    }

    /// What a segment picks of a node's children.
    package struct Selector: Sendable, Hashable {
        /// The kinds of selectors (RFC 9535, section 2.3).
        package enum Kind: Sendable, Hashable {
            case name(String)
            /// Counted from 0, or from the end where negative.
            case index(Int64)
            case slice(start: Int64?, end: Int64?, step: Int64)
            case wildcard
            case filter(Condition)
        }

        package var kind: Kind
        package var range: TextRange
    }

    /// A filter's condition, or a part of it.
    package indirect enum Condition: Sendable, Hashable {
        case or([Condition])
        case and([Condition])
        case not(Condition)
        /// A query on its own: whether it matches anything.
        case exists(Query)
        case comparison(Operand, Comparison, Operand)
        /// `match()` or `search()`.
        case function(Call)
    }

    /// A comparison operator.
    package enum Comparison: String, Sendable, Hashable {
        case equal = "=="
        case notEqual = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
    }

    /// What is compared, or given to a function.
    package indirect enum Operand: Sendable, Hashable {
        case literal(Literal, TextRange)
        case query(Query)
        case function(Call)

        package var range: TextRange {
            switch self {
            case .literal(_, let range): range
            case .query(let query): query.range
            case .function(let call): call.range
            }
        }
    }

    /// A literal of a comparison (RFC 9535, section 2.3.5.1).
    package enum Literal: Sendable, Hashable {
        case null
        case bool(Bool)
        case int(Int64)
        case double(Double)
        case string(String)
    }

    /// A call of a function extension (RFC 9535, section 2.4).
    package struct Call: Sendable, Hashable {
        package var function: PathFunction
        package var arguments: [Operand]
        package var range: TextRange
    }

    /// The text as it was written.
    package var text: String
    /// Whether the text leaves out the `$` or `$.` that RFC 9535 wants.
    package var isShorthand: Bool
    package var query: Query

    /// Whether it can match one place at most, so that it gives a value and not a list.
    package var isSingular: Bool { query.isSingular }
}

/// The function extensions of RFC 9535, section 2.4.
package enum PathFunction: String, CaseIterable, Sendable, Hashable {
    case length, count, match, search, value

    /// What a function takes or gives (RFC 9535, section 2.4.1).
    enum Form: String {
        case value = "a value"
        case logical = "true or false"
        case nodes = "a query"
    }

    var parameters: [Form] {
        switch self {
        case .length: [.value]
        case .count, .value: [.nodes]
        case .match, .search: [.value, .value]
        }
    }

    var result: Form {
        switch self {
        case .length, .count, .value: .value
        case .match, .search: .logical
        }
    }

    var signature: String {
        switch self {
        case .length: "length(value)"
        case .count: "count(query)"
        case .match: "match(value, pattern)"
        case .search: "search(value, pattern)"
        case .value: "value(query)"
        }
    }
}
