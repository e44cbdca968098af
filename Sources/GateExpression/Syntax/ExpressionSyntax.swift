/// A parsed CEL expression: nodes in one array, in the order in which the parser finished them (children first).
///
/// Offsets in a node's range count bytes (UTF-8) of the expression's decoded text; the compiler maps them to the file.
package struct ExpressionSyntax: Sendable {
    /// Index of a node.
    package struct NodeID: Hashable, Sendable {
        package var index: Int32
        package init(_ index: Int32) { self.index = index }
    }

    /// A range of bytes in the expression's text, half-open.
    package struct TextRange: Hashable, Sendable {
        package var start: UInt32
        package var end: UInt32
        package init(_ start: UInt32, _ end: UInt32) {
            self.start = start
            self.end = max(start, end)
        }
    }

    /// One node and the text it covers.
    package struct Node: Sendable {
        package var kind: Kind
        package var range: TextRange

        package init(_ kind: Kind, _ range: TextRange) {
            self.kind = kind
            self.range = range
        }
    }

    /// A literal's value.
    package enum Literal: Hashable, Sendable {
        case null
        case bool(Bool)
        case int(Int64)
        case uint(UInt64)
        case double(Double)
        case string(String)
        case bytes([UInt8])
    }

    /// What a node is, with its parts.
    package enum Kind: Sendable {
        case literal(Literal)
        /// A name; `isAbsolute` for a leading dot, which skips local names.
        case identifier(String, isAbsolute: Bool)
        /// `operand.field`, or `operand.?field` with `isOptional`; `fieldRange` is the field's own place.
        case select(operand: NodeID, field: String, isOptional: Bool, fieldRange: TextRange)
        /// `has(operand.field)`.
        case has(operand: NodeID, field: String, fieldRange: TextRange)
        /// A function, method or operator, operators by CEL's names (`_+_`, `!_`, `_[_]`, `_[?_]`, `_?_:_`, `@in`).
        /// A qualified name (`math.greatest`, `cel.bind`) is a receiver that is an identifier; the checker resolves it.
        case call(function: String, receiver: NodeID?, arguments: [NodeID], nameRange: TextRange)
        /// `[a, ?b]`; `optionalIndices` lists the elements that are written with `?`.
        case list([NodeID], optionalIndices: [Int])
        case map([MapEntry])
        /// A macro over a list, map or optional, kept whole so that it can be explained and compiled well.
        case macro(Macro)
    }

    /// A key and its value in a map literal.
    package struct MapEntry: Sendable {
        package var key: NodeID
        package var value: NodeID
        /// `{?key: optional}`.
        package var isOptional: Bool

        package init(key: NodeID, value: NodeID, isOptional: Bool) {
            self.key = key
            self.value = value
            self.isOptional = isOptional
        }
    }

    /// A comprehension or binding macro with its parts.
    package struct Macro: Sendable {
        /// The macros, by the name they are written with.
        package enum Name: String, Sendable {
            case all, exists, existsOne = "exists_one", map, filter
            case transformList, transformMap, transformMapEntry
            case bind, optMap, optFlatMap
        }

        package var name: Name
        /// What is iterated, mapped or, for `bind`, bound.
        package var operand: NodeID
        /// One variable, or two for the two-variable forms (index or key, then value).
        package var variables: [String]
        package var variableRanges: [TextRange]
        /// The filter of `map(x, filter, result)` and of the three-argument transforms.
        package var filter: NodeID?
        /// The predicate, the transform, or for `bind` the expression that uses the name.
        package var result: NodeID

        package init(
            name: Name,
            operand: NodeID,
            variables: [String],
            variableRanges: [TextRange],
            filter: NodeID?,
            result: NodeID
        ) {
            self.name = name
            self.operand = operand
            self.variables = variables
            self.variableRanges = variableRanges
            self.filter = filter
            self.result = result
        }
    }

    package var text: String
    package var nodes: [Node]
    package var root: NodeID
    /// Where `text` begins in the text around it, a template for instance; every range is that much further on.
    package var offset: UInt32

    package init(text: String, nodes: [Node], root: NodeID, offset: UInt32 = 0) {
        self.text = text
        self.nodes = nodes
        self.root = root
        self.offset = offset
    }

    package subscript(_ id: NodeID) -> Node { nodes[Int(id.index)] }
}
