/// A graph as text, for tests and for comparing two graphs.
///
/// Secrets are named, never shown: the graph does not have them.
package struct GraphDump {
    let graph: Graph
    private(set) var lines: [String] = []

    private init(_ graph: Graph) {
        self.graph = graph
    }

    /// The whole graph, a line an entry; equal graphs give equal text.
    package static func text(of graph: Graph) -> String {
        var dump = GraphDump(graph)
        dump.addSettings()
        for index in graph.endpoints.indices { dump.addEndpoint(index) }
        dump.addNodes()
        dump.addResponses()
        dump.addPrograms()
        return dump.lines.joined(separator: "\n") + "\n"
    }

    mutating func add(_ line: String) {
        lines.append(line)
    }

    /// The text of a range of the constants.
    func text(_ range: ByteRange) -> String {
        String(decoding: graph.constants[Int(range.offset)..<Int(range.offset) + Int(range.count)], as: UTF8.self)
    }

    /// Text in quotes, with what would break the line escaped.
    func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\r": result += "\\r"
            case "\n": result += "\\n"
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    private mutating func addSettings() {
        add("listen \(graph.settings.listeners.map(\.description).joined(separator: " "))")
        let limits = graph.settings.limits
        add("limits body \(limits.bodyBytes), header \(limits.headerBytes), steps \(limits.evaluation.steps)")
        for (index, secret) in graph.secrets.enumerated() {
            add("secret \(index) \(secret.name) from \(describe(secret.source))")
        }
    }

    private func describe(_ source: SecretReference.Source) -> String {
        switch source {
        case .environment(let name): "env \(name)"
        case .credential(let name): "credential \(name)"
        case .file(let path): "file \(path)"
        }
    }

    private mutating func addEndpoint(_ index: Int) {
        let endpoint = graph.endpoints[index]
        add("endpoint \(index) \(graph.endpointNames[index])")
        for route in routes(to: index) { add("  route \(route)") }
        if endpoint.checksAddress {
            let ranges = endpoint.addresses.indices.map { graph.addresses[$0].text }
            add("  source_ip \(ranges.joined(separator: " "))")
        }
        if endpoint.basic >= 0 {
            let verifier = graph.verifiers[Int(endpoint.basic)]
            add("  basic \(quoted(text(verifier.username))) secret \(verifier.secret)")
        }
        add("  registers \(endpoint.slotCount), reads \(describe(endpoint.reads))")
        if endpoint.trie >= 0 { addTrie(Int(endpoint.trie)) }
        for index in endpoint.queries.indices {
            add("  query \(graph.bodyQueries[index].query) -> r\(graph.bodyQueries[index].slot)")
        }
        for index in endpoint.extractions.indices { addExtraction(graph.extractions[index]) }
        add("  start at node \(endpoint.entry)")
    }

    /// Every method and path that leads to an endpoint.
    private func routes(to endpoint: Int) -> [String] {
        var found: [String] = []
        func visit(_ node: Int, _ path: String) {
            for index in graph.routes.nodes[node].methods.indices
            where graph.routes.methods[index].endpoint == UInt32(endpoint) {
                found.append("\(text(graph.routes.methods[index].name)) \(path)")
            }
            for edge in graph.routes.edges where edge.parent == Int32(node) {
                visit(Int(edge.child), path + "/" + text(edge.segment))
            }
            let parameter = graph.routes.nodes[node].parameterChild
            if parameter >= 0 { visit(Int(parameter), path + "/{}") }
        }
        visit(0, "")
        return found
    }

    private func describe(_ reads: EndpointEntry.Reads) -> String {
        let names: [(EndpointEntry.Reads, String)] = [
            (.body, "body"), (.query, "query"), (.params, "params"), (.headers, "headers"), (.requestID, "request.id"),
            (.requestMethod, "request.method"), (.requestPath, "request.path"), (.requestIP, "request.ip"),
            (.requestTime, "request.time"),
        ]
        let read = names.filter { reads.contains($0.0) }.map(\.1)
        return read.isEmpty ? "nothing" : read.joined(separator: " ")
    }

    private mutating func addTrie(_ index: Int) {
        func visit(_ node: Int, _ path: String) -> [String] {
            let entry = graph.paths.trieNodes[node]
            var found = entry.slots.indices.map { "  path \(path) -> r\(graph.paths.trieSlots[$0])" }
            for edge in entry.names.indices.map({ graph.paths.trieEdges[$0] }) {
                found += visit(Int(edge.target), path + "." + text(edge.name))
            }
            for edge in entry.indices.indices.map({ graph.paths.trieEdges[$0] }) {
                found += visit(Int(edge.target), path + "[\(edge.index)]")
            }
            return found
        }
        lines += visit(Int(graph.paths.tries[index].nodes.start), "$")
    }

    private mutating func addExtraction(_ entry: ExtractionEntry) {
        let places = entry.places.indices.map { describe(graph.places[$0]) }.joined(separator: ", ")
        var line = "  extract r\(entry.slot) \(text(entry.name)): \(entry.target)"
        if entry.isText { line += " from text" }
        if entry.isRequired { line += ", required" }
        if entry.defaultValue >= 0 { line += ", default \(describe(graph.constantValues[Int(entry.defaultValue)]))" }
        add(line + ", of \(places)")
    }

    private func describe(_ place: PlaceEntry) -> String {
        switch place.kind {
        case .register: "r\(place.index)"
        case .header: "header \(text(place.name))"
        case .parameter: "parameter \(place.index)"
        case .query:
            "query "
                + place.steps.indices.map { "[\(quoted(text(graph.querySteps[$0].key)))]" }.joined()
        }
    }
}
