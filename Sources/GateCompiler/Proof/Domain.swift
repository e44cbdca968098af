import GateRuntime

/// The values that a term may still have.
///
/// It may hold more values than there are, never fewer: an empty domain proves that there is none.
package struct Domain: Hashable, Sendable {
    /// An end of a range of values of one kind.
    struct Bound: Hashable, Sendable {
        var value: TermConstant
        /// Whether the value itself is outside.
        var isOpen: Bool
    }

    private(set) package var kinds: KindSet
    /// Whether every number is whole, as ints and uints are.
    private(set) var isWhole = false
    /// Whether NaN is possible, which is beside every range.
    private(set) var mayBeNaN = false
    /// Whether no number but NaN is possible.
    private(set) var isOnlyNaN = false
    /// The range of the values that are of the bounds' kind.
    private(set) var lower: Bound?
    private(set) var upper: Bound?
    private(set) var texts: TextFacts?
    private(set) var excluded: Set<TermConstant> = []
    /// All values that are left, where they can be named; then nothing else counts.
    private(set) package var values: [TermConstant]?

    /// All values that a term may have in any request.
    init(_ entry: TermTable.Entry) {
        let type = entry.type.withoutNull
        kinds = KindSet(entry.type)
        if case .constant(let value, _) = entry.term {
            values = [value]
            return
        }
        if type == .dyn { kinds.formIntersection(entry.origin.kinds) }
        if kinds.contains(.number) {
            isWhole = type == .int || type == .uint
            mayBeNaN = !isWhole && entry.origin == .other
        }
        if type == .int {
            lower = Bound(value: .int(.min), isOpen: false)
            upper = Bound(value: .int(.max), isOpen: false)
        } else if type == .uint {
            lower = Bound(value: .int(0), isOpen: false)
        }
        if case .call(.named("size"), _) = entry.term { lower = Bound(value: .int(0), isOpen: false) }
        _ = nameFew()
    }

    /// Whether a value is among those left.
    package func admits(_ value: TermConstant) -> Bool {
        if let values { return values.contains(value) }
        guard kinds.contains(value.kind), !excluded.contains(value) else { return false }
        if let lower, lower.value.kind == value.kind {
            guard let order = TermConstant.order(lower.value, value), order < 0 || order == 0 && !lower.isOpen else {
                return false
            }
        }
        if let upper, upper.value.kind == value.kind {
            guard let order = TermConstant.order(value, upper.value), order < 0 || order == 0 && !upper.isOpen else {
                return false
            }
        }
        switch value {
        case .string(let text): return texts?.admits(text) ?? true
        case .number(.double): return !isOnlyNaN && !isWhole
        case .number(.int): return !isOnlyNaN
        default: return true
        }
    }

    // MARK: Assumptions

    /// Keeps the values for which a test comes out so.
    ///
    /// - Returns: false where none is left.
    mutating func assume(_ test: TermTest, _ isTrue: Bool) -> Bool {
        if let values {
            let kept = values.filter { test.holds(for: $0) == isTrue }
            if kept.count < values.count { self.values = kept }
            return !kept.isEmpty
        }
        switch test {
        case .compare(.equal, let value):
            return isTrue ? name([value]) : exclude(value)
        case .isIn(let members):
            return isTrue ? name(members) : members.allSatisfy { exclude($0) }
        case .compare(let relation, let value):
            return keep(value.kind) && bound(test, relation, value, isTrue)
        case .startsWith, .endsWith, .contains, .matches:
            guard keep(.string) else { return false }
            if texts == nil { texts = TextFacts() }
            return texts?.assume(test, isTrue) == true && isRangePossible()
        }
    }

    /// Keeps the values of some kinds.
    mutating func keep(_ kept: KindSet) -> Bool {
        if let values {
            self.values = values.filter { kept.contains($0.kind) }
            return self.values?.isEmpty == false
        }
        guard !kinds.isSubset(of: kept) else { return true }
        kinds.formIntersection(kept)
        return nameFew()
    }

    /// Leaves these of the values that are named.
    mutating func keep(values kept: [TermConstant]) -> Bool {
        values = kept
        return !kept.isEmpty
    }

    /// Keeps texts of which this is known as well.
    mutating func restrict(to other: TextFacts) -> Bool {
        guard keep(.string) else { return false }
        if texts == nil { texts = TextFacts() }
        return texts?.assume(other) == true && isRangePossible()
    }

    /// Rules NaN out.
    mutating func mayNotBeNaN() {
        mayBeNaN = false
    }

    /// Leaves these values only, as far as they are possible.
    private mutating func name(_ members: [TermConstant]) -> Bool {
        let left = members.filter { admits($0) }
        values = left
        return !left.isEmpty
    }

    /// Leaves out a value.
    private mutating func exclude(_ value: TermConstant) -> Bool {
        if let values {
            self.values = values.filter { $0 != value }
            return self.values?.isEmpty == false
        }
        guard kinds.contains(value.kind) else { return true }
        excluded.insert(value)
        if value == .null {
            kinds.remove(.null)
        } else if value.kind == .bool, excluded.contains(.bool(true)), excluded.contains(.bool(false)) {
            kinds.remove(.bool)
        } else if value == lower?.value || value == upper?.value {
            return isRangePossible()
        }
        return nameFew()
    }

    /// Names the values where they are so few; false where there are none.
    private mutating func nameFew() -> Bool {
        guard kinds.isSubset(of: .finite) else { return isRangePossible() }
        let few: [TermConstant] = [.null, .bool(false), .bool(true)]
        return name(few)
    }

    // MARK: Ranges

    /// Narrows the range; all values are of the bound's kind by now, so that whatever the test is false for is beyond.
    private mutating func bound(
        _ test: TermTest,
        _ relation: TermRelation,
        _ value: TermConstant,
        _ isTrue: Bool
    ) -> Bool {
        if values != nil { return assume(test, isTrue) }
        guard KindSet.ordered.contains(value.kind) else { return false }
        if lower?.value.kind != value.kind { lower = nil }
        if upper?.value.kind != value.kind { upper = nil }
        if isTrue { mayBeNaN = false }
        switch (relation, isTrue) {
        case (.less, true), (.greaterOrEqual, false): narrowUpper(Bound(value: value, isOpen: true))
        case (.lessOrEqual, true), (.greater, false): narrowUpper(Bound(value: value, isOpen: false))
        case (.greater, true), (.lessOrEqual, false): narrowLower(Bound(value: value, isOpen: true))
        case (.greaterOrEqual, true), (.less, false): narrowLower(Bound(value: value, isOpen: false))
        case (.equal, _): break
        }
        return isRangePossible()
    }

    private mutating func narrowUpper(_ bound: Bound) {
        guard let upper, let order = TermConstant.order(upper.value, bound.value) else { return upper = bound }
        if order > 0 || order == 0 && bound.isOpen { self.upper = bound }
    }

    private mutating func narrowLower(_ bound: Bound) {
        guard let lower, let order = TermConstant.order(lower.value, bound.value) else { return lower = bound }
        if order < 0 || order == 0 && bound.isOpen { self.lower = bound }
    }

    /// Whether the range still has a value, for a domain of one kind.
    private mutating func isRangePossible() -> Bool {
        if isWhole { closeWholeRange() }
        guard kinds.isSingle else { return true }
        if isRangeEmpty {
            guard mayBeNaN, kinds == .number else { return false }
            isOnlyNaN = true
            (lower, upper) = (nil, nil)
            return true
        }
        if let lower, let upper, lower.value == upper.value, !mayBeNaN {
            return name([lower.value])
        }
        return true
    }

    private var isRangeEmpty: Bool {
        if isOnlyNaN { return true }
        if let lower, let upper, let order = TermConstant.order(lower.value, upper.value) {
            if order > 0 || order == 0 && (lower.isOpen || upper.isOpen) { return true }
        }
        // Every text with the prefix is at or above it; and below a bound that the prefix is below in a byte of its own.
        guard let prefix = texts?.prefix, !prefix.isEmpty else { return false }
        if case .string(let limit)? = upper?.value, limit < prefix || limit == prefix && upper?.isOpen == true {
            return true
        }
        if case .string(let limit)? = lower?.value, prefix < limit, !limit.hasPrefix(prefix) { return true }
        return false
    }

    /// Moves the ends of a range of whole numbers to the first that are not left out.
    private mutating func closeWholeRange() {
        if case .number(let number)? = lower?.value {
            var next = number.ceiling
            if lower?.isOpen == true, next.map(ExactNumber.int) == number { next = next?.advancedChecked(by: 1) }
            while let candidate = next, excluded.contains(.int(candidate)) { next = candidate.advancedChecked(by: 1) }
            // Past the last int a range of ints has no value; that of a uint's terms ends no later than it began.
            lower = next.map { Bound(value: .int($0), isOpen: false) } ?? Bound(value: .int(.max), isOpen: true)
        }
        if case .number(let number)? = upper?.value {
            var next = number.floor
            if upper?.isOpen == true, next.map(ExactNumber.int) == number { next = next?.advancedChecked(by: -1) }
            while let candidate = next, excluded.contains(.int(candidate)) { next = candidate.advancedChecked(by: -1) }
            upper = next.map { Bound(value: .int($0), isOpen: false) } ?? Bound(value: .int(.min), isOpen: true)
        }
    }
}

extension Int64 {
    /// The number so much further on; nil where it is no int.
    fileprivate func advancedChecked(by difference: Int64) -> Int64? {
        let (sum, overflow) = addingReportingOverflow(difference)
        return overflow ? nil : sum
    }
}
