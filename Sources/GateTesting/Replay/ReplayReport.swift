/// What replaying requests found.
package struct ReplayReport: Sendable {
    /// A request whose decision is another.
    package struct Change: Sendable {
        package var name: String
        package var old: ReplayDecision
        package var new: ReplayDecision
        package var aspects: [ReplayDecision.Aspect]
        /// What differs on the way there.
        package var detail: ReplayDetail
    }

    /// Changes that are alike.
    package struct Group: Sendable {
        /// The first of them, or all where these were wanted.
        package var changes: [Change]
        package var count: Int
    }

    /// A request that could not be replayed.
    package struct Skipped: Sendable {
        package var name: String
        package var reason: String
    }

    /// What the decisions are compared with, and what was compared.
    package var old: String
    package var new: String
    package var requestCount = 0
    package var changedCount = 0
    /// In the order in which the first of each came.
    package var groups: [Group] = []
    package var skipped: [Skipped] = []

    package init(old: String, new: String) {
        self.old = old
        self.new = new
    }

    /// `1,000 requests: 997 the same, 3 changed`.
    package var summary: String {
        let same = requestCount - changedCount
        var text = "\(grouped(requestCount)) request\(requestCount == 1 ? "" : "s"): "
        text += "\(grouped(same)) the same, \(grouped(changedCount)) changed"
        if !skipped.isEmpty { text += "; \(grouped(skipped.count)) not replayed" }
        return text
    }
}

/// How two ways to a decision differ.
package struct ReplayDetail: Sendable {
    /// Extracted values that are others: name, old and new value in words.
    package var values: [(name: String, old: String, new: String)] = []
    /// Decisions that came out alike, before the ways part.
    package var common: [String] = []
    /// The decisions from there on; of the old one none where it is not known.
    package var old: [String] = []
    package var new: [String] = []
    /// Header lines that only one of the answers has.
    package var oldHeaders: [String] = []
    package var newHeaders: [String] = []
    package var oldBody: String?
    package var newBody: String?
}
