import GateCompiler
import GateDiagnostics
import GateRuntime

extension Simulation {
    /// Answers a request and says why it gets that answer; nil where it is no whole request.
    ///
    /// The simulation must be one that explains. `isAuthorized` puts in an address and credentials that pass the
    /// verifiers of the request's endpoint, where it brings none that are known to pass.
    package func explain(_ request: RecordedRequest, authorized isAuthorized: Bool = false) -> Explanation? {
        var request = request
        guard var result = answer(request) else { return nil }
        if isAuthorized, let endpoint = result.outcome.endpoint, callers.indices.contains(endpoint) {
            let caller = callers[endpoint]
            if let authorization = caller.authorization {
                request.headers.removeAll { $0.name.lowercased() == "authorization" }
                request.headers.append((name: "Authorization", value: authorization))
            }
            if request.peer == nil { request.peer = caller.address }
            guard let again = answer(request) else { return nil }
            result = again
        }
        return Explainer(self, request, result).explanation()
    }
}

/// Puts together what is known of one answer.
struct Explainer {
    let simulation: Simulation
    let request: RecordedRequest
    let result: OfflineGateway.Result
    let mask: SecretMask
    private let hidden: [SourceSpan]

    init(_ simulation: Simulation, _ request: RecordedRequest, _ result: OfflineGateway.Result) {
        self.simulation = simulation
        self.request = request
        self.result = result
        mask = SecretMask(request)
        hidden = simulation.compilation.hiddenSpans
    }

    var outcome: Outcome { result.outcome }
    var places: GraphPlaces { simulation.places }

    func explanation() -> Explanation {
        var explanation = Explanation(
            file: simulation.compilation.sources[0].name,
            request: received,
            route: route,
            verifiers: verifiers,
            body: body,
            extractions: extractions,
            isAnsweredFirst: isAnsweredFirst,
            steps: [],
            isCut: result.trace.isCut,
            branch: outcome.branch.flatMap { name($0) },
            refusal: outcome.refusal.map { "\($0)" },
            failure: outcome.fault.map { failure($0) },
            answer: parseAnswer(result.answer, mask),
            advice: []
        )
        var way = WayBuilder(self)
        explanation.steps = way.follow(result.trace)
        explanation.advice = advice(explanation)
        return explanation
    }

    private func name(_ branch: Int) -> String? {
        let names = simulation.graph.branchNames
        return names.indices.contains(branch) && !names[branch].isEmpty ? names[branch] : nil
    }

    private var isAnsweredFirst: Bool {
        outcome.endpoint.map { simulation.graph.endpoints[$0].firstAnswer >= 0 } ?? false
    }

    private var received: Explanation.Request {
        Explanation.Request(
            method: request.method,
            target: mask.masked(target: request.target),
            headers: request.headers.map { mask.masked($0) },
            bodyBytes: request.body.count,
            peer: (request.peer ?? .loopback).text,
            client: outcome.client?.text
        )
    }

    // MARK: Pieces

    func place(_ span: SourceSpan) -> Explanation.Place {
        let source = simulation.compilation.sources[span.file]
        let position = source.position(of: span.start)
        let text = source.shownLine(position.line, around: span.start, hiding: hidden)
        return Explanation.Place(line: position.line, column: position.column, text: text)
    }

    func value(_ traced: RequestTrace.TracedValue) -> Explanation.Value {
        Explanation.Value(text: mask.masked(traced.text), isError: traced.isError, isAbsent: traced.isAbsent)
    }

    private func failure(_ fault: Fault) -> Explanation.Failure {
        var failure = Explanation.Failure(reason: fault.code.reason)
        guard let site = simulation.expression(of: fault) else { return failure }
        failure.role = site.role
        failure.expression = onOneLine(site.text)
        let source = simulation.compilation.sources[0]
        let text = source.shownLine(site.line, hiding: hidden)
        failure.place = Explanation.Place(line: site.line, column: site.column, text: text)
        return failure
    }

    private func advice(_ explanation: Explanation) -> [String] {
        switch outcome.refusal {
        case .unauthenticated:
            [
                "no secret is read: each stands for the word placeholder, so that real credentials do not pass here; "
                    + "hookgate explain --as valid puts in some that do"
            ]
        case .forbiddenAddress where request.peer == nil:
            [
                "nothing is known of the address that the request came from, so it is taken for \(explanation.request.peer); "
                    + "hookgate explain --from gives it"
            ]
        default: []
        }
    }
}

/// Splits the bytes of an answer; interim answers before it are left out.
///
/// Without a mask nothing is masked.
func parseAnswer(_ bytes: [UInt8], _ mask: SecretMask? = nil) -> Explanation.Answer {
    var rest = bytes[...]
    while true {
        let end = endOfHead(rest)
        let head = String(decoding: rest[..<end], as: UTF8.self)
        let lines = head.split(separator: "\r\n", omittingEmptySubsequences: true).map(String.init)
        rest = rest[min(end + 4, rest.endIndex)...]
        let words = (lines.first ?? "").split(separator: " ", maxSplits: 2)
        let status = words.count > 1 ? Int(words[1]) ?? 0 : 0
        if (100..<200).contains(status), !rest.isEmpty { continue }
        let headers = lines.dropFirst().map { line -> (name: String, value: String) in
            let parts = line.split(separator: ":", maxSplits: 1)
            let value = parts.count > 1 ? String(parts[1].drop { $0 == " " }) : ""
            let header = (name: parts.first.map(String.init) ?? "", value: value)
            return mask.map { $0.masked(header) } ?? header
        }
        return Explanation.Answer(
            status: status,
            statusLine: lines.first ?? "",
            headers: headers,
            body: mask.map { $0.masked(Array(rest)) } ?? Array(rest)
        )
    }
}

/// Where the empty line after a head begins.
private func endOfHead(_ bytes: ArraySlice<UInt8>) -> Int {
    var index = bytes.startIndex
    while index + 3 < bytes.endIndex {
        if bytes[index] == 0x0D, bytes[index + 1] == 0x0A, bytes[index + 2] == 0x0D, bytes[index + 3] == 0x0A {
            return index
        }
        index += 1
    }
    return bytes.endIndex
}
