package import GateRuntime

/// What the samples of an endpoint have in common: a tree of the places in them, merged by name.
///
/// All elements of a list are one place. Every property of a place is kept with the set of samples that it holds for, so
/// that a condition such as `event == "a"` can tell which samples come past it.
package struct SampleShape: Sendable {
    /// Most samples of an endpoint.
    package static let sampleCountMax = 1000
    /// Most places; what comes after is left out, and nothing is said of it.
    static let nodeCountMax = 20_000
    /// Most names in one map that are told apart: a map with more has keys that are data.
    static let memberCountMax = 256
    /// Most distinct values that count as a closed set.
    static let valueCountMax = 16
    /// Longest text that is kept as a known value, in bytes.
    static let valueBytesMax = 128

    /// Index of a place.
    package struct NodeID: Hashable, Sendable {
        package var index: Int
    }

    /// The kinds of JSON values, numbers as they are read.
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        case null, bool, int, uint, double, string, list, map
    }

    /// A value that occurs in the samples.
    package enum Scalar: Hashable, Sendable {
        case bool(Bool)
        case int(Int64)
        case double(Double)
        case string(String)
    }

    /// A place.
    package struct Node: Sendable {
        /// Whether a sample has it once at most: no list stands above it.
        package var isSingle: Bool
        /// The samples that have it, by what they have there.
        package var kinds: [Kind: SampleSet] = [:]
        /// The samples in which a map lacks it that could have it.
        package var lacking = SampleSet()
        /// The known values; nil where there are too many.
        package var values: [Scalar: SampleSet]? = [:]
        /// What a map holds, in the order in which the names came up.
        package var members: [(name: String, node: NodeID)] = []
        var memberIndices: [String: Int] = [:]
        /// The last sample that had a map here; -1 for none.
        var mapSample = -1
        /// What a list holds; nil where all are empty.
        package var element: NodeID?
        /// The samples in which the list is empty.
        package var emptyLists = SampleSet()
        /// Whether some of what is below was left out, so that a missing place says nothing.
        package var isCut = false

        init(isSingle: Bool) {
            self.isSingle = isSingle
        }

        /// The samples that have it, null included.
        package var present: SampleSet { kinds.values.reduce(SampleSet()) { $0.union($1) } }

        /// The samples that have something other than null.
        package var valued: SampleSet {
            kinds.reduce(SampleSet()) { $1.key == .null ? $0 : $0.union($1.value) }
        }

        /// The kinds other than null, in a fixed order.
        package var valueKinds: [Kind] { Kind.allCases.filter { $0 != .null && kinds[$0] != nil } }

        /// The place of a map's member; nil where no sample has it.
        package func member(_ name: String) -> NodeID? {
            memberIndices[name].map { members[$0].node }
        }
    }

    /// The samples' names, for messages.
    package private(set) var names: [String] = []
    var nodes: [Node] = [Node(isSingle: true)]

    package init() {}

    /// The place of a whole sample.
    package static let root = NodeID(index: 0)

    package subscript(_ id: NodeID) -> Node { nodes[id.index] }

    /// All samples.
    package var all: SampleSet { SampleSet(upTo: names.count) }

    // A place is changed where it lies: taken out and put back, its tables would be copied each time.
    mutating func change(_ id: NodeID, _ body: (inout Node) -> Void) { body(&nodes[id.index]) }

    /// Takes a name for the next sample and gives its number.
    mutating func addSample(_ name: String) -> Int {
        names.append(name)
        return names.count - 1
    }

    /// Adds a place that stands for no place of the samples alone, such as the first of several.
    package mutating func add(_ node: Node) -> NodeID {
        nodes.append(node)
        return NodeID(index: nodes.count - 1)
    }

    /// Adds a member to a map's place; nil past a limit.
    mutating func addMember(_ name: String, to parent: NodeID) -> NodeID? {
        guard nodes.count < Self.nodeCountMax, self[parent].members.count < Self.memberCountMax else {
            nodes[parent.index].isCut = true
            return nil
        }
        let id = add(Node(isSingle: self[parent].isSingle))
        nodes[parent.index].memberIndices[name] = nodes[parent.index].members.count
        nodes[parent.index].members.append((name, id))
        return id
    }

    /// The place of a list's elements, made where it is not there yet; nil past a limit.
    mutating func elementPlace(of parent: NodeID) -> NodeID? {
        if let element = self[parent].element { return element }
        guard nodes.count < Self.nodeCountMax else {
            nodes[parent.index].isCut = true
            return nil
        }
        let id = add(Node(isSingle: false))
        nodes[parent.index].element = id
        return id
    }

    /// The type that all samples agree on, or null; dyn for a mixture and where only null was seen.
    package func type(of id: NodeID, depth: Int = 0) -> ValueType {
        let kinds = self[id].valueKinds
        guard kinds.count == 1, depth < 8 else { return .dyn }
        switch kinds[0] {
        case .bool: return .nullable(.bool)
        case .int: return .nullable(.int)
        case .uint: return .nullable(.uint)
        case .double: return .nullable(.double)
        case .string: return .nullable(.string)
        case .list: return .nullable(.list(self[id].element.map { type(of: $0, depth: depth + 1) } ?? .dyn))
        case .map: return .nullable(.map(.string, .dyn))
        case .null: return .dyn
        }
    }
}
