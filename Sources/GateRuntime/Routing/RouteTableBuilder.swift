/// Collects paths and freezes them into a ``RouteTable``.
///
/// Paths must not overlap for one method; the compiler sees to it.
package struct RouteTableBuilder {
    /// A segment of a declared path.
    package enum Segment: Hashable, Sendable {
        case literal(String)
        case parameter(String)
    }

    private struct Building {
        var literals: [String: Int] = [:]
        var parameterChild: Int?
        var methods: [(name: String, endpoint: Int)] = []
    }

    private var nodes = [Building()]

    package init() {}

    /// Adds an endpoint's path with its methods.
    package mutating func add(_ segments: [Segment], methods: [String], endpoint: Int) {
        var node = 0
        for segment in segments {
            node = child(of: node, segment)
        }
        nodes[node].methods += methods.map { ($0, endpoint) }
    }

    private mutating func child(of node: Int, _ segment: Segment) -> Int {
        switch segment {
        case .literal(let text):
            if let known = nodes[node].literals[text] { return known }
            nodes[node].literals[text] = nodes.count
        case .parameter:
            if let known = nodes[node].parameterChild { return known }
            nodes[node].parameterChild = nodes.count
        }
        nodes.append(Building())
        return nodes.count - 1
    }

    /// Freezes the paths; text goes to the constant pool through `intern`.
    package func build(intern: ([UInt8]) -> ByteRange) -> RouteTable {
        var table = RouteTable()
        table.nodes = Array(repeating: RouteTable.Node(), count: nodes.count)
        let edgeCount = nodes.reduce(0) { $0 + $1.literals.count }
        var size = 8
        while size < edgeCount * 2 { size *= 2 }
        table.edges = Array(repeating: RouteTable.Edge(), count: size)
        for (index, node) in nodes.enumerated() {
            table.nodes[index].parameterChild = node.parameterChild.map(Int32.init) ?? -1
            addMethods(node, at: index, to: &table, intern: intern)
            for (text, child) in node.literals.sorted(by: { $0.value < $1.value }) {
                insert(Array(text.utf8), parent: index, child: child, into: &table, intern: intern)
            }
        }
        return table
    }

    private func addMethods(
        _ node: Building,
        at index: Int,
        to table: inout RouteTable,
        intern: ([UInt8]) -> ByteRange
    ) {
        guard !node.methods.isEmpty else { return }
        table.nodes[index].methods = TableRange(start: table.methods.count, count: node.methods.count)
        for (name, endpoint) in node.methods {
            let range = intern(Array(name.utf8))
            table.methods.append(RouteTable.Method(name: range, endpoint: UInt32(endpoint)))
        }
        table.nodes[index].allow = intern(Array(node.methods.map(\.name).joined(separator: ", ").utf8))
    }

    private func insert(
        _ segment: [UInt8],
        parent: Int,
        child: Int,
        into table: inout RouteTable,
        intern: ([UInt8]) -> ByteRange
    ) {
        let hash = segment.withUnsafeBufferPointer { RouteTable.hash(parent: Int32(parent), ByteView($0)) }
        let mask = table.edges.count - 1
        var place = Int(hash) & mask
        while table.edges[place].parent >= 0 { place = (place + 1) & mask }
        table.edges[place] = RouteTable.Edge(
            hash: hash,
            parent: Int32(parent),
            child: Int32(child),
            segment: intern(segment)
        )
    }
}
