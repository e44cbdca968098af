/// The compiled JSONPath queries of a graph: flat tables whose entries refer to each other by index.
///
/// Text is a range of the graph's constant bytes. The compiler appends to the arrays; the graph freezes them into tables
/// of its own and reads them through ``PathTablesView``.
package struct PathTables: Sendable {
    package var queries: [PathQuery] = []
    package var segments: [PathSegment] = []
    package var selectors: [PathSelector] = []
    package var conditions: [PathCondition] = []
    /// Indices of conditions: the terms of `||` and `&&`.
    package var terms: [UInt32] = []
    package var operands: [PathOperand] = []
    package var tries: [PathTrie] = []
    package var trieNodes: [PathTrieNode] = []
    package var trieEdges: [PathTrieEdge] = []
    package var trieSlots: [UInt16] = []
    /// The owners of the handles in `conditions`.
    package var regexes: [RegexProgram] = []

    package init() {}
}

/// The tables of ``PathTables`` as a request reads them.
package struct PathTablesView {
    package var queries: TableView<PathQuery>
    package var segments: TableView<PathSegment>
    package var selectors: TableView<PathSelector>
    package var conditions: TableView<PathCondition>
    package var terms: TableView<UInt32>
    package var operands: TableView<PathOperand>
    package var tries: TableView<PathTrie>
    package var trieNodes: TableView<PathTrieNode>
    package var trieEdges: TableView<PathTrieEdge>
    package var trieSlots: TableView<UInt16>
}

/// `$` or `@` and the segments after it.
package struct PathQuery: BitwiseCopyable, Sendable {
    package var segments: TableRange
    /// Whether it starts at the document and not at a filter's current node.
    package var isAbsolute: Bool
    /// Whether it can match one place at most.
    package var isSingular: Bool

    package init(segments: TableRange, isAbsolute: Bool, isSingular: Bool) {
        self.segments = segments
        self.isAbsolute = isAbsolute
        self.isSingular = isSingular
    }
}

/// `.name`, `[…]`, or with a `..`.
package struct PathSegment: BitwiseCopyable, Sendable {
    package var selectors: TableRange
    package var isDescendant: Bool

    package init(selectors: TableRange, isDescendant: Bool) {
        self.selectors = selectors
        self.isDescendant = isDescendant
    }
}

/// What a segment picks of a node's children.
package enum PathSelector: BitwiseCopyable, Sendable {
    case name(ByteRange)
    /// Negative from the end.
    case index(Int64)
    /// Bounds that are left out are ``PathSelector/open``.
    case slice(start: Int64, end: Int64, step: Int64)
    case wildcard
    /// The index of a condition.
    case filter(UInt32)

    /// A slice's bound that is left out; no integer of a path is as small.
    package static let open = Int64.min
}

/// A filter's condition, or a part of it.
package enum PathCondition: BitwiseCopyable, Sendable {
    case or(TableRange)
    case and(TableRange)
    case not(UInt32)
    /// Whether a query matches anything.
    case exists(query: UInt32)
    case comparison(PathComparison, left: UInt32, right: UInt32)
    /// A constant pattern.
    case regex(handle: UInt, text: UInt32, isWhole: Bool)
    /// A pattern that comes from the document.
    case dynamicRegex(pattern: UInt32, text: UInt32, isWhole: Bool)
}

/// The comparisons; `>` and `>=` are the first two with their sides swapped.
package enum PathComparison: UInt8, BitwiseCopyable, Sendable {
    case equal, notEqual, less, lessOrEqual
}

/// What is compared, or given to a function.
///
/// Indices are of `operands` and `queries`.
package enum PathOperand: BitwiseCopyable, Sendable {
    /// A scalar, or text among the constants.
    case constant(Value)
    case query(UInt32)
    case length(operand: UInt32)
    case count(query: UInt32)
    case value(query: UInt32)
}
