import GateCompiler
import GateDiagnostics
import GateRuntime

/// What is decided before the flow: the route, the verifiers and the body.
extension Explainer {
    private var summary: EndpointSummary? {
        outcome.endpoint.flatMap { index in
            let all = simulation.compilation.endpoints
            return all.indices.contains(index) ? all[index] : nil
        }
    }

    /// Whether the request came as far as its evaluation.
    private var isAdmitted: Bool {
        guard let refusal = outcome.refusal else { return outcome.endpoint != nil }
        switch refusal {
        case .missingValue, .mistypedValue, .unmetRequirement, .tooManyItems, .fault: return true
        case .malformedTarget, .malformedBody: return outcome.endpoint != nil
        default: return false
        }
    }

    var route: Explanation.Route {
        if let index = outcome.endpoint, let summary {
            let endpoint = places.endpoints[index]
            return Explanation.Route(
                endpoint: summary.name,
                place: place(endpoint.span),
                pattern: "\(summary.methods.joined(separator: ", ")) \(summary.path)"
            )
        }
        let path = String(request.target.prefix { $0 != "?" })
        let all = simulation.compilation.endpoints
        var route = Explanation.Route()
        route.paths = all.map { "\($0.methods.joined(separator: ", ")) \($0.path)" }
        switch outcome.refusal {
        case .notFound:
            route.reason = "no endpoint has the path \(mask.masked(path))"
            route.nearest = Suggestion.nearest(to: path, in: all.map(\.path))
        case .methodNotAllowed:
            let taken = all.filter { matches(path, pattern: $0.path) }
            let methods = Set(taken.flatMap(\.methods)).sorted().joined(separator: ", ")
            let names = taken.map(\.name).joined(separator: ", ")
            route.reason = "\(names) has the path, but takes \(methods), not \(request.method)"
        case .malformedTarget: route.reason = "a segment of the path cannot be decoded"
        case let refusal?: route.reason = reason(refusal)
        case nil: route.reason = nil
        }
        return route
    }

    private func matches(_ path: String, pattern: String) -> Bool {
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        let wanted = pattern.split(separator: "/", omittingEmptySubsequences: false)
        guard segments.count == wanted.count else { return false }
        return zip(segments, wanted).allSatisfy { $0 == $1 || $1.hasPrefix("{") }
    }

    private func reason(_ refusal: Refusal) -> String {
        switch refusal {
        case .malformedRequest: "the head is not HTTP/1.1, or is ambiguous"
        case .unsupportedVersion: "it is another major version of HTTP"
        case .targetTooLong: "the request line is longer than the limit of the head"
        case .headTooLarge: "the head is longer than its limit, or has too many lines"
        case .unsupportedTransferCoding: "it has a transfer coding other than chunked"
        case .unsupportedExpectation: "it expects something other than 100-continue"
        default: "the head is refused"
        }
    }

    var verifiers: [Explanation.Verifier] {
        guard let index = outcome.endpoint else { return [] }
        let entry = simulation.graph.endpoints[index]
        var verifiers: [Explanation.Verifier] = []
        let isEarly = outcome.refusal == .bodyTooLarge
        if entry.checksAddress {
            let verdict: Explanation.Verdict =
                isEarly ? .notLookedAt : outcome.refusal == .forbiddenAddress ? .failed : .passed
            let peer = (request.peer ?? .loopback).text
            let client = outcome.client?.text ?? peer
            let way = client == peer ? "" : ", which the proxy \(peer) names"
            verifiers.append(Explanation.Verifier(name: "source_ip", verdict: verdict, detail: client + way))
        }
        if entry.basic >= 0 {
            let verdict: Explanation.Verdict =
                isEarly || outcome.refusal == .forbiddenAddress
                ? .notLookedAt : outcome.refusal == .unauthenticated ? .failed : .passed
            let lines = request.headers.count { $0.name.lowercased() == "authorization" }
            let detail =
                verdict != .failed
                ? "" : lines == 0 ? "there is no Authorization" : "the credentials are not those of the endpoint"
            verifiers.append(Explanation.Verifier(name: "basic", verdict: verdict, detail: detail))
        }
        return verifiers
    }

    var body: Explanation.Body {
        let count = "\(grouped(request.body.count)) byte\(request.body.count == 1 ? "" : "s")"
        switch outcome.refusal {
        case .bodyTooLarge:
            let limit = grouped(Int(simulation.graph.settings.limits.bodyBytes))
            return Explanation.Body(state: .refused, detail: "\(count), and the limit is \(limit)")
        case .unsupportedMediaType: return Explanation.Body(state: .refused, detail: mediaReason)
        case .malformedBody where isAdmitted: return Explanation.Body(state: .malformed, detail: malformedReason)
        default: break
        }
        guard isAdmitted else { return Explanation.Body(state: .notRead, detail: count) }
        return request.body.isEmpty
            ? Explanation.Body(state: .empty, detail: "") : Explanation.Body(state: .parsed, detail: "\(count) of JSON")
    }

    private var mediaReason: String {
        let types = request.headers.filter { $0.name.lowercased() == "content-type" }.map(\.value)
        let coding = request.headers.first { $0.name.lowercased() == "content-encoding" }?.value
        guard let type = types.first else {
            return request.body.isEmpty
                ? "there is no body, and the endpoint reads one"
                : "there is no Content-Type: application/json is wanted"
        }
        if types.count > 1 { return "there are \(types.count) lines of Content-Type" }
        if let coding { return "its coding is \(coding): it has to come as it is" }
        return "its type is \(type): JSON in UTF-8 is wanted"
    }

    private var malformedReason: String {
        guard !request.body.isEmpty else { return "there is none, and the endpoint reads one" }
        do {
            _ = try JSONTree(parsing: request.body)
            return "it is not JSON"
        } catch {
            guard let offset = error.offset ?? findJSONError(request.body) else { return error.code.reason }
            let before = request.body.prefix(offset)
            let line = before.count { $0 == 0x0A } + 1
            let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
            let column = String(decoding: before[start...], as: UTF8.self).unicodeScalars.count + 1
            let next = request.body.dropFirst(offset)
            let seen =
                next.isEmpty ? "it ends there" : "there is \(shown(String(decoding: next.prefix(20), as: UTF8.self)))"
            return "\(error.code.reason): line \(line), column \(column): \(mask.masked(seen))"
        }
    }

    // MARK: Values

    var extractions: [Explanation.Extraction] {
        guard let index = outcome.endpoint, places.endpoints.indices.contains(index) else { return [] }
        var all: [RequestTrace.TracedValue]?
        var read: [Int: (place: Int?, value: RequestTrace.TracedValue?)] = [:]
        var refused: (index: Int, place: Int?, refusal: Refusal, value: RequestTrace.TracedValue?)?
        for event in result.trace.events {
            switch event {
            case .extracted(let index, let place, let value): read[index] = (place, value)
            case .refused(let index, let place, let refusal, let value): refused = (index, place, refusal, value)
            case .extractedAll(let values): all = values
            default: break
            }
            if all != nil { break }
        }
        return places.endpoints[index].extractions.enumerated().map { position, extraction in
            var found = Explanation.Extraction(
                name: extraction.name,
                place: place(extraction.span),
                state: .notRead,
                sources: extraction.sources
            )
            if let entry = extraction.entry {
                if let refused, refused.index == entry {
                    found.state = refused.refusal == .missingValue ? .missing : .mistyped
                    found.source = source(refused.place, of: extraction, entry)
                    if found.state == .mistyped { found.value = refused.value.map(value) }
                } else if let (place, traced) = read[entry] {
                    found.source = source(place, of: extraction, entry)
                    found.state = place != nil ? .found : extraction.hasDefault ? .defaulted : .absent
                    found.value = traced.map(value)
                }
            } else if let all, all.indices.contains(position) {
                let traced = all[position]
                let isThere = !traced.isAbsent && traced.text != "null"
                found.state = isThere ? .found : .absent
                found.source = isThere ? extraction.sources.first : nil
                found.value = value(traced)
            }
            return found
        }
    }

    private func source(_ place: Int?, of extraction: GraphPlaces.Extraction, _ entry: Int) -> String? {
        guard let place else { return nil }
        let position = place - Int(simulation.graph.extractions[entry].places.start)
        return extraction.sources.indices.contains(position) ? extraction.sources[position] : nil
    }
}

/// A number with commas between groups of three digits.
package func grouped(_ number: Int) -> String {
    var text = "\(number.magnitude)"
    var end = text.count - 3
    while end > 0 {
        text.insert(",", at: text.index(text.startIndex, offsetBy: end))
        end -= 3
    }
    return (number < 0 ? "-" : "") + text
}
