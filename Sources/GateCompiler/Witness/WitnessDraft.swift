import GateExpression
import GateRuntime

/// A request while values are put into its places.
struct WitnessDraft {
    private let endpoint: CheckedEndpoint
    private var method: String
    private var body: WitnessValue
    private var headers: [String: String] = [:]
    private var query: WitnessValue = .map([])
    private var parameters: [String: String] = [:]

    init(_ endpoint: CheckedEndpoint, body: WitnessValue) {
        self.endpoint = endpoint
        self.body = body
        method = endpoint.methods.first ?? "POST"
    }

    /// Puts a value at a place, where requests have such a place.
    mutating func put(_ assignment: InputAssignment) {
        let (steps, value) = (assignment.place.steps, assignment.value)
        switch assignment.place.root {
        case .body: body.set(steps[...], to: value?.asJSON)
        case .query: query.set(steps[...], to: value?.asText)
        case .headers: if case .key(let name)? = steps.first { headers[name.lowercased()] = value?.text }
        case .params: if case .key(let name)? = steps.first { parameters[name] = value?.text }
        case .requestMethod: if let text = value?.text, endpoint.methods.contains(text) { method = text }
        case .requestID, .requestPath, .requestIP, .requestTime: break
        case .variable(let id):
            guard let extraction = endpoint.extractions.first(where: { $0.slot == id }) else { return }
            put(value, steps, at: extraction)
        }
    }

    private mutating func put(_ value: WitnessValue?, _ steps: [InputStep], at extraction: CheckedExtraction) {
        // The first place that is there counts, so that nothing may be at any where nothing is to be found.
        let places = value == nil && steps.isEmpty ? extraction.places[...] : extraction.places.prefix(1)
        for place in places {
            switch place {
            case .body(let path): if let outer = path.inputSteps { body.set((outer + steps)[...], to: value?.asJSON) }
            case .header(let name): headers[name] = value?.text
            case .parameter(let index): if let name = parameterName(index) { parameters[name] = value?.text }
            case .query(let path):
                let outer = path.map { step -> InputStep in
                    switch step {
                    case .key(let name): .key(name)
                    case .index(let index): .index(index)
                    }
                }
                query.set((outer + steps)[...], to: value?.asText)
            }
        }
    }

    private func parameterName(_ index: Int) -> String? {
        let names = endpoint.segments.compactMap { if case .parameter(let name) = $0 { name } else { nil } }
        return names.indices.contains(index) ? names[index] : nil
    }

    /// Puts something of the right type where a required value is not there.
    mutating func fillRequired(assigned: Set<Int>) {
        for extraction in endpoint.extractions where extraction.isRequired && !assigned.contains(extraction.slot) {
            guard !has(extraction) else { continue }
            put(extraction.target.plain, [], at: extraction)
        }
    }

    /// Whether there is a value at a place of the body already; true for places elsewhere.
    func has(_ place: InputPlace) -> Bool {
        switch place.root {
        case .body: return body.value(at: place.steps[...]) != nil
        case .variable(let id):
            guard case .body(let path)? = endpoint.extractions.first(where: { $0.slot == id })?.places.first,
                let outer = path.inputSteps
            else { return true }
            return body.value(at: (outer + place.steps)[...]) != nil
        default: return true
        }
    }

    private func has(_ extraction: CheckedExtraction) -> Bool {
        extraction.places.contains { place in
            switch place {
            case .body(let path): path.inputSteps.map { body.value(at: $0[...]) != nil } ?? true
            case .header(let name): headers[name] != nil
            case .parameter: true
            case .query: false
            }
        }
    }

    /// The request, with credentials of placeholders.
    func request(placeholder: String) -> WitnessRequest {
        var path = endpoint.segments.map { segment in
            switch segment {
            case .literal(let text): "/" + percentEncoded(text)
            case .parameter(let name): "/" + percentEncoded(parameters[name].flatMap { $0.isEmpty ? nil : $0 } ?? "x")
            }
        }.joined()
        let pairs = query.queryPairs
        if !pairs.isEmpty {
            path += "?" + pairs.map { "\(percentEncoded($0.0))=\(percentEncoded($0.1))" }.joined(separator: "&")
        }
        var lines = headers.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
        if let basic = endpoint.auth.basic {
            lines.insert(("Authorization", "Basic " + base64(Array("\(basic.username):\(placeholder)".utf8))), at: 0)
        }
        let takesBody = !["GET", "HEAD", "DELETE", "OPTIONS"].contains(method) || !body.isEmptyMap
        return WitnessRequest(
            method: method,
            target: path,
            headers: lines,
            body: takesBody ? body.json : nil,
            peer: endpoint.auth.addresses?.first?.base ?? .loopback
        )
    }
}

extension PathSyntax {
    /// The steps of a path that can match one place; nil for any other.
    var inputSteps: [InputStep]? {
        guard isSingular else { return nil }
        var steps: [InputStep] = []
        for selector in query.segments.flatMap(\.selectors) {
            switch selector.kind {
            case .name(let name): steps.append(.key(name))
            case .index(let index) where index >= 0: steps.append(.index(Int(index)))
            default: return nil
            }
        }
        return steps
    }
}

extension ExtractionEntry.Target {
    /// A value of the type.
    fileprivate var plain: WitnessValue {
        switch self {
        case .any, .string: .string("x")
        case .int, .double: .int(1)
        case .bool: .bool(true)
        case .timestamp: .string("2026-01-01T00:00:00Z")
        case .list: .list([])
        case .map: .map([])
        }
    }
}
