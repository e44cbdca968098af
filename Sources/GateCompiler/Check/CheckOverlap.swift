import GateDiagnostics
import GateRuntime

/// Finds endpoints that match the same request.
///
/// Paths are kept in a trie, so that the work grows with the number of paths that really share a beginning.
struct OverlapChecker {
    private struct Node {
        var literals: [String: Int] = [:]
        var parameterChild: Int?
        var ends: [(method: String, span: SourceSpan)] = []
    }

    private var nodes = [Node()]

    /// Adds a path and returns the first endpoint that it overlaps with, with a request that both match.
    mutating func add(
        _ segments: [RouteTableBuilder.Segment],
        methods: [String],
        span: SourceSpan
    ) -> (first: SourceSpan, method: String, example: String)? {
        let found = overlap(from: 0, segments[...], methods, "")
        insert(segments, methods, span)
        return found
    }

    private func overlap(
        from node: Int,
        _ rest: ArraySlice<RouteTableBuilder.Segment>,
        _ methods: [String],
        _ example: String
    ) -> (first: SourceSpan, method: String, example: String)? {
        guard let segment = rest.first else {
            let end = nodes[node].ends.first { methods.contains($0.method) }
            return end.map { ($0.span, $0.method, example) }
        }
        let next = rest.dropFirst()
        switch segment {
        case .literal(let text):
            if let child = nodes[node].literals[text],
                let found = overlap(from: child, next, methods, example + "/" + text)
            {
                return found
            }
            // An empty segment is never a parameter's value.
            guard !text.isEmpty, let child = nodes[node].parameterChild else { return nil }
            return overlap(from: child, next, methods, example + "/" + text)
        case .parameter:
            if let child = nodes[node].parameterChild,
                let found = overlap(from: child, next, methods, example + "/x")
            {
                return found
            }
            for (text, child) in nodes[node].literals.sorted(by: { $0.key < $1.key }) where !text.isEmpty {
                if let found = overlap(from: child, next, methods, example + "/" + text) { return found }
            }
            return nil
        }
    }

    private mutating func insert(_ segments: [RouteTableBuilder.Segment], _ methods: [String], _ span: SourceSpan) {
        var node = 0
        for segment in segments {
            let known: Int? =
                switch segment {
                case .literal(let text): nodes[node].literals[text]
                case .parameter: nodes[node].parameterChild
                }
            if let known {
                node = known
                continue
            }
            switch segment {
            case .literal(let text): nodes[node].literals[text] = nodes.count
            case .parameter: nodes[node].parameterChild = nodes.count
            }
            node = nodes.count
            nodes.append(Node())
        }
        nodes[node].ends += methods.map { ($0, span) }
    }
}
