extension Graph {
    /// The branches of an endpoint: they were added one after another.
    func branches(of endpoint: Int) -> Range<Int> {
        var found: Range<Int>?
        var waiting = [Int(endpoints[endpoint].entry)]
        while let index = waiting.popLast() {
            let node = nodes[index]
            switch node.kind {
            case .test: waiting += [Int(node.b), Int(node.c)]
            case .respond:
                let branch = Int(node.b)
                found = min(found?.lowerBound ?? branch, branch)..<max(found?.upperBound ?? 0, branch + 1)
            }
        }
        return found ?? 0..<0
    }

    /// The status of each branch's answer.
    var branchStatuses: [UInt16] {
        var statuses = [UInt16](repeating: 0, count: branchNames.count)
        for node in nodes where node.kind == .respond { statuses[Int(node.b)] = responses[Int(node.a)].status }
        return statuses
    }
}
