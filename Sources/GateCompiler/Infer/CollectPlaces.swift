import GateExpression
import GateRuntime

/// Which values that hold others are offered besides those.
package enum InferParents: String, CaseIterable, Sendable {
    /// Lists of objects, for `for_each`; objects not, since all of their members are offered.
    case lists
    /// Lists and objects.
    case all
    case none
}

/// Walks what the samples have in common and gathers the places, in the order in which the samples have them.
struct PlaceCollector {
    /// Deepest nesting that is looked into; what lies deeper is one value.
    static let depthMax = 24
    /// Most places; the rest is counted.
    static let placeCountMax = 1000

    let source: InferSource
    let parents: InferParents
    private(set) var places: [InferredPlace] = []
    private(set) var droppedCount = 0

    init(_ source: InferSource, parents: InferParents) {
        self.source = source
        self.parents = parents
    }

    mutating func collectBody() {
        guard !source.shape.all.isEmpty else { return }
        visit(SampleShape.root, [])
    }

    private mutating func visit(_ id: SampleShape.NodeID, _ steps: [InferredPlace.Step]) {
        let node = source.shape[id]
        let kinds = node.valueKinds
        let isDeep = steps.count >= Self.depthMax
        // A map with more names than are told apart has keys that are data.
        let hasMembers = kinds.contains(.map) && !node.members.isEmpty && !node.isCut && !isDeep
        let element = isDeep ? nil : node.element
        let hasItems = element.map { source.shape[$0].valueKinds.contains { $0 == .map || $0 == .list } } ?? false
        let isAllMaps = element.map { source.shape[$0].valueKinds == [.map] } ?? false
        let isScalar = kinds.contains { $0 != .map && $0 != .list }
        let isParent = hasMembers || (hasItems && kinds.contains(.list))
        let isOffered =
            switch parents {
            case _ where steps.isEmpty && kinds == [.map] && node.members.isEmpty: false
            // Items are read by the list that holds them.
            case _ where steps.last == .every: false
            case _ where !isParent || isScalar: true
            case .all: !(steps.isEmpty && kinds == [.map])
            case .lists: kinds.contains(.list) && !steps.contains(.every)
            case .none: kinds.contains(.list) && !isAllMaps
            }
        if isOffered { add(node, steps, isParent: isParent) }
        if hasMembers {
            for member in node.members { visit(member.node, steps + [.key(member.name)]) }
        }
        if hasItems, let element, kinds.contains(.list) { visit(element, steps + [.every]) }
    }

    private mutating func add(_ node: SampleShape.Node, _ steps: [InferredPlace.Step], isParent: Bool) {
        guard places.count < Self.placeCountMax else {
            droppedCount += 1
            return
        }
        var place = InferredPlace(source: .body, steps: steps)
        let total = source.shape.all
        place.totalCount = total.count
        place.absentCount = total.count - node.present.count
        place.nullCount = (node.kinds[.null] ?? SampleSet()).count
        place.isParent = isParent
        let values = source.bodies.lazy.compactMap { $0 }.flatMap { $0.values(at: steps[...]) }
        describe(&place, values: Array(values.prefix(5000)), kinds: node.valueKinds)
        places.append(place)
    }

    private func describe(_ place: inout InferredPlace, values: [WitnessValue], kinds: [SampleShape.Kind]) {
        let types = kinds.map(\.typeName)
        place.kind = Set(types).sorted().joined(separator: " or ")
        switch types {
        case ["string"]:
            let texts = values.compactMap { if case .string(let text) = $0 { text } else { nil } }
            let isTime = !texts.isEmpty && texts.allSatisfy(isTimestamp)
            place.type = isTime ? "timestamp" : "string"
        case ["int", "double"]: place.type = "double"
        case let single where single.count == 1: place.type = single[0]
        default: place.type = nil
        }
        // A path that gives a list has the type list; what its items are is in the comment.
        if place.isList {
            place.kind = place.type ?? place.kind
            place.type = nil
        }
        place.showSample(values.first { $0 != .null })
    }

    mutating func collectQuery() {
        guard let query = source.query, case .map(let members) = query else { return }
        for member in members { visit(member.value, [.key(member.name)]) }
    }

    private mutating func visit(_ value: WitnessValue, _ steps: [InferredPlace.Step]) {
        let isPlainList = if case .list(let items) = value { items.allSatisfy { $0.text != nil } } else { false }
        switch value {
        case .map(let members):
            if parents == .all { add(query: value, steps, isParent: true) }
            for member in members { visit(member.value, steps + [.key(member.name)]) }
        case .list(let items) where !isPlainList:
            if parents != .none { add(query: value, steps, isParent: true) }
            for (index, item) in items.enumerated() { visit(item, steps + [.index(index)]) }
        default: add(query: value, steps, isParent: false)
        }
    }

    private mutating func add(query value: WitnessValue, _ steps: [InferredPlace.Step], isParent: Bool) {
        // A path in the query has no escape for a name with both quotes.
        let place = InferredPlace(source: .query, steps: steps)
        guard places.count < Self.placeCountMax, let read = parseQueryPath(place.path), read.count == steps.count else {
            droppedCount += 1
            return
        }
        var found = place
        found.totalCount = 1
        found.isParent = isParent
        switch value {
        case .list: found.type = "list"
        case .map: found.type = "map"
        case .null: found.kind = "a flag without a value"
        default: found.type = textType(value.text ?? "")
        }
        found.showSample(value == .null ? nil : value)
        places.append(found)
    }

    mutating func collect(headers: [(name: String, value: String)]) {
        var seen: Set<String> = []
        for header in headers where seen.insert(header.name.lowercased()).inserted {
            var place = InferredPlace(source: .header, steps: [.key(header.name)])
            place.totalCount = 1
            place.type = textType(header.value)
            place.showSample(.string(header.value))
            places.append(place)
        }
    }
}

extension SampleShape.Kind {
    /// The word of `type:` for it.
    fileprivate var typeName: String {
        switch self {
        case .null, .bool, .int, .double, .string, .list, .map: rawValue
        // An integer past 63 bits is no int of the language; as a double it is read.
        case .uint: "double"
        }
    }
}

extension WitnessValue {
    /// The values that a way leads to.
    func values(at steps: ArraySlice<InferredPlace.Step>) -> [WitnessValue] {
        guard let step = steps.first else { return [self] }
        switch (step, self) {
        case (.key(let name), .map(let members)):
            // Of a repeated key the last counts.
            return members.last { $0.name == name }.map { $0.value.values(at: steps.dropFirst()) } ?? []
        case (.every, .list(let items)): return items.flatMap { $0.values(at: steps.dropFirst()) }
        case (.index(let index), .list(let items)) where items.indices.contains(index):
            return items[index].values(at: steps.dropFirst())
        default: return []
        }
    }
}

/// The type that a text from a query or header is parsed to without losing anything.
private func textType(_ text: String) -> String {
    if text == "true" || text == "false" { return "bool" }
    let digits = text.hasPrefix("-") ? text.dropFirst() : Substring(text)
    let isDecimal = !digits.isEmpty && digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
    // A zero in front is part of a number that is a name, and so are more digits than an int has.
    if isDecimal, digits.utf8.count <= 18, digits == "0" || !digits.hasPrefix("0") { return "int" }
    if isTimestamp(text) { return "timestamp" }
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    let isFraction =
        parts.count == 2
        && parts.allSatisfy { part in
            (1...15).contains(part.utf8.count) && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
        }
    return isFraction && (parts[0] == "0" || !parts[0].hasPrefix("0")) ? "double" : "string"
}

/// Whether a text is a time by RFC 3339.
private func isTimestamp(_ text: String) -> Bool {
    Array(text.utf8).withUnsafeBufferPointer { parseTimestampText(ByteView($0)) != nil }
}
