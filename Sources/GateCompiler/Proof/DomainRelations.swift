/// What is known of a statement's outcome.
enum Verdict {
    /// It can only come out so.
    case certain
    /// It cannot come out so.
    case impossible
    case open
}

extension Domain {
    /// Whether a test comes out so for all values that are left, for none, or for some.
    func verdict(_ test: TermTest, _ isTrue: Bool) -> Verdict {
        if let values {
            let count = values.count { test.holds(for: $0) == isTrue }
            return count == 0 ? .impossible : count == values.count ? .certain : .open
        }
        switch test {
        case .compare(.equal, let value):
            if !admits(value) { return isTrue ? .impossible : .certain }
            return .open
        case .isIn(let members):
            if !members.contains(where: { admits($0) }) { return isTrue ? .impossible : .certain }
            return .open
        default:
            guard let kind = test.kind, !kinds.isDisjoint(with: kind) else { return .impossible }
            var kept = self
            if !kept.assume(test, isTrue) { return .impossible }
            guard kinds == kind else { return .open }
            var others = self
            return others.assume(test, !isTrue) ? .open : .certain
        }
    }

    /// Keeps the values that may be equal to one of another term.
    ///
    /// The largest int counts for nothing here, since large doubles are equal to it and to each other's likes.
    mutating func assumeEqual(_ other: Domain) -> Bool {
        if let members = other.values {
            return members.contains(where: \.isLimit) ? keep(other.valueKinds) : assume(.isIn(members), true)
        }
        guard !other.isOnlyNaN, !isOnlyNaN, keep(other.kinds) else { return false }
        if values == nil { mayNotBeNaN() }
        for value in other.excluded.prefix(64) where !value.isLimit {
            guard assume(.compare(.equal, value), false) else { return false }
        }
        guard other.kinds.isSingle else { return true }
        if let texts = other.texts, !assume(texts) { return false }
        return assume(bound: other.lower, .greater, .greaterOrEqual) && assume(bound: other.upper, .less, .lessOrEqual)
    }

    /// Keeps the values that may be so ordered to a value of another term.
    mutating func assumeOrder(_ relation: TermRelation, _ other: Domain) -> Bool {
        guard keep(other.valueKinds.intersection(.ordered)) else { return false }
        if let values = other.values {
            // Any of them may be the other: the least or the greatest counts, if they are of one kind.
            guard other.valueKinds.isSingle else { return true }
            let isUpper = relation == .less || relation == .lessOrEqual
            let end = values.max { left, right in
                let order = TermConstant.order(left, right) ?? 0
                return isUpper ? order < 0 : order > 0
            }
            guard let end, !end.isLimit else { return true }
            return assume(.compare(relation, end), true)
        }
        guard other.kinds.isSingle else { return true }
        switch relation {
        case .less, .lessOrEqual: return assume(bound: other.upper, .less, relation)
        case .greater, .greaterOrEqual: return assume(bound: other.lower, .greater, relation)
        case .equal: return assumeEqual(other)
        }
    }

    /// The kinds of the values that are left.
    var valueKinds: KindSet {
        values.map { $0.reduce(into: []) { $0.formUnion($1.kind) } } ?? kinds
    }

    private mutating func assume(bound: Bound?, _ strict: TermRelation, _ relation: TermRelation) -> Bool {
        guard let bound, !bound.value.isLimit, valueKinds == bound.value.kind else { return true }
        return assume(.compare(bound.isOpen ? strict : relation, bound.value), true)
    }

    private mutating func assume(_ other: TextFacts) -> Bool {
        if let values {
            return keep(values: values.filter { $0.text.map { other.admits($0) } ?? false })
        }
        return restrict(to: other)
    }
}
