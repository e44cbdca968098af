package import GateDiagnostics

/// One difference in meaning between two configuration files.
package struct GatewayChange: Sendable, Equatable {
    /// What happened to the thing.
    package enum Kind: String, Sendable, CaseIterable {
        case added, removed, changed
        /// It stands at another place of an order that counts.
        case moved
        /// It has another name and is otherwise the same.
        case renamed
    }

    /// What part of the configuration it belongs to.
    package enum Area: String, Sendable, CaseIterable {
        case endpoint, route, methods, mode, auth, secrets, limits, listeners, proxies, admin, log, drain
        case extraction, branch, condition, answer, step, flow
    }

    /// The endpoint, by its new name, or by its old one where it was removed; nil for what concerns the whole gateway.
    package var endpoint: String?
    package var area: Area
    package var kind: Kind
    /// The thing in words: `condition of "big sale"`, `limit body`.
    package var subject: String
    /// How it was and is, in the words of the file or its normal form; nil where there was or is nothing to show.
    package var old: String?
    package var new: String?
    /// Where it stands; nil where the file does not say it, so that a default holds.
    package var oldSpan: SourceSpan?
    package var newSpan: SourceSpan?
    /// Why the new file lets more through than the old one; nil where it does not.
    package var weakness: String?
    /// The name whose value changes; nil where it is something else.
    var name: String?

    /// Whether the new file lets more through.
    package var isWeaker: Bool { weakness != nil }
}

/// What a comparison comes to, from harmless to grave.
package enum GatewayVerdict: String, Sendable, CaseIterable {
    case same, changed, weaker
}

/// How two configuration files differ in meaning.
package struct GatewayDifference: Sendable {
    /// What else is to be known of an endpoint that changed.
    package struct Endpoint: Sendable {
        /// The names before and after.
        package var oldName: String
        package var newName: String
        /// Statuses that the file's answers can have, before and after, ascending.
        package var oldStatuses: [Int]
        package var newStatuses: [Int]
        /// Statuses with which the gateway itself can answer, before and after, ascending.
        package var oldRefusals: [Int]
        package var newRefusals: [Int]
        /// Requests that come out differently.
        package var decisions: [ChangedDecision]
    }

    /// The names of the files, as findings show them.
    package var oldName: String
    package var newName: String
    /// In the order of the new file: the gateway as a whole, then its endpoints, then those that were removed.
    package var changes: [GatewayChange]
    /// The endpoints that are in both files and changed, in the order of the new one.
    package var endpoints: [Endpoint]
    /// The texts that the places of changes are in.
    package var oldSources: SourceMap
    package var newSources: SourceMap

    package var verdict: GatewayVerdict {
        changes.isEmpty ? .same : changes.contains(where: \.isWeaker) ? .weaker : .changed
    }
}

/// A request that the two gateways decide differently.
package struct ChangedDecision: Sendable {
    /// What became of a request.
    package struct Decision: Sendable, Hashable {
        package var status: Int
        /// The branch that answered; empty where the endpoint has none, nil where the gateway answered by itself.
        package var branch: String?
        /// Why the gateway answered by itself.
        package var reason: String?
    }

    package var old: Decision
    package var new: Decision
    /// A request for which it is so, with a placeholder for every secret.
    package var request: WitnessRequest
    /// How many of the requests that were tried come out like this.
    package var count: Int
}
