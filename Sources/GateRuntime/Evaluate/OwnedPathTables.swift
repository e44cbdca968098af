/// The memory behind a ``PathTablesView``.
final class OwnedPathTables {
    private let queries: OwnedTable<PathQuery>
    private let segments: OwnedTable<PathSegment>
    private let selectors: OwnedTable<PathSelector>
    private let conditions: OwnedTable<PathCondition>
    private let terms: OwnedTable<UInt32>
    private let operands: OwnedTable<PathOperand>
    private let tries: OwnedTable<PathTrie>
    private let trieNodes: OwnedTable<PathTrieNode>
    private let trieEdges: OwnedTable<PathTrieEdge>
    private let trieSlots: OwnedTable<UInt16>
    /// Keeps the regular expressions behind the handles in `conditions` alive.
    private let regexes: [RegexProgram]

    init(_ tables: PathTables) {
        queries = OwnedTable(tables.queries)
        segments = OwnedTable(tables.segments)
        selectors = OwnedTable(tables.selectors)
        conditions = OwnedTable(tables.conditions)
        terms = OwnedTable(tables.terms)
        operands = OwnedTable(tables.operands)
        tries = OwnedTable(tables.tries)
        trieNodes = OwnedTable(tables.trieNodes)
        trieEdges = OwnedTable(tables.trieEdges)
        trieSlots = OwnedTable(tables.trieSlots)
        regexes = tables.regexes
    }

    /// The tables without their owner; valid as long as this object.
    var view: PathTablesView {
        PathTablesView(
            queries: queries.view,
            segments: segments.view,
            selectors: selectors.view,
            conditions: conditions.view,
            terms: terms.view,
            operands: operands.view,
            tries: tries.view,
            trieNodes: trieNodes.view,
            trieEdges: trieEdges.view,
            trieSlots: trieSlots.view
        )
    }
}
