/// One evaluation of JSONPath over a tree (RFC 9535, sections 2.3 and 2.5).
///
/// It goes depth first, from segment to segment, which gives the same order as the RFC's lists between segments and needs
/// no memory for them.
struct PathWalk {
    let tables: PathTablesView
    /// What `$` means.
    let root: PathNode
    /// Levels that the descents of this query and of the queries in its filters have gone down.
    private var depth = 0

    /// More levels are a fault, which bounds the stack.
    ///
    /// One descent of a parsed document has half as many at most.
    static let depthMax = JSONParser.depthMax * 2

    init(tables: PathTablesView, root: PathNode) {
        self.tables = tables
        self.root = root
    }

    /// Gives every node that a query matches from `node` on to `matches`.
    mutating func run(
        _ query: Int,
        from node: PathNode,
        into matches: inout PathMatches,
        _ workspace: inout Workspace
    ) throws(Fault) {
        let segments = tables.queries[query].segments.indices
        try walk(segments.lowerBound, segments.upperBound, node, &matches, &workspace)
    }

    /// The node that a singular query leads to.
    mutating func singular(_ query: Int, from start: PathNode, _ workspace: inout Workspace) throws(Fault) -> PathNode?
    {
        var node = start
        for index in tables.queries[query].segments.indices {
            let selector = tables.selectors[Int(tables.segments[index].selectors.start)]
            guard let next = try child(selector, of: node, &workspace) else { return nil }
            node = next
        }
        return node
    }

    private mutating func child(
        _ selector: PathSelector,
        of node: PathNode,
        _ workspace: inout Workspace
    ) throws(Fault) -> PathNode? {
        // Finding a child passes its elder siblings.
        try workspace.charge(1 + node.size(workspace) >> 3)
        switch selector {
        case .name(let name): return node.member(workspace.constants.range(name), workspace)
        case .index(let index): return node.element(Int(index), workspace)
        default: return nil
        }
    }

    /// Applies the segments from `segment` to `end`.
    private mutating func walk(
        _ segment: Int,
        _ end: Int,
        _ node: PathNode,
        _ matches: inout PathMatches,
        _ workspace: inout Workspace
    ) throws(Fault) {
        guard segment < end else { return try matches.append(node, &workspace) }
        let entry = tables.segments[segment]
        if entry.isDescendant {
            try descend(segment, end, node, &matches, &workspace)
        } else {
            try select(entry, segment, end, node, &matches, &workspace)
        }
    }

    /// Applies a segment's selectors to `node`, then to each node below it.
    private mutating func descend(
        _ segment: Int,
        _ end: Int,
        _ node: PathNode,
        _ matches: inout PathMatches,
        _ workspace: inout Workspace
    ) throws(Fault) {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthMax else { throw Fault(.depthExceeded) }
        try select(tables.segments[segment], segment, end, node, &matches, &workspace)
        if matches.isDone { return }
        var children = try PathChildren(of: node, &workspace)
        while !matches.isDone, let child = children.next(workspace) {
            try workspace.charge(1)
            let kind = child.kind(workspace)
            guard kind == .list || kind == .map else { continue }
            try descend(segment, end, child, &matches, &workspace)
        }
        children.finish(&workspace)
    }

    private mutating func select(
        _ entry: PathSegment,
        _ segment: Int,
        _ end: Int,
        _ node: PathNode,
        _ matches: inout PathMatches,
        _ workspace: inout Workspace
    ) throws(Fault) {
        for index in entry.selectors.indices {
            if matches.isDone { return }
            let selector = tables.selectors[index]
            switch selector {
            case .name, .index:
                if let child = try child(selector, of: node, &workspace) {
                    try walk(segment + 1, end, child, &matches, &workspace)
                }
            case .slice(let start, let stop, let step):
                try slice(node, start, stop, step, segment, end, &matches, &workspace)
            case .wildcard:
                try each(node, nil, segment, end, &matches, &workspace)
            case .filter(let condition):
                try each(node, Int(condition), segment, end, &matches, &workspace)
            }
        }
    }

    /// Goes on from each child, or from those for which a condition holds.
    private mutating func each(
        _ node: PathNode,
        _ condition: Int?,
        _ segment: Int,
        _ end: Int,
        _ matches: inout PathMatches,
        _ workspace: inout Workspace
    ) throws(Fault) {
        var children = try PathChildren(of: node, &workspace)
        while !matches.isDone, let child = children.next(workspace) {
            try workspace.charge(1)
            if let condition, try !holds(condition, for: child, &workspace) { continue }
            try walk(segment + 1, end, child, &matches, &workspace)
        }
        children.finish(&workspace)
    }

    /// Goes on from each element of a slice (RFC 9535, section 2.3.4.2.2).
    private mutating func slice(
        _ node: PathNode,
        _ start: Int64,
        _ stop: Int64,
        _ step: Int64,
        _ segment: Int,
        _ end: Int,
        _ matches: inout PathMatches,
        _ workspace: inout Workspace
    ) throws(Fault) {
        guard step != 0, node.kind(workspace) == .list else { return }
        let count = node.size(workspace)
        let bounds = SliceBounds(start: start, stop: stop, step: step, count: count)
        if step < 0 {
            // Against the tape's direction, so each element is looked for from the start; the steps pay for it.
            var index = bounds.first
            while index > bounds.limit, !matches.isDone {
                try workspace.charge(1 + index >> 3)
                guard let child = node.element(index, workspace) else { return }
                try walk(segment + 1, end, child, &matches, &workspace)
                index += max(Int(step), -count - 1)
            }
            return
        }
        var children = try PathChildren(of: node, &workspace)
        var index = 0
        var wanted = bounds.first
        while wanted < bounds.limit, !matches.isDone, let child = children.next(workspace) {
            try workspace.charge(1)
            if index == wanted {
                try walk(segment + 1, end, child, &matches, &workspace)
                wanted += min(Int(step), count + 1)
            }
            index += 1
        }
    }
}

/// The first element of a slice and the bound that it stays before, or after for a negative step.
private struct SliceBounds {
    let first: Int
    let limit: Int

    init(start: Int64, stop: Int64, step: Int64, count: Int) {
        func normalized(_ bound: Int64, open: Int) -> Int {
            if bound == PathSelector.open { return open }
            return bound < 0 ? count + Int(bound) : Int(bound)
        }
        if step > 0 {
            first = min(max(normalized(start, open: 0), 0), count)
            limit = min(max(normalized(stop, open: count), 0), count)
        } else {
            first = min(max(normalized(start, open: count - 1), -1), count - 1)
            limit = min(max(normalized(stop, open: -1), -1), count - 1)
        }
    }
}
