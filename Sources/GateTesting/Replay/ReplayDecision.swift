import GateRuntime

/// What became of a request, as far as two decisions are compared.
package struct ReplayDecision: Sendable, Equatable {
    package var endpoint: String?
    package var branch: String?
    /// Why the gateway answered by itself, as the log names it.
    package var refusal: String?
    package var status: Int
    /// Header lines and body; nil where only the rest was recorded.
    package var headers: [Header]?
    package var body: [UInt8]?

    /// A header line of an answer.
    package struct Header: Sendable, Equatable {
        package var name: String
        package var value: String
    }

    /// Where the request ended, in words: `shop, branch "big sale", 200`.
    package var words: String {
        var words = [endpoint ?? "no endpoint"]
        if let branch { words.append("branch \"\(branch)\"") }
        if let refusal { words.append(refusal) }
        return (words + ["\(status)"]).joined(separator: ", ")
    }

    /// A part of a decision that can change.
    package enum Aspect: String, CaseIterable, Sendable {
        case endpoint, branch, refusal, status, headers, body
    }

    /// What is another in a second decision, in the order of ``Aspect``; what one of both does not know is the same.
    package func changes(to other: ReplayDecision) -> [Aspect] {
        Aspect.allCases.filter { aspect in
            switch aspect {
            case .endpoint: endpoint != other.endpoint
            case .branch: branch != other.branch
            case .refusal: refusal != other.refusal
            case .status: status != other.status
            case .headers:
                if let headers, let others = other.headers { compared(headers) != compared(others) } else { false }
            case .body: if let body, let others = other.body { body != others } else { false }
            }
        }
    }
}

/// Header lines without the length, which follows from the body.
private func compared(_ headers: [ReplayDecision.Header]) -> [ReplayDecision.Header] {
    headers.filter { $0.name.lowercased() != "content-length" }
}

extension ReplayDecision {
    /// What a gateway answered when the request was recorded.
    init(_ answer: RecordedAnswer) {
        self.init(endpoint: answer.endpoint, branch: answer.branch, refusal: answer.refusal, status: answer.status)
    }
}

extension Simulation {
    /// Decides a request; nil where it is no whole request.
    func decide(_ request: RecordedRequest) -> ReplayDecision? {
        guard let result = answer(request) else { return nil }
        let answer = parseAnswer(result.answer)
        let branch = result.outcome.branch.flatMap { index -> String? in
            graph.branchNames.indices.contains(index) ? graph.branchNames[index] : nil
        }
        return ReplayDecision(
            endpoint: result.outcome.endpoint.map { graph.endpointNames[$0] },
            branch: branch.flatMap { $0.isEmpty ? nil : $0 },
            refusal: result.outcome.refusal.map { "\($0)" },
            status: answer.status,
            headers: answer.headers.map { ReplayDecision.Header(name: $0.name, value: $0.value) },
            body: answer.body
        )
    }
}
