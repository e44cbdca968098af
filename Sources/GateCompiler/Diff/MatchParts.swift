/// Finds which part of a block became which one of another.
struct PartMatching {
    /// Positions of two parts that are one.
    struct Pair {
        var old: Int
        var new: Int
    }

    /// The pairs, in the order of the new block.
    private(set) var pairs: [Pair] = []

    /// By name, then by what they do, then by what decides whether they are done, then by kind where neither has a name.
    init(_ old: [NormalPart], _ new: [NormalPart]) {
        var oldLeft = Array(old.indices)
        var newLeft = Array(new.indices)
        var found: [Pair] = []
        func match(_ key: (NormalPart) -> String?) {
            var known: [String: [Int]] = [:]
            for index in oldLeft {
                if let key = key(old[index]) { known[key, default: []].append(index) }
            }
            for index in newLeft {
                guard let key = key(new[index]), let first = known[key]?.first else { continue }
                known[key]?.removeFirst()
                found.append(Pair(old: first, new: index))
            }
            let (olds, news) = (Set(found.map(\.old)), Set(found.map(\.new)))
            oldLeft.removeAll { olds.contains($0) }
            newLeft.removeAll { news.contains($0) }
        }
        match { $0.name.isEmpty ? nil : "\($0.kind) \($0.name)" }
        match { $0.content }
        match { part in
            let head = part.fields.filter { $0.area == .condition }.map { "\($0.label)=\($0.text)" }
            return head.isEmpty ? nil : "\(part.kind) \(head.joined(separator: ","))"
        }
        match { $0.name.isEmpty || $0.kind == .answer ? "\($0.kind)" : nil }
        pairs = found.sorted { $0.new < $1.new }
    }
}

/// The members of a longest ascending subsequence of different numbers: what kept its order.
func longestAscending(_ numbers: [Int]) -> Set<Int> {
    // Positions of the smallest last numbers of ascending subsequences, by their length.
    var ends: [Int] = []
    var previous: [Int?] = []
    for (position, number) in numbers.enumerated() {
        let length = ends.firstIndex { numbers[$0] >= number } ?? ends.count
        previous.append(length > 0 ? ends[length - 1] : nil)
        if length < ends.count { ends[length] = position } else { ends.append(position) }
    }
    var kept: Set<Int> = []
    var position = ends.last
    while let current = position {
        kept.insert(numbers[current])
        position = previous[current]
    }
    return kept
}
