import GateRuntime

/// Picks requests to be captured on one event loop, evenly: the first, and then one whenever the shares make a whole.
struct CaptureSampler {
    private var sum = AccessShares.whole

    /// Whether the next request is picked.
    mutating func picks(_ share: UInt32) -> Bool {
        guard share > 0 else { return false }
        if sum >= AccessShares.whole {
            sum = sum - AccessShares.whole + share
            return true
        }
        sum += share
        return false
    }
}

extension GatewayLoop {
    /// Captures a request that was just answered, where it is picked.
    ///
    /// A request whose head could not be read has none; nothing else is left out. `body` is nil where it was not read
    /// whole.
    func capture(_ request: FinishedRequest, body: ByteView?, _ served: ServedGraph, to capture: RequestCapture) {
        guard let head = request.head, captureSampler.picks(capture.settings.share) else { return }
        let outcome = request.outcome
        let graph = served.graph
        let kept = body.map { $0.slice(0, min($0.count, capture.settings.bodyBytesMax)) }
        let record = CaptureRecord(
            id: request.id,
            seconds: head.seconds,
            nanoseconds: head.nanoseconds,
            peer: request.peer,
            head: Array(head.headBytes.unsafeBytes),
            method: head.head.method,
            headers: (0..<head.headers.count).map { head.headers[$0] },
            body: kept.map { Array($0.unsafeBytes) },
            bodyBytes: body?.count ?? 0,
            verified: graph.verifiersPassed(outcome, wasAdmitted: request.wasAdmitted),
            status: outcome.status,
            endpoint: outcome.endpoint.map { graph.endpointNames[$0] },
            branch: outcome.branch.map { graph.branchNames[$0] },
            refusal: outcome.refusal
        )
        capture.take(record)
    }
}

extension BoundGraph {
    /// The verifiers that a request has passed, in the order in which they look.
    fileprivate func verifiersPassed(_ outcome: Outcome, wasAdmitted: Bool) -> [String] {
        guard let endpoint = outcome.endpoint else { return [] }
        let all = verifiers[endpoint]
        guard !wasAdmitted else { return all }
        switch outcome.refusal {
        // Before the first, and at it.
        case .bodyTooLarge, .forbiddenAddress: return []
        case .unauthenticated: return all.filter { $0 == "source_ip" }
        default: return all
        }
    }
}
