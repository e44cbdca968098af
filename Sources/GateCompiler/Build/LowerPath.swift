package import GateExpression
package import GateRuntime

/// Turns checked paths into the tables that a request evaluates.
package struct PathLowering {
    /// The tables so far.
    package private(set) var tables = PathTables()

    package init() {}

    /// Adds a query and returns its index.
    ///
    /// Its names and texts go to `constants`.
    package mutating func add(_ query: PathSyntax.Query, constants: inout [UInt8]) -> Int {
        var lowered: [PathSegment] = []
        for segment in query.segments {
            var selectors: [PathSelector] = []
            for selector in segment.selectors { selectors.append(add(selector, constants: &constants)) }
            // Filters have added their own queries' selectors by now, so these lie together.
            let range = TableRange(start: tables.selectors.count, count: selectors.count)
            tables.selectors.append(contentsOf: selectors)
            lowered.append(PathSegment(selectors: range, isDescendant: segment.isDescendant))
        }
        let segments = TableRange(start: tables.segments.count, count: lowered.count)
        tables.segments.append(contentsOf: lowered)
        tables.queries.append(
            PathQuery(segments: segments, isAbsolute: query.isAbsolute, isSingular: query.isSingular)
        )
        return tables.queries.count - 1
    }

    /// Adds a trie and returns its index.
    package mutating func add(_ trie: PathTrieBuilder, constants: inout [UInt8]) -> Int {
        trie.build(into: &tables, constants: &constants)
    }

    private mutating func add(_ selector: PathSyntax.Selector, constants: inout [UInt8]) -> PathSelector {
        switch selector.kind {
        case .name(let name): .name(append(name, to: &constants))
        case .index(let index): .index(index)
        case .slice(let start, let end, let step):
            .slice(start: start ?? PathSelector.open, end: end ?? PathSelector.open, step: step)
        case .wildcard: .wildcard
        case .filter(let condition): .filter(add(condition, constants: &constants))
        }
    }

    private mutating func add(_ condition: PathSyntax.Condition, constants: inout [UInt8]) -> UInt32 {
        let lowered: PathCondition
        switch condition {
        case .or(let terms): lowered = .or(add(terms, constants: &constants))
        case .and(let terms): lowered = .and(add(terms, constants: &constants))
        case .not(let term): lowered = .not(add(term, constants: &constants))
        case .exists(let query): lowered = .exists(query: UInt32(truncatingIfNeeded: add(query, constants: &constants)))
        case .comparison(let left, let comparison, let right):
            let left = add(left, constants: &constants)
            let right = add(right, constants: &constants)
            lowered = Self.comparison(left, comparison, right)
        case .function(let call): lowered = add(call, constants: &constants)
        }
        tables.conditions.append(lowered)
        return UInt32(truncatingIfNeeded: tables.conditions.count - 1)
    }

    private mutating func add(_ terms: [PathSyntax.Condition], constants: inout [UInt8]) -> TableRange {
        var indices: [UInt32] = []
        for term in terms { indices.append(add(term, constants: &constants)) }
        let range = TableRange(start: tables.terms.count, count: indices.count)
        tables.terms.append(contentsOf: indices)
        return range
    }

    private static func comparison(
        _ left: UInt32,
        _ comparison: PathSyntax.Comparison,
        _ right: UInt32
    ) -> PathCondition {
        switch comparison {
        case .equal: .comparison(.equal, left: left, right: right)
        case .notEqual: .comparison(.notEqual, left: left, right: right)
        case .less: .comparison(.less, left: left, right: right)
        case .lessOrEqual: .comparison(.lessOrEqual, left: left, right: right)
        case .greater: .comparison(.less, left: right, right: left)
        case .greaterOrEqual: .comparison(.lessOrEqual, left: right, right: left)
        }
    }

    /// `match()` or `search()`; a pattern that is written out is compiled here.
    private mutating func add(_ call: PathSyntax.Call, constants: inout [UInt8]) -> PathCondition {
        let isWhole = call.function == .match
        let text = add(call.arguments[0], constants: &constants)
        if case .literal(.string(let pattern), _) = call.arguments[1],
            let regex = try? RegexProgram(IRegexp.translated(pattern))
        {
            tables.regexes.append(regex)
            return .regex(handle: regex.handle, text: text, isWhole: isWhole)
        }
        let pattern = add(call.arguments[1], constants: &constants)
        return .dynamicRegex(pattern: pattern, text: text, isWhole: isWhole)
    }

    private mutating func add(_ operand: PathSyntax.Operand, constants: inout [UInt8]) -> UInt32 {
        let lowered: PathOperand
        switch operand {
        case .literal(let literal, _):
            lowered = .constant(value(of: literal, constants: &constants))
        case .query(let query):
            lowered = .query(UInt32(truncatingIfNeeded: add(query, constants: &constants)))
        case .function(let call): lowered = addValue(call, constants: &constants)
        }
        tables.operands.append(lowered)
        return UInt32(truncatingIfNeeded: tables.operands.count - 1)
    }

    /// A function whose result is a value.
    private mutating func addValue(_ call: PathSyntax.Call, constants: inout [UInt8]) -> PathOperand {
        let argument = call.arguments[0]
        if case .query(let query) = argument, call.function != .length {
            let index = UInt32(truncatingIfNeeded: add(query, constants: &constants))
            return call.function == .count ? .count(query: index) : .value(query: index)
        }
        return .length(operand: add(argument, constants: &constants))
    }

    private func value(of literal: PathSyntax.Literal, constants: inout [UInt8]) -> Value {
        switch literal {
        case .null: return .null
        case .bool(let value): return .bool(value)
        case .int(let value): return .int(value)
        case .double(let value): return .double(value)
        case .string(let text):
            let range = append(text, to: &constants)
            return .string(.constant, offset: Int(range.offset), count: Int(range.count))
        }
    }

    private func append(_ text: String, to constants: inout [UInt8]) -> ByteRange {
        let range = ByteRange(offset: constants.count, count: text.utf8.count)
        constants.append(contentsOf: text.utf8)
        return range
    }
}

extension PathSyntax {
    /// The steps of a singular path, for the endpoint's trie; nil for any other.
    package var trieSteps: [PathTrieBuilder.Step]? {
        guard isSingular else { return nil }
        return query.segments.compactMap { segment in
            switch segment.selectors.first?.kind {
            case .name(let name): .name(name)
            case .index(let index): .index(index)
            default: nil
            }
        }
    }
}
