import GateRuntime

/// What a checked endpoint can do, for people and machines.
package struct EndpointSummary: Sendable, Equatable {
    package var name: String
    package var methods: [String]
    /// The path as it is declared.
    package var path: String
    /// The branches with an answer, by name, in order; an answer without a branch has the empty name.
    package var branchNames: [String]
    /// Answers that the file gives.
    package var branchCount: Int { branchNames.count }
    /// Statuses of those answers, ascending.
    package var statuses: [Int]
    /// Statuses of the gateway's own answers that requests for this endpoint can get, ascending.
    package var refusals: [Int]
}

extension EndpointSummary {
    init(_ endpoint: CheckedEndpoint) {
        var answers = AnswerCollector()
        answers.collect(endpoint.block)
        name = endpoint.name
        methods = endpoint.methods
        path = endpoint.segments.map { segment in
            switch segment {
            case .literal(let text): "/" + text
            case .parameter(let name): "/{\(name)}"
            }
        }.joined()
        branchNames = answers.names
        statuses = answers.statuses.sorted()
        refusals = EndpointSummary.refusals(endpoint, canFault: answers.hasExpression)
    }

    private static func refusals(_ endpoint: CheckedEndpoint, canFault: Bool) -> [Int] {
        var statuses: Set<Int> = [400, 405, 408, 413, 415]
        if endpoint.auth.addresses != nil { statuses.insert(403) }
        if endpoint.auth.basic != nil { statuses.insert(401) }
        if endpoint.extractions.contains(where: \.canRefuse) { statuses.insert(422) }
        if canFault { statuses.insert(500) }
        return statuses.sorted()
    }
}

extension CheckedExtraction {
    /// Whether some request is answered 422 for this value: it may be missing, or of another type.
    fileprivate var canRefuse: Bool {
        if isRequired { return true }
        switch (target, places.first) {
        case (.any, _), (.string, .header), (.string, .parameter): return false
        default: return true
        }
    }
}

/// Walks a block and gathers its answers.
private struct AnswerCollector {
    var names: [String] = []
    var statuses: Set<Int> = []
    var hasExpression = false

    mutating func collect(_ block: CheckedBlock) {
        switch block {
        case .respond(let response, let branch):
            names.append(branch)
            statuses.insert(response.status)
            if !response.isConstant { hasExpression = true }
        case .branches(let arms, let otherwise):
            if !arms.isEmpty { hasExpression = true }
            for arm in arms { collect(arm.block) }
            collect(otherwise)
        }
    }
}

extension CheckedResponse {
    /// Whether the answer is the same for every request.
    var isConstant: Bool {
        guard headers.allSatisfy({ $0.value.constant != nil }) else { return false }
        switch body {
        case .empty: return true
        case .text(let template): return template.constant != nil
        case .json(let tree): return tree.isConstant
        }
    }
}

extension CheckedTree {
    /// Whether the value is the same for every request.
    var isConstant: Bool {
        switch self {
        case .null, .bool, .int, .double: true
        case .text(let template): template.constant != nil
        case .value: false
        case .list(let items): items.allSatisfy(\.isConstant)
        case .map(let members): members.allSatisfy { $0.value.isConstant }
        }
    }
}
