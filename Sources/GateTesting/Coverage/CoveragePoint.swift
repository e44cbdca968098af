package import GateDiagnostics

/// One thing in a configuration file that a request can do, and that tests should see done.
package struct CoveragePoint: Sendable, Hashable {
    /// What is counted apart.
    package enum Kind: String, CaseIterable, Sendable {
        /// An end of an endpoint's flow.
        case branches
        /// A way that a condition or a loop goes.
        case conditions
        /// A case of a switch, or a value that has none.
        case cases
        /// A `respond:` of the file.
        case answers
        /// A refusal that the gateway answers by itself.
        case refusals
    }

    /// What happens at the place.
    package enum Way: String, CaseIterable, Sendable {
        /// The flow ends.
        case end
        /// The condition holds, or does not.
        case isTrue = "true"
        case isFalse = "false"
        /// The list of a loop has items, or none.
        case items
        case empty
        /// The switch has the value of the case, and no arm above took it.
        case match
        /// The switch has a value without a case.
        case noCase = "no_case"
        /// The answer is given.
        case answered
        /// 400: the body is no JSON.
        case malformedBody = "malformed_body"
        /// 401: the credentials are wrong.
        case credentials
        /// 403: the client's address is not listed.
        case address
        /// 422: a required value is missing.
        case missing
        /// 422: a value is of another type.
        case mistyped
        /// 422: a loop has more items than it takes.
        case tooManyItems = "too_many_items"
        /// 422: a requirement without an answer of its own is not met.
        case unmet

        /// The kind under which the way is counted.
        package var kind: Kind {
            switch self {
            case .end: .branches
            case .isTrue, .isFalse, .items, .empty: .conditions
            case .match, .noCase: .cases
            case .answered: .answers
            case .malformedBody, .credentials, .address, .missing, .mistyped, .tooManyItems, .unmet: .refusals
            }
        }
    }

    package var way: Way
    /// Where it stands.
    package var span: SourceSpan
    /// What the place is called: the branch, the extraction, the value of a case, the item of a loop; may be empty.
    package var name: String
    /// The endpoints whose requests can do it, by index, ascending; several for a flow that is shared.
    package var endpoints: [Int]

    package var kind: Kind { way.kind }
}

extension CoveragePoint {
    /// What never happened, in words, without the place.
    package var missing: String {
        let subject = way == .match || way == .noCase ? name : "\"\(name)\""
        return (name.isEmpty ? "" : subject + ": ") + complaint
    }

    private var complaint: String {
        switch way {
        case .end: "the branch was never taken"
        case .isTrue: "the condition was never true"
        case .isFalse: "the condition was never false"
        case .items: "the loop never had an item"
        case .empty: "the loop was never without items"
        case .match: "the case was never reached"
        case .noCase: "the switch never had a value without a case"
        case .answered: "the answer was never given"
        case .malformedBody: "no request was refused for a malformed body (400)"
        case .credentials: "no request was refused for its credentials (401)"
        case .address: "no request was refused for its address (403)"
        case .missing: "no request was refused for the missing value (422)"
        case .mistyped: "no request was refused for a value of another type (422)"
        case .tooManyItems: "no request was refused for too many items (422)"
        case .unmet: "no request was refused for the unmet requirement (422)"
        }
    }
}
