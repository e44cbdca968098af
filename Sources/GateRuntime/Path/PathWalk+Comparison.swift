/// Comparisons (RFC 9535, section 2.3.5.2.2).
extension PathWalk {
    mutating func compare(
        _ left: PathNode,
        _ comparison: PathComparison,
        _ right: PathNode,
        _ workspace: inout Workspace
    ) throws(Fault) -> Bool {
        switch comparison {
        case .equal: try isEqual(left, right, depth: 0, &workspace)
        case .notEqual: try !isEqual(left, right, depth: 0, &workspace)
        case .less: try isLess(left, right, &workspace)
        case .lessOrEqual:
            try isLess(left, right, &workspace) ? true : isEqual(left, right, depth: 0, &workspace)
        }
    }

    /// Numbers by value and text by code points; anything else is not ordered.
    private mutating func isLess(_ left: PathNode, _ right: PathNode, _ workspace: inout Workspace) throws(Fault)
        -> Bool
    {
        let a = left.value(workspace)
        let b = right.value(workspace)
        if a.kind == .string, b.kind == .string {
            try workspace.charge(min(a.count, b.count) >> 6)
            return ByteView.compare(workspace.view(a), workspace.view(b)) < 0
        }
        return Value.numericOrder(a, b) == .less
    }

    /// Whether two nodes hold the same JSON value; two absent ones do.
    private mutating func isEqual(
        _ left: PathNode,
        _ right: PathNode,
        depth: Int,
        _ workspace: inout Workspace
    ) throws(Fault) -> Bool {
        try workspace.charge(1)
        let a = left.value(workspace)
        let b = right.value(workspace)
        guard a.kind == b.kind else { return Value.numericOrder(a, b) == .equal }
        switch a.kind {
        case .absent, .null: return true
        case .bool: return a.payload == b.payload
        case .int, .uint, .double: return Value.numericOrder(a, b) == .equal
        case .string, .bytes:
            guard a.count == b.count else { return false }
            try workspace.charge(a.count >> 6)
            return workspace.view(a) == workspace.view(b)
        case .timestamp, .duration: return a.payload == b.payload && a.aux == b.aux
        case .list, .map:
            guard depth <= Self.depthMax else { throw Fault(.depthExceeded) }
            if left.isOnTape, left.tapeIndex == right.tapeIndex { return true }
            return a.kind == .list
                ? try isEqualList(left, right, depth: depth, &workspace)
                : try isEqualMap(left, right, depth: depth, &workspace)
        default: return false
        }
    }

    private mutating func isEqualList(
        _ left: PathNode,
        _ right: PathNode,
        depth: Int,
        _ workspace: inout Workspace
    ) throws(Fault) -> Bool {
        guard left.size(workspace) == right.size(workspace) else { return false }
        var ours = try PathChildren(of: left, &workspace)
        var theirs = try PathChildren(of: right, &workspace)
        while let a = ours.next(workspace), let b = theirs.next(workspace) {
            if try !isEqual(a, b, depth: depth + 1, &workspace) { return false }
        }
        return true
    }

    private mutating func isEqualMap(
        _ left: PathNode,
        _ right: PathNode,
        depth: Int,
        _ workspace: inout Workspace
    ) throws(Fault) -> Bool {
        var ours = try PathMembers(of: left, &workspace)
        defer { ours.finish(&workspace) }
        var theirs = try PathMembers(of: right, &workspace)
        defer { theirs.finish(&workspace) }
        guard ours.count == theirs.count else { return false }
        while let member = ours.next(workspace), let other = theirs.next(workspace) {
            let key = workspace.view(member.key)
            var counterpart: PathNode? = other.value
            // Maps that are equal mostly have the same order; where not, the other one is searched.
            if other.key.kind != .string || !(workspace.view(other.key) == key) {
                try workspace.charge(1 + theirs.count >> 3)
                counterpart = right.member(key, workspace)
            }
            guard member.key.kind == .string, let counterpart else { return false }
            if try !isEqual(member.value, counterpart, depth: depth + 1, &workspace) { return false }
        }
        return true
    }
}
