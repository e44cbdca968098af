import GateExpression
import GateRuntime

/// A text as JSON writes it, quotes included.
package func jsonString(_ text: String) -> String { "\"\(escapedJSON(text))\"" }

/// What a checked endpoint can do, for people and machines.
package struct EndpointSummary: Sendable, Equatable {
    package var name: String
    package var methods: [String]
    /// The path as it is declared.
    package var path: String
    /// Whether the answer comes before the flow.
    package var isAsync: Bool
    /// The ends of the flow, by name, in order; an answer without a branch has the empty name.
    package var branchNames: [String]
    /// The ends with the status of the answer that the client has by then.
    package var branchAnswers: [(name: String, status: Int)] {
        zip(branchNames, branchStatuses).map { (name: $0, status: $1) }
    }
    /// The status at each end: of the file's answer, of the gateway's own 422, or of the answer that came first.
    package var branchStatuses: [Int]
    /// Who may call, an entry for each verifier: `basic as shop`, `source_ip 192.0.2.0/24`; empty for anybody.
    package var auth: [String]
    /// Ends of the flow.
    package var branchCount: Int { branchNames.count }
    /// Statuses of those answers, ascending.
    package var statuses: [Int]
    /// Statuses of the gateway's own answers that requests for this endpoint can get, ascending.
    package var refusals: [Int]
}

extension EndpointSummary {
    init(_ endpoint: CheckedEndpoint) {
        name = endpoint.name
        methods = endpoint.methods
        path = endpoint.path
        isAsync = endpoint.firstAnswer != nil
        branchStatuses = endpoint.leaves.map { leaf in endpoint.firstAnswer?.status ?? leaf.status ?? 422 }
        auth = endpoint.auth.words
        branchNames = endpoint.leaves.map(\.branch)
        let own = endpoint.firstAnswer.map { [$0.status] } ?? endpoint.leaves.compactMap(\.status)
        statuses = Set(own).sorted()
        refusals = EndpointSummary.refusals(endpoint)
    }

    private static func refusals(_ endpoint: CheckedEndpoint) -> [Int] {
        var statuses: Set<Int> = [400, 405, 408, 413, 415]
        if endpoint.auth.addresses != nil { statuses.insert(403) }
        if endpoint.auth.basic != nil { statuses.insert(401) }
        if endpoint.extractions.contains(where: \.canRefuse) { statuses.insert(422) }
        let isAsync = endpoint.firstAnswer != nil
        if !isAsync, endpoint.leaves.contains(where: { $0.kind == .unmet || $0.kind == .tooMany }) {
            statuses.insert(422)
        }
        if endpoint.firstAnswer.map({ !$0.isConstant }) ?? endpoint.block.canFault { statuses.insert(500) }
        if endpoint.extractions.contains(where: { !$0.isSingular }) { statuses.insert(500) }
        return statuses.sorted()
    }
}

extension CheckedExtraction {
    /// Whether some request is answered 422 for this value: it may be missing, or of another type.
    fileprivate var canRefuse: Bool { isRequired || canBeMistyped }

    /// Whether some request is answered 422 for this value's type.
    var canBeMistyped: Bool {
        switch (target, places.first) {
        case (.any, _), (.string, .header), (.string, .parameter): return false
        default: return true
        }
    }
}

extension CheckedAuth {
    /// The verifiers in words, without a secret or its name.
    var words: [String] {
        var words: [String] = []
        if let addresses {
            let shown = addresses.prefix(3).map(\.shortText).joined(separator: " ")
            words.append("source_ip \(shown)" + (addresses.count > 3 ? " and \(addresses.count - 3) more" : ""))
        }
        if let basic { words.append("basic as \(basic.username)") }
        return words
    }
}

extension AddressRange {
    /// The range, or the address where it is one.
    fileprivate var shortText: String { prefixLength == 128 ? base.text : text }
}

extension CheckedLeaf {
    /// The status of the answer, where the file gives it.
    var status: Int? {
        if case .answer(let status) = kind { status } else { nil }
    }
}

extension CheckedExtraction {
    /// Whether every place is one value, so that reading it cannot take too long.
    fileprivate var isSingular: Bool {
        places.allSatisfy { if case .body(let path) = $0 { path.isSingular } else { true } }
    }
}

extension CheckedBlock {
    /// Whether something in it is evaluated, which can fail.
    var canFault: Bool {
        steps.contains { step in
            switch step {
            case .set(let binding): !binding.value.tree.isConstant
            case .require, .branches, .loop: true
            case .call(let call): call.block.canFault || call.inputs.contains { !$0.value.tree.isConstant }
            case .respond(let response, _): !response.isConstant
            case .output(let value): value.map { !$0.tree.isConstant } ?? false
            case .end: false
            }
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
