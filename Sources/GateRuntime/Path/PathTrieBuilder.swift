/// Collects the singular paths of an endpoint and lays them out as one trie.
package struct PathTrieBuilder {
    /// A step of a singular path.
    package enum Step: Hashable, Sendable {
        case name(String)
        case index(Int64)
    }

    private struct Node {
        var slots: [UInt16] = []
        /// In the order in which they were added.
        var children: [(step: Step, node: Int)] = []
    }

    private var nodes = [Node()]

    package init() {}

    /// Whether no path was added.
    package var isEmpty: Bool { nodes.count == 1 && nodes[0].slots.isEmpty }

    /// Adds a path, whose value goes to the register `slot`.
    ///
    /// No steps are the whole body.
    package mutating func add(_ steps: [Step], slot: UInt16) {
        var current = 0
        for step in steps {
            if let known = nodes[current].children.first(where: { $0.step == step }) {
                current = known.node
            } else {
                nodes.append(Node())
                nodes[current].children.append((step, nodes.count - 1))
                current = nodes.count - 1
            }
        }
        nodes[current].slots.append(slot)
    }

    /// Appends the trie to the tables and its names to the constants; returns its index.
    package func build(into tables: inout PathTables, constants: inout [UInt8]) -> Int {
        let first = tables.trieNodes.count
        lay(0, into: &tables, constants: &constants)
        let range = TableRange(start: first, count: tables.trieNodes.count - first)
        tables.tries.append(PathTrie(nodes: range))
        return tables.tries.count - 1
    }

    private func lay(_ index: Int, into tables: inout PathTables, constants: inout [UInt8]) {
        let node = nodes[index]
        let own = tables.trieNodes.count
        let slots = TableRange(start: tables.trieSlots.count, count: node.slots.count)
        tables.trieSlots.append(contentsOf: node.slots)
        let names = node.children.filter { if case .name = $0.step { true } else { false } }
        let indices = node.children.filter { if case .index = $0.step { true } else { false } }
        let edges = tables.trieEdges.count
        tables.trieNodes.append(
            PathTrieNode(
                slots: slots,
                names: TableRange(start: edges, count: names.count),
                indices: TableRange(start: edges + names.count, count: indices.count),
                end: 0
            )
        )
        // A node's edges lie together, so they come before those of the nodes below.
        for child in names + indices { tables.trieEdges.append(Self.edge(child.step, constants: &constants)) }
        for (ordinal, child) in (names + indices).enumerated() {
            tables.trieEdges[edges + ordinal].target = UInt32(truncatingIfNeeded: tables.trieNodes.count)
            lay(child.node, into: &tables, constants: &constants)
        }
        tables.trieNodes[own].end = UInt32(truncatingIfNeeded: tables.trieNodes.count)
    }

    private static func edge(_ step: Step, constants: inout [UInt8]) -> PathTrieEdge {
        switch step {
        case .name(let name):
            let range = ByteRange(offset: constants.count, count: name.utf8.count)
            constants.append(contentsOf: name.utf8)
            return PathTrieEdge(name: range, index: 0, target: 0)
        case .index(let index):
            return PathTrieEdge(name: .empty, index: index, target: 0)
        }
    }
}
