import GateConfig
import GateExpression
import GateRuntime

extension GraphBuilder {
    /// Adds an endpoint's extractions: all singular body paths in one trie, the others as queries.
    ///
    /// `slots` are the registers in use and grow by those that alternatives need. Returns what is read of a request.
    mutating func addExtractions(
        _ extractions: [CheckedExtraction],
        slots: inout Int,
        to entry: inout EndpointEntry
    ) -> EndpointEntry.Reads {
        var reads: EndpointEntry.Reads = []
        var paths = BodyPaths()
        var entries: [ExtractionEntry] = []
        for extraction in extractions {
            for place in extraction.places { reads.insert(part(of: place)) }
            let site = addSite(of: extraction)
            let isPlain = extraction.plainPath != nil
            places.endpoints[places.endpoints.count - 1].extractions.append(
                place(of: extraction, entry: isPlain ? nil : graph.extractions.count + entries.count)
            )
            if let path = extraction.plainPath {
                paths.add(path, slot: extraction.slot, site: site)
                continue
            }
            let start = graph.places.count
            for place in extraction.places { addPlace(place, &paths, slots: &slots, site: site) }
            var added = ExtractionEntry(
                slot: UInt16(extraction.slot),
                target: extraction.target,
                isText: extraction.isText,
                isRequired: extraction.isRequired,
                defaultValue: extraction.defaultValue.map { defaultIndex($0, extraction.target) } ?? -1,
                places: TableRange(start: start, count: graph.places.count - start),
                name: intern(extraction.name)
            )
            added.site = site
            entries.append(added)
        }
        entry.extractions = TableRange(start: graph.extractions.count, count: entries.count)
        graph.extractions += entries
        addBodyPaths(paths, to: &entry)
        return reads
    }

    private func place(of extraction: CheckedExtraction, entry: Int?) -> GraphPlaces.Extraction {
        GraphPlaces.Extraction(
            name: extraction.name,
            span: extraction.text.span,
            slot: extraction.slot,
            entry: entry,
            sources: extraction.places.map(\.words),
            isRequired: extraction.isRequired,
            isTyped: extraction.canBeMistyped,
            hasDefault: extraction.defaultValue != nil
        )
    }

    private mutating func addPlace(
        _ place: CheckedExtraction.Place,
        _ paths: inout BodyPaths,
        slots: inout Int,
        site: UInt32
    ) {
        var entry: PlaceEntry
        switch place {
        case .body(let path):
            entry = PlaceEntry(kind: .register)
            entry.index = UInt32(slots)
            paths.add(path, slot: slots, site: site)
            slots += 1
        case .header(let name):
            entry = PlaceEntry(kind: .header)
            entry.name = intern(name)
        case .parameter(let index):
            entry = PlaceEntry(kind: .parameter)
            entry.index = UInt32(index)
        case .query(let steps):
            entry = PlaceEntry(kind: .query)
            entry.steps = TableRange(start: graph.querySteps.count, count: steps.count)
            for step in steps { graph.querySteps.append(queryStep(step)) }
        }
        graph.places.append(entry)
    }

    private mutating func queryStep(_ step: QueryPathStep) -> QueryStep {
        switch step {
        case .key(let name): QueryStep(key: intern(name), index: -1)
        case .index(let index): QueryStep(key: intern("\(index)"), index: Int32(index))
        }
    }

    private func part(of place: CheckedExtraction.Place) -> EndpointEntry.Reads {
        switch place {
        case .body: .body
        case .header: .headers
        case .parameter: .params
        case .query: .query
        }
    }

    /// The index of a default among the constant values, converted to the declared type.
    mutating func defaultIndex(_ tree: ConfigTree, _ target: ExtractionEntry.Target) -> Int32 {
        var value = constant(tree)
        if target == .double, value.kind == .int { value = .double(Double(value.asInt)) }
        if target == .timestamp, case .string(let text) = tree {
            let parsed = Array(text.text.utf8).withUnsafeBufferPointer { parseTimestampText(ByteView($0)) }
            value = parsed ?? value
        }
        return Int32(programs.index(of: value))
    }

    private mutating func constant(_ tree: ConfigTree) -> Value {
        switch tree {
        case .null: return .null
        case .bool(let value, _): return .bool(value)
        case .int(let value, _): return .int(value)
        case .double(let value, _): return .double(value)
        case .string(let text): return programs.string(text.text)
        case .list(let items, _):
            let values = items.map { constant($0) }
            return programs.list(values)
        case .map(let members, _):
            let entries = members.map { (key: programs.string($0.key.text), value: constant($0.value)) }
            return programs.map(entries)
        }
    }

    private mutating func addTrie(_ paths: [(path: PathSyntax, slot: Int)]) -> Int {
        var trie = PathTrieBuilder()
        for (path, slot) in paths { trie.add(path.trieSteps ?? [], slot: UInt16(slot)) }
        return programs.withBytes { self.paths.add(trie, constants: &$0) }
    }

    private mutating func addBodyPaths(_ paths: BodyPaths, to entry: inout EndpointEntry) {
        if !paths.singular.isEmpty {
            entry.trie = Int32(addTrie(paths.singular))
        }
        entry.queries = TableRange(start: graph.bodyQueries.count, count: paths.queries.count)
        for (path, slot, site) in paths.queries {
            let query = programs.withBytes { self.paths.add(path.query, constants: &$0) }
            graph.bodyQueries.append(BodyQuery(query: UInt32(query), slot: UInt16(slot), site: site))
        }
    }
}

/// The body paths of an endpoint, with the registers that they fill.
private struct BodyPaths {
    var singular: [(path: PathSyntax, slot: Int)] = []
    var queries: [(path: PathSyntax, slot: Int, site: UInt32)] = []

    mutating func add(_ path: PathSyntax, slot: Int, site: UInt32) {
        if path.isSingular { singular.append((path, slot)) } else { queries.append((path, slot, site)) }
    }
}

extension CheckedExtraction {
    /// The path where nothing has to be done with what it finds, so that the walk can fill the name's register itself.
    fileprivate var plainPath: PathSyntax? {
        guard places.count == 1, case .body(let path)? = places.first, !isRequired, defaultValue == nil else {
            return nil
        }
        return target == .any || (!path.isSingular && target == .list) ? path : nil
    }
}

extension CheckedExtraction.Place {
    /// The place as a person would name it.
    var words: String {
        switch self {
        case .body(let path): "body \(path.isShorthand ? "$." : "")\(path.text)"
        case .header(let name): "header \(name)"
        case .parameter(let index): "path parameter \(index + 1)"
        case .query(let steps):
            "query "
                + steps.enumerated().map { index, step in
                    switch step {
                    case .key(let name): index == 0 ? name : "[\(name)]"
                    case .index(let position): "[\(position)]"
                    }
                }.joined()
        }
    }
}
