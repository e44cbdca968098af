/// Filter conditions and functions (RFC 9535, sections 2.3.5 and 2.4).
extension PathWalk {
    /// Whether a condition holds for a filter's current node.
    mutating func holds(_ condition: Int, for node: PathNode, _ workspace: inout Workspace) throws(Fault) -> Bool {
        switch tables.conditions[condition] {
        case .or(let terms):
            for index in terms.indices where try holds(Int(tables.terms[index]), for: node, &workspace) { return true }
            return false
        case .and(let terms):
            for index in terms.indices where try !holds(Int(tables.terms[index]), for: node, &workspace) {
                return false
            }
            return true
        case .not(let term):
            return try !holds(Int(term), for: node, &workspace)
        case .exists(let query):
            return try matches(Int(query), from: node, .first, &workspace).count > 0
        case .comparison(let comparison, let left, let right):
            let left = try operand(Int(left), for: node, &workspace)
            let right = try operand(Int(right), for: node, &workspace)
            return try compare(left, comparison, right, &workspace)
        case .regex(let handle, let text, let isWhole):
            let text = try operand(Int(text), for: node, &workspace).value(workspace)
            guard text.kind == .string else { return false }
            try workspace.charge(matching: handle, bytes: text.count)
            return RegexProgram.isMatch(handle: handle, workspace.view(text), anchoring: isWhole ? .both : .none)
        case .dynamicRegex(let pattern, let text, let isWhole):
            let pattern = try operand(Int(pattern), for: node, &workspace).value(workspace)
            let text = try operand(Int(text), for: node, &workspace).value(workspace)
            guard pattern.kind == .string, text.kind == .string else { return false }
            return try matchesDynamic(pattern, text, isWhole: isWhole, &workspace)
        }
    }

    private mutating func matches(
        _ query: Int,
        from node: PathNode,
        _ form: PathMatches.Form,
        _ workspace: inout Workspace
    ) throws(Fault) -> PathMatches {
        var matches = PathMatches(form)
        try run(query, from: tables.queries[query].isAbsolute ? root : node, into: &matches, &workspace)
        return matches
    }

    /// An operand's node; absent for RFC 9535's "Nothing".
    private mutating func operand(
        _ index: Int,
        for node: PathNode,
        _ workspace: inout Workspace
    ) throws(Fault) -> PathNode {
        switch tables.operands[index] {
        case .constant(let constant): return PathNode(constant)
        case .query(let query):
            let start = tables.queries[Int(query)].isAbsolute ? root : node
            return try singular(Int(query), from: start, &workspace) ?? PathNode(.absent)
        case .length(let argument):
            let argument = try operand(Int(argument), for: node, &workspace)
            return PathNode(try length(argument, &workspace))
        case .count(let query):
            let count = try matches(Int(query), from: node, .count, &workspace).count
            return PathNode(.int(Int64(count)))
        case .value(let query):
            let matches = try matches(Int(query), from: node, .count, &workspace)
            guard matches.count == 1, let only = matches.first else { return PathNode(.absent) }
            return only
        }
    }

    /// Characters of a text, elements of a list, members of a map; absent for anything else.
    private mutating func length(_ node: PathNode, _ workspace: inout Workspace) throws(Fault) -> Value {
        let value = node.value(workspace)
        switch value.kind {
        case .string:
            try workspace.charge(1)
            try workspace.charge(bytes: value.count, .scanned)
            return .int(Int64(scalarCount(workspace.view(value))))
        case .list:
            return .int(Int64(node.size(workspace)))
        case .map:
            guard node.isOnTape else { return .int(Int64(value.count)) }
            let members = try workspace.members(of: node.tapeIndex)
            members.finish(&workspace.scratch)
            return .int(Int64(members.count))
        default:
            return .absent
        }
    }

    private func scalarCount(_ text: ByteView) -> Int {
        var count = 0
        for byte in text.unsafeBytes where byte & 0xC0 != 0x80 { count += 1 }
        return count
    }

    /// Compiles a pattern of the document for one match.
    ///
    /// A pattern that is no I-Regexp matches nothing; one past the limits is a fault, as in expressions.
    private mutating func matchesDynamic(
        _ pattern: Value,
        _ text: Value,
        isWhole: Bool,
        _ workspace: inout Workspace
    ) throws(Fault) -> Bool {
        guard pattern.count <= OwnedRegex.patternBytesMax else { throw Fault(.invalidArgument) }
        try workspace.charge(OperationCost.compiledPattern)
        let translated: String
        do throws(RegexProgram.CompileError) {
            translated = try IRegexp.translated(workspace.view(pattern).string)
        } catch {
            return false
        }
        let regex = try workspace.compile(patternBytes: pattern.count) { () throws(RegexProgram.CompileError) in
            try OwnedRegex(translated)
        }
        try workspace.charge(matching: regex.handle, bytes: text.count)
        let anchoring: RegexProgram.Anchoring = isWhole ? .both : .none
        return RegexProgram.isMatch(handle: regex.handle, workspace.view(text), anchoring: anchoring)
    }
}
