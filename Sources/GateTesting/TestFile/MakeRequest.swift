import GateCompiler
import GateConfig
import GateDiagnostics
import GateRuntime

/// Checks one test and makes its requests.
struct TestChecker {
    /// A request, and the endpoint that its path leads to.
    struct MadeRequest {
        var request: RecordedRequest
        /// Index of the endpoint; nil for a path that none has.
        var endpoint: Int?
    }

    let simulation: Simulation
    var filler: RowFiller
    var findings: [Diagnostic] = []

    private var summaries: [EndpointSummary] { simulation.compilation.endpoints }

    /// The requests of a test: one, or those of a recording; none where something is wrong, which is reported.
    mutating func makeRequests(_ config: TestRequestConfig, _ payload: TestLoader.Payload) -> [MadeRequest] {
        guard let recorded = config.recorded else { return make(config, payload).map { [$0] } ?? [] }
        let requests: [RecordedRequest]
        do throws(RequestTextError) {
            requests = try parseRequests(payload.bytes) { name throws(RequestTextError) in
                throw RequestTextError("it names the file \(name), which a test does not read")
            }
        } catch {
            findings.append(.testFileProblem(payload.name ?? recorded.text, error.description, at: recorded.span))
            return []
        }
        return requests.compactMap { request in
            var made = MadeRequest(request: request, endpoint: endpoint(of: request))
            return finish(&made, config) ? made : nil
        }
    }

    private mutating func make(_ config: TestRequestConfig, _ payload: TestLoader.Payload) -> MadeRequest? {
        var made = MadeRequest(request: RecordedRequest(method: "POST", target: "/"), endpoint: nil)
        if let text = config.endpoint {
            guard let name = filler.fill(text) else { return nil }
            guard let index = summaries.firstIndex(where: { $0.name == name }) else {
                findings.append(.unknownEndpoint(name, known: summaries.map(\.name), at: text.span))
                return nil
            }
            made.endpoint = index
            made.request.method = summaries[index].methods.first ?? "POST"
            guard let path = path(of: summaries[index], config.params) else { return nil }
            made.request.target = path
        } else if let text = config.path {
            guard let path = filler.fill(text) else { return nil }
            guard path.hasPrefix("/"), path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x23 }) else {
                let note = "it starts with / and is percent-encoded, as it is sent"
                findings.append(.invalidTestValue("\"\(path)\" is no path", note: note, at: text.span))
                return nil
            }
            made.request.target = path
        }
        if let text = config.method {
            guard let method = filler.fill(text) else { return nil }
            guard !method.isEmpty, method.utf8.allSatisfy({ (0x41...0x5A).contains($0) || $0 == 0x2D }) else {
                let note = "a method is written in capitals, such as POST"
                findings.append(.invalidTestValue("\"\(method)\" is no method", note: note, at: text.span))
                return nil
            }
            made.request.method = method
        }
        if let query = config.query {
            guard let text = self.query(query) else { return nil }
            if !text.isEmpty { made.request.target += (made.request.target.contains("?") ? "&" : "?") + text }
        }
        if config.endpoint == nil { made.endpoint = endpoint(of: made.request) }
        guard setBody(&made.request, config, payload), finish(&made, config) else { return nil }
        return made
    }

    /// The path of an endpoint with values in the place of its parameters.
    private mutating func path(of summary: EndpointSummary, _ params: ConfigTree?) -> String? {
        var values: [String: String] = [:]
        let known = summary.path.split(separator: "/").filter { $0.hasPrefix("{") }.map {
            String($0.dropFirst().dropLast())
        }
        if case .map(let members, _)? = params {
            for member in members {
                guard known.contains(member.key.text) else {
                    findings.append(.unknownParameter(member.key.text, known: known, at: member.key.span))
                    return nil
                }
                guard let value = filler.fill(member.value)?.plainText else { return nil }
                values[member.key.text] = value
            }
        }
        let segments = summary.path.split(separator: "/", omittingEmptySubsequences: false).map { segment in
            guard segment.hasPrefix("{") else { return percentEncoded(String(segment)) }
            return percentEncoded(values[String(segment.dropFirst().dropLast())] ?? "x")
        }
        return segments.joined(separator: "/")
    }

    /// The endpoint that a request goes to, as the gateway finds it; nil where none has its path and method.
    private func endpoint(of request: RecordedRequest) -> Int? {
        simulation.answer(request)?.outcome.endpoint
    }

    private mutating func query(_ tree: ConfigTree) -> String? {
        guard let value = filler.fill(tree) else { return nil }
        switch value {
        case .string(let text): return text
        case .map(let members):
            return members.flatMap { pairs($0.value, under: $0.name) }.joined(separator: "&")
        default:
            let note = "write names with values, or the query string as it is sent"
            findings.append(.invalidTestValue("the query is \(value.kind)", note: note, at: tree.span))
            return nil
        }
    }

    private func pairs(_ value: JSONTree, under name: String) -> [String] {
        switch value {
        case .null: [percentEncoded(name)]
        case .list(let items): items.enumerated().flatMap { pairs($1, under: "\(name)[\($0)]") }
        case .map(let members): members.flatMap { pairs($0.value, under: "\(name)[\($0.name)]") }
        default: ["\(percentEncoded(name))=\(percentEncoded(value.plainText ?? ""))"]
        }
    }
}
