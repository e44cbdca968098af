package import GateDiagnostics
package import GateRuntime

/// Where the pieces of a graph stand in the file: for coverage and explanations, which the request path knows nothing of.
package struct GraphPlaces: Sendable {
    /// A node's step.
    package struct Node: Sendable {
        package var span: SourceSpan
        /// The name that the step binds, or what logs call it.
        package var name: String
        /// Only where explanations are wanted: the expressions that decide which way the flow goes on.
        package var expressions: [Expression] = []
    }

    /// An expression of a node.
    package struct Expression: Sendable {
        /// The expression and its parts, the whole first, operands behind what they belong to.
        package var parts: [ExpressionPart]
    }

    /// A case of a switch.
    package struct Case: Sendable {
        /// Its place in the switch's table.
        package var place: Int
        /// The value as CEL writes it.
        package var text: String
        package var span: SourceSpan
    }

    /// An endpoint.
    package struct Endpoint: Sendable {
        package var name: String
        package var span: SourceSpan
        /// The `respond:` that is answered before the flow; nil where the answer comes of the flow, or the file is silent.
        package var firstAnswer: SourceSpan?
        package var extractions: [Extraction] = []
    }

    /// An extraction of an endpoint.
    package struct Extraction: Sendable {
        package var name: String
        package var span: SourceSpan
        /// The register that holds the value.
        package var slot: Int
        /// Its index among the graph's; nil for one that the walk over the body fills directly.
        package var entry: Int?
        /// The places in order, in words: `$.data.email`, `header x-id`.
        package var sources: [String]
        /// Whether a request without it is refused.
        package var isRequired: Bool
        /// Whether a request with a value of another type is refused.
        package var isTyped: Bool
        package var hasDefault: Bool
    }

    /// By index of the endpoint.
    package internal(set) var endpoints: [Endpoint] = []
    /// By index of the node.
    package internal(set) var nodes: [Node] = []
    /// By index of the switch.
    package internal(set) var cases: [[Case]] = []
    /// Only where explanations are wanted: by index of the node, the programs of its expressions' parts, one after the
    /// other.
    package internal(set) var programs: [[Int]] = []
}

/// A part of an expression whose value helps to understand it.
package struct ExpressionPart: Sendable {
    /// How a part comes to its value.
    package enum Kind: Sendable {
        /// The right operand is looked at only where the left one is true.
        case and
        /// The right operand is looked at only where the left one is false.
        case or
        case not
        /// The first operand decides which of the others is looked at.
        case conditional
        /// All operands are looked at.
        case operation
        /// It has no operands that are worth showing.
        case value
    }

    package var kind: Kind
    /// The text as the file writes it.
    package var text: String
    /// Indices of the operands among the expression's parts.
    package var operands: [Int] = []
    /// Whether the value is plain from the text.
    package var isLiteral = false
}

extension GraphPlaces {
    /// What a trace has to hold to explain a decision.
    package var traceDetail: TraceDetail {
        .values(parts: programs, slots: endpoints.map { $0.extractions.map(\.slot) })
    }
}
