/// Evaluates a query that can match several places: a list of what it matches, in RFC 9535's order.
///
/// Runs on the body (``JSONTape/root`` as `root`) or on any value. Takes a step of the workspace's budget per node.
package func evaluatePath(
    _ query: Int,
    on root: Value,
    tables: PathTablesView,
    workspace: inout Workspace
) throws(Fault) -> Value {
    try collect(query, on: PathNode(root), tables: tables, as: .values, workspace: &workspace)
}

/// Evaluates a query on the body.
package func evaluatePath(
    _ query: Int,
    tables: PathTablesView,
    workspace: inout Workspace
) throws(Fault) -> Value {
    let root = PathNode(tapeIndex: JSONTape.root)
    return try collect(query, on: root, tables: tables, as: .values, workspace: &workspace)
}

/// The value of a query that can match one place at most; absent where it matches none.
package func evaluateSingularPath(
    _ query: Int,
    on root: Value,
    tables: PathTablesView,
    workspace: inout Workspace
) throws(Fault) -> Value {
    let node = PathNode(root)
    var walk = PathWalk(tables: tables, root: node)
    return try walk.singular(query, from: node, &workspace)?.value(workspace) ?? .absent
}

/// The positions on the tape that a query of the body matches, as a list of ints: for ``normalizedPath(of:in:)``.
package func locatePath(
    _ query: Int,
    tables: PathTablesView,
    workspace: inout Workspace
) throws(Fault) -> Value {
    let root = PathNode(tapeIndex: JSONTape.root)
    return try collect(query, on: root, tables: tables, as: .positions, workspace: &workspace)
}

private func collect(
    _ query: Int,
    on root: PathNode,
    tables: PathTablesView,
    as form: PathMatches.Form,
    workspace: inout Workspace
) throws(Fault) -> Value {
    let start = workspace.values.count
    let scratch = workspace.scratch.count
    var matches = PathMatches(form)
    var walk = PathWalk(tables: tables, root: root)
    do throws(Fault) {
        try walk.run(query, from: root, into: &matches, &workspace)
    } catch {
        // Iterations that the fault cut short have left their scratch memory behind.
        workspace.scratch.truncate(to: scratch)
        throw error
    }
    return .list(.arena, offset: start, count: workspace.values.count - start)
}

/// What is done with the nodes that a query matches.
struct PathMatches {
    enum Form {
        /// Appended to the workspace's values.
        case values
        /// Their positions appended to the workspace's values.
        case positions
        /// Counted, the first one kept.
        case count
        /// The first one ends the walk.
        case first
    }

    let form: Form
    private(set) var count = 0
    private(set) var first: PathNode?

    init(_ form: Form) {
        self.form = form
    }

    /// Whether nothing more is wanted.
    var isDone: Bool { form == .first && count > 0 }

    mutating func append(_ node: PathNode, _ workspace: inout Workspace) throws(Fault) {
        if count == 0 { first = node }
        count += 1
        switch form {
        case .values: try workspace.values.append(node.value(workspace))
        case .positions: try workspace.values.append(.int(Int64(node.tapeIndex)))
        case .count, .first: break
        }
    }
}
