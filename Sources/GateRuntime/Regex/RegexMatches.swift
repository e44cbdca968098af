/// The matches of a pattern in a text, one after the other, none of which overlap.
///
/// An empty match right behind another match does not count.
struct RegexMatches {
    typealias Spans = InlineArray<10, RegexProgram.Span>

    private var position = 0
    private var previousEnd = -1
    private var searches = 0

    /// The whole match and its first nine groups; nil where there is no further match.
    mutating func next(in text: Value, _ regex: UInt, _ workspace: inout Workspace) throws(Fault) -> Spans? {
        while position <= text.count {
            try charge(text.count, regex, &workspace)
            let view = workspace.view(text)
            guard let spans = RegexProgram.firstSpans(handle: regex, in: view, from: position) else { return nil }
            let match = spans[0]
            let isRepeated = match.start == match.end && match.start == previousEnd
            previousEnd = match.end
            position = match.end > position ? match.end : position
            if match.start == match.end {
                position = match.end < text.count ? view.nextScalar(after: match.end) : text.count + 1
            }
            if !isRepeated { return spans }
        }
        return nil
    }

    /// Takes the steps for the next search, before it is made.
    ///
    /// The first pays for the whole text. What the others read again of it depends on the pattern's reach; where that is
    /// short, all of them together read the text once more.
    private mutating func charge(_ count: Int, _ regex: UInt, _ workspace: inout Workspace) throws(Fault) {
        let instructions = RegexProgram.instructionCount(handle: regex)
        try workspace.charge(OperationCost.search)
        searches += 1
        if searches == 1 { return try workspace.charge(OperationCost.matching(instructions, count)) }
        switch RegexProgram.reach(handle: regex) {
        case .unbounded: try workspace.charge(OperationCost.matching(instructions, count - position))
        case .program: try workspace.charge(OperationCost.matching(instructions, min(count - position, instructions)))
        case .short: if searches == 2 { try workspace.charge(OperationCost.matching(instructions, count)) }
        }
    }
}
