/// The children of a node in order, a repeated key once.
///
/// A scalar has none.
struct PathChildren {
    private enum Source {
        case none
        /// The next element's position, and the end's.
        case tapeList(Int, end: Int)
        case tapeMap(JSONMembers)
        /// The next entry, the end, and the step: 2 over the pairs of a map.
        case entries(Value, next: Int, end: Int, step: Int)
    }

    private var source: Source

    init(of node: PathNode, _ workspace: inout Workspace) throws(Fault) {
        let kind = node.kind(workspace)
        switch (kind, node.isOnTape) {
        case (.list, true):
            let tape = workspace.json
            source = .tapeList(tape.start(of: node.tapeIndex), end: tape.end(of: node.tapeIndex))
        case (.map, true):
            source = .tapeMap(try workspace.members(of: node.tapeIndex))
        case (.list, false):
            let list = node.value(workspace)
            source = .entries(list, next: 0, end: list.count, step: 1)
        case (.map, false):
            let map = node.value(workspace)
            source = .entries(map, next: 1, end: map.count * 2, step: 2)
        default: source = .none
        }
    }

    mutating func next(_ workspace: borrowing Workspace) -> PathNode? {
        switch source {
        case .none: return nil
        case .tapeList(let position, let end):
            guard position < end else { return nil }
            source = .tapeList(workspace.json.next(after: position), end: end)
            return PathNode(tapeIndex: position)
        case .tapeMap(var members):
            let member = members.next(in: workspace.json, scratch: workspace.scratch)
            source = .tapeMap(members)
            return member.map { PathNode(tapeIndex: $0.valueIndex) }
        case .entries(let container, let next, let end, let step):
            guard next < end else { return nil }
            source = .entries(container, next: next + step, end: end, step: step)
            return PathNode(workspace.element(of: container, at: next))
        }
    }

    /// Gives scratch memory back; iterations within one another end in the reverse order.
    func finish(_ workspace: inout Workspace) {
        if case .tapeMap(let members) = source { members.finish(&workspace.scratch) }
    }
}

/// The members of a map node with their keys, a repeated key once.
struct PathMembers {
    private enum Source {
        case tape(JSONMembers)
        case entries(Value, next: Int)
    }

    /// Members, repeated keys counted once.
    let count: Int
    private var source: Source

    init(of node: PathNode, _ workspace: inout Workspace) throws(Fault) {
        if node.isOnTape {
            let members = try workspace.members(of: node.tapeIndex)
            count = members.count
            source = .tape(members)
        } else {
            let map = node.value(workspace)
            count = map.count
            source = .entries(map, next: 0)
        }
    }

    mutating func next(_ workspace: borrowing Workspace) -> (key: Value, value: PathNode)? {
        switch source {
        case .tape(var members):
            let member = members.next(in: workspace.json, scratch: workspace.scratch)
            source = .tape(members)
            return member.map { (workspace.json.value(at: $0.keyIndex), PathNode(tapeIndex: $0.valueIndex)) }
        case .entries(let map, let next):
            guard next < map.count else { return nil }
            source = .entries(map, next: next + 1)
            let value = PathNode(workspace.element(of: map, at: next * 2 + 1))
            return (workspace.element(of: map, at: next * 2), value)
        }
    }

    /// Gives scratch memory back; iterations within one another end in the reverse order.
    func finish(_ workspace: inout Workspace) {
        if case .tape(let members) = source { members.finish(&workspace.scratch) }
    }
}
