/// All singular paths of an endpoint in one tree, so that one walk of the body finds all of their values.
package struct PathTrie: BitwiseCopyable, Sendable {
    /// Its nodes, the root first, each followed by the nodes below it.
    package var nodes: TableRange

    package init(nodes: TableRange) {
        self.nodes = nodes
    }
}

/// A place in the body that paths lead to or through.
package struct PathTrieNode: BitwiseCopyable, Sendable {
    /// The registers that get the value of this place.
    package var slots: TableRange
    /// Edges by name; those by index follow them.
    package var names: TableRange
    package var indices: TableRange
    /// The node after the last one below this one.
    package var end: UInt32

    package init(slots: TableRange, names: TableRange, indices: TableRange, end: UInt32) {
        self.slots = slots
        self.names = names
        self.indices = indices
        self.end = end
    }
}

/// A step from one place to another: a name, or an index, negative from the end.
package struct PathTrieEdge: BitwiseCopyable, Sendable {
    package var name: ByteRange
    package var index: Int64
    package var target: UInt32

    package init(name: ByteRange, index: Int64, target: UInt32) {
        self.name = name
        self.index = index
        self.target = target
    }
}

/// Writes the values of all paths of a trie into their registers, in one walk of the body; absent where there is none.
///
/// Where a key comes more than once, only its last member counts, as if the others were not there.
package func fillPaths(_ trie: Int, tables: PathTablesView, workspace: inout Workspace) {
    let nodes = tables.tries[trie].nodes.indices
    guard !nodes.isEmpty else { return }
    let walk = TrieWalk(tables: tables, tape: workspace.json, constants: workspace.constants)
    walk.clear(nodes.lowerBound, &workspace.registers)
    guard !workspace.json.isEmpty else { return }
    walk.fill(nodes.lowerBound, at: JSONTape.root, &workspace.registers)
}

/// The hottest loop of a request: it compares the length of each key on the way, and the bytes of those that fit.
private struct TrieWalk {
    let tables: PathTablesView
    let tape: JSONTape
    let constants: ByteView

    /// Makes everything at and below a node absent.
    func clear(_ node: Int, _ registers: inout Arena<Value>) {
        for index in node..<Int(tables.trieNodes[node].end) { set(tables.trieNodes[index].slots, .absent, &registers) }
    }

    private func set(_ slots: TableRange, _ value: Value, _ registers: inout Arena<Value>) {
        for index in slots.indices { registers[Int(tables.trieSlots[index])] = value }
    }

    func fill(_ index: Int, at position: Int, _ registers: inout Arena<Value>) {
        let node = tables.trieNodes[index]
        if node.slots.count > 0 { set(node.slots, tape.value(at: position), &registers) }
        switch tape.tag(at: position) {
        case JSONTape.Tag.map:
            if node.names.count > 0 { fillMembers(node, of: position, &registers) }
        case JSONTape.Tag.list:
            if node.indices.count > 0 { fillElements(node, of: position, &registers) }
        default: break
        }
    }

    private func fillMembers(_ node: PathTrieNode, of map: Int, _ registers: inout Arena<Value>) {
        let end = tape.end(of: map)
        let edges = node.names.indices
        var key = tape.start(of: map)
        // Edges that an earlier member has filled, up to 64 of them.
        var filled: UInt64 = 0
        while key < end {
            let value = key + 1
            let text = tape.text(at: key)
            for edgeIndex in edges {
                let edge = tables.trieEdges[edgeIndex]
                guard edge.name.count == text.count, constants.range(edge.name) == tape.strings.range(text) else {
                    continue
                }
                let ordinal = edgeIndex - edges.lowerBound
                let bit: UInt64 = ordinal < 64 ? 1 << UInt64(ordinal) : 0
                if bit == 0 || filled & bit != 0 { clear(Int(edge.target), &registers) }
                filled |= bit
                fill(Int(edge.target), at: value, &registers)
                break
            }
            key = tape.next(after: value)
        }
    }

    private func fillElements(_ node: PathTrieNode, of list: Int, _ registers: inout Arena<Value>) {
        for edgeIndex in node.indices.indices {
            let edge = tables.trieEdges[edgeIndex]
            guard let element = tape.element(of: list, at: Int(edge.index)) else { continue }
            fill(Int(edge.target), at: element, &registers)
        }
    }
}
