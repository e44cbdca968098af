package import GateDiagnostics

/// The ways through one endpoint as nodes and edges, for drawing; without secrets or their names.
package struct FlowChart: Sendable {
    /// A box.
    package struct Node: Sendable {
        /// What it stands for, which decides its shape.
        package enum Kind: Sendable, Equatable {
            case endpoint
            /// A condition or a switch.
            case decision
            /// Something that is computed.
            case step
            case loop
            /// An answer of the file.
            case answer(status: Int)
            /// An answer of the gateway's own.
            case refusal(status: Int)
            /// The end of a flow that answered before.
            case end
        }

        package var kind: Kind
        /// Lines of text.
        package var lines: [String]
        /// The flow that it belongs to where that was called; nil in the endpoint's own.
        package var flow: String?
        /// Where it stands in the file; nil for a box that no single node of the graph does the work of.
        package var span: SourceSpan?
    }

    /// An arrow.
    package struct Edge: Sendable {
        package var from: Int
        package var to: Int
        /// How the decision comes out; empty where nothing is decided.
        package var label: String
        /// Whether it leads back to a loop.
        package var isBack: Bool
    }

    /// The endpoint's name.
    package var name: String
    package var nodes: [Node] = []
    package var edges: [Edge] = []
    /// Statuses with which requests can be refused before the flow or where it fails.
    package var refusals: [Int] = []

    init(name: String) {
        self.name = name
    }
}

extension Compilation {
    /// A chart of each endpoint, or of the one of that name; none for a file with errors.
    package func charts(endpoint name: String? = nil) -> [FlowChart] {
        guard let checked else { return [] }
        return zip(checked.endpoints, endpoints).compactMap { endpoint, summary in
            guard name == nil || endpoint.name == name else { return nil }
            var drawing = FlowDrawing(endpoint, summary)
            return drawing.draw()
        }
    }
}
