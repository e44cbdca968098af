/// What evaluating a request did, step by step: indices into the graph, and values as text.
package struct RequestTrace: Sendable {
    /// A value at the time, as JSON has it.
    package struct TracedValue: Sendable, Equatable {
        /// JSON; for an error what went wrong.
        package var text: String
        package var isError: Bool
        /// Whether there was nothing, where JSON only has null.
        package var isAbsent: Bool

        package init(text: String, isError: Bool = false, isAbsent: Bool = false) {
            self.text = text
            self.isError = isError
            self.isAbsent = isAbsent
        }
    }

    /// One thing that happened.
    package enum Event: Sendable {
        /// Extraction `index` was read, from the place of that index or from none.
        case extracted(index: Int, place: Int?, value: TracedValue?)
        /// Extraction `index` refused the request for the value that it found.
        case refused(index: Int, place: Int?, refusal: Refusal, value: TracedValue?)
        /// The values of all that the endpoint extracts, where these were wanted.
        case extractedAll(values: [TracedValue])
        /// The flow came to a node; `values` are those of the parts of its expressions, where these were wanted.
        case reached(node: Int, values: [TracedValue])
        /// The condition of the node came out so.
        case tested(node: Int, isTrue: Bool)
        /// The switch of the node chose the case at a place of its table, or none.
        case chose(node: Int, place: Int?)
        /// The loop of the node took its next item.
        case tookItem(node: Int, value: TracedValue?)
        /// The loop of the node took its last item; `values` are the lists that it collected, where these were wanted.
        case closed(node: Int, values: [TracedValue])
        /// The node gave a name its value.
        case bound(node: Int, value: TracedValue?)
    }

    package var events: [Event] = []
    /// Whether there were more events than are kept.
    package var isCut = false

    /// The most events that are kept: a loop can make many.
    package static let eventsMax = 20_000

    package init() {}
}

/// How much a trace holds.
package enum TraceDetail: Sendable {
    /// The way alone.
    case path
    /// Values too: `parts` are the programs whose values are wanted at a node, by index of the node; `slots` the registers
    /// of what is extracted, by index of the endpoint.
    case values(parts: [[Int]], slots: [[Int]])
}
