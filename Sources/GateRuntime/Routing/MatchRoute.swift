/// A borrowed ``RouteTable`` with the pool of its text.
struct RouteTableView {
    var nodes: TableView<RouteTable.Node>
    var edges: TableView<RouteTable.Edge>
    var methods: TableView<RouteTable.Method>
    var constants: ByteView

    /// The node after a literal segment, or -1.
    func literalChild(of parent: Int32, _ segment: ByteView) -> Int32 {
        guard edges.count > 0 else { return -1 }
        let hash = RouteTable.hash(parent: parent, segment)
        let mask = edges.count - 1
        var place = Int(hash) & mask
        while true {
            let edge = edges[place]
            if edge.parent < 0 { return -1 }
            if edge.hash == hash, edge.parent == parent, constants.range(edge.segment) == segment { return edge.child }
            place = (place + 1) & mask
        }
    }
}

/// The parameters that a match bound, in the order of the path.
struct RouteCaptures {
    var count = 0
    var values = InlineArray<16, Value>(repeating: .absent)

    mutating func push(_ value: Value) {
        values[count] = value
        count += 1
    }

    mutating func pop() {
        count -= 1
    }
}

/// The segments of one request's path.
struct PathSegments {
    var count = 0
    var values = InlineArray<32, Value>(repeating: .absent)
}

/// Finds the endpoint of a path and method.
///
/// Segments are split before they are percent-decoded, so `%2F` never separates. Empty and dot segments are ordinary
/// text and match nothing but themselves.
func matchRoute(
    _ routes: RouteTableView,
    path: RequestHead.Part,
    method: RequestHead.Part,
    captures: inout RouteCaptures,
    workspace: inout Workspace
) -> RouteMatch {
    var segments = PathSegments()
    switch splitPath(path, into: &segments, workspace: &workspace) {
    case .tooMany: return .notFound
    case .malformed: return .malformed
    case .split: break
    }
    var allow: ByteRange?
    let methodBytes = workspace.head.part(method)
    let search = RouteSearch(routes: routes, method: methodBytes)
    if let endpoint = search.find(from: 0, at: 0, segments, &captures, &allow, workspace) { return .endpoint(endpoint) }
    return allow.map { .methodNotAllowed(allow: $0) } ?? .notFound
}

private struct RouteSearch {
    var routes: RouteTableView
    var method: ByteView

    /// Depth-first, literal before parameter.
    ///
    /// A node of the trie is visited once at most, so the work is bounded by it.
    func find(
        from node: Int32,
        at position: Int,
        _ segments: borrowing PathSegments,
        _ captures: inout RouteCaptures,
        _ allow: inout ByteRange?,
        _ workspace: borrowing Workspace
    ) -> Int? {
        if position == segments.count { return finish(at: node, &allow) }
        let segment = segments.values[position]
        let literal = routes.literalChild(of: node, workspace.view(segment))
        if literal >= 0, let found = find(from: literal, at: position + 1, segments, &captures, &allow, workspace) {
            return found
        }
        let parameter = routes.nodes[Int(node)].parameterChild
        guard parameter >= 0, segment.count > 0, captures.count < RouteTable.parameterCountMax else { return nil }
        captures.push(segment)
        if let found = find(from: parameter, at: position + 1, segments, &captures, &allow, workspace) { return found }
        captures.pop()
        return nil
    }

    private func finish(at node: Int32, _ allow: inout ByteRange?) -> Int? {
        let end = routes.nodes[Int(node)]
        for index in end.methods.indices {
            let entry = routes.methods[index]
            if routes.constants.range(entry.name) == method { return Int(entry.endpoint) }
        }
        if end.methods.count > 0, allow == nil { allow = end.allow }
        return nil
    }
}

private enum PathSplit {
    case split, tooMany, malformed
}

private func splitPath(
    _ path: RequestHead.Part,
    into segments: inout PathSegments,
    workspace: inout Workspace
) -> PathSplit {
    let end = Int(path.offset) + Int(path.count)
    // The first byte is the slash.
    var start = Int(path.offset) + 1
    var index = start
    var isEncoded = false
    while index <= end {
        if index == end || workspace.head[index] == UInt8(ascii: "/") {
            guard segments.count < RouteTable.segmentCountMax else { return .tooMany }
            var value = Value.string(.head, offset: start, count: index - start)
            if isEncoded {
                guard let decoded = decodePercent(value, plusIsSpace: false, workspace: &workspace) else {
                    return .malformed
                }
                value = decoded
            }
            segments.values[segments.count] = value
            segments.count += 1
            start = index + 1
            isEncoded = false
        } else if workspace.head[index] == UInt8(ascii: "%") {
            isEncoded = true
        }
        index += 1
    }
    return .split
}
