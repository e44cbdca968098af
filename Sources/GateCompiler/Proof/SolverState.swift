/// What is assumed of a request: a domain for each term that it speaks of, and how terms stand to each other.
struct SolverState: Sendable {
    /// How two values can stand to each other.
    struct Relations: OptionSet, Sendable {
        var rawValue: UInt8
        static let less = Relations(rawValue: 1)
        static let equal = Relations(rawValue: 2)
        static let greater = Relations(rawValue: 4)
        /// Different without an order, as NaN and values of different kinds are.
        static let apart = Relations(rawValue: 8)
        static let all: Relations = [.less, .equal, .greater, .apart]
    }

    /// Two terms, the one with the lower number first.
    struct Pair: Hashable, Sendable {
        var left: TermID
        var right: TermID
    }

    let table: TermTable
    private(set) var domains: [TermID: Domain] = [:]
    private(set) var relations: [Pair: Relations] = [:]
    /// Terms that have a value, since something about them came out.
    private(set) var touched: Set<TermID> = []
    /// Touched terms whose values depend on those of others.
    private var links: [TermID] = []
    /// Whether relations or links have something new to say.
    private var isSettled = true

    init(table: TermTable) {
        self.table = table
    }

    /// The values that a term may have.
    func domain(_ id: TermID) -> Domain { domains[id] ?? Domain(table[id]) }

    // MARK: Verdicts

    /// What is known of a literal, looking at its own terms only.
    func verdict(_ atom: Atom, _ isTrue: Bool) -> Verdict {
        switch atom {
        case .holds(let id): return domain(id).verdict(.compare(.equal, .bool(isTrue)), true)
        case .test(let id, let test): return domain(id).verdict(test, isTrue)
        case .relation(let left, let relation, let right):
            let (pair, relation) = ordered(left, relation, right)
            let known = relations[pair] ?? .all
            let wanted = outcomes(relation, isTrue)
            if known.isDisjoint(with: wanted) { return .impossible }
            return known.isSubset(of: wanted) ? .certain : .open
        }
    }

    private func ordered(_ left: TermID, _ relation: TermRelation, _ right: TermID) -> (Pair, TermRelation) {
        left < right
            ? (Pair(left: left, right: right), relation)
            : (Pair(left: right, right: left), relation.reversed)
    }

    private func outcomes(_ relation: TermRelation, _ isTrue: Bool) -> Relations {
        let outcomes: Relations =
            switch relation {
            case .equal: .equal
            case .less: .less
            case .lessOrEqual: [.less, .equal]
            case .greater: .greater
            case .greaterOrEqual: [.greater, .equal]
            }
        return isTrue ? outcomes : Relations.all.subtracting(outcomes)
    }

    // MARK: Assumptions

    /// Assumes that an atom comes out so.
    ///
    /// - Returns: false where that cannot be.
    mutating func assume(_ atom: Atom, _ isTrue: Bool) -> Bool {
        switch atom {
        case .holds(let id): return touch(id) && narrow(id) { $0.assume(.compare(.equal, .bool(isTrue)), true) }
        case .test(let id, let test): return touch(id) && narrow(id) { $0.assume(test, isTrue) }
        case .relation(let left, let relation, let right):
            guard touch(left), touch(right) else { return false }
            let (pair, relation) = ordered(left, relation, right)
            var left = relations[pair] ?? .all
            left.formIntersection(outcomes(relation, isTrue))
            relations[pair] = left
            isSettled = false
            return relation == .equal || order(pair, isTrue)
        }
    }

    /// Values that were ordered are of one kind, which has an order.
    private mutating func order(_ pair: Pair, _ isTrue: Bool) -> Bool {
        let kinds = KindSet.ordered.intersection(domain(pair.left).valueKinds).intersection(
            domain(pair.right).valueKinds
        )
        guard narrow(pair.left, { $0.keep(kinds) }), narrow(pair.right, { $0.keep(kinds) }) else { return false }
        // Without NaN, what came out false is the other way round.
        if isTrue || !domain(pair.left).mayBeNaN && !domain(pair.right).mayBeNaN {
            relations[pair]?.remove(.apart)
        }
        return relations[pair]?.isEmpty == false
    }

    private mutating func narrow(_ id: TermID, _ change: (inout Domain) -> Bool) -> Bool {
        if !links.isEmpty || !relations.isEmpty { isSettled = false }
        return change(&domains[id, default: Domain(table[id])])
    }

    /// Notes that a term has a value, and what follows: its operands have one, and a field that was read is there.
    private mutating func touch(_ id: TermID) -> Bool {
        guard touched.insert(id).inserted else { return true }
        switch table[id].term {
        case .variable, .constant, .opaque: return true
        case .select(let operand, let field):
            guard touch(operand) else { return false }
            guard table.isMapWithFields(operand) else { return true }
            guard narrow(operand, { $0.keep(.map) }) else { return false }
            guard let has = table.id(of: .has(operand, field)) else { return true }
            return narrow(has) { $0.assume(.compare(.equal, .bool(true)), true) }
        case .has(let operand, _):
            return touch(operand) && (!table.isMapWithFields(operand) || narrow(operand) { $0.keep(.map) })
        case .index(let operand, _):
            let isList = table[operand].origin != .other
            return touch(operand) && (!isList || narrow(operand) { $0.keep(.list) })
        case .call(let function, let operands):
            return touch(function, operands, id)
        }
    }

    private mutating func touch(_ function: TermFunction, _ operands: [TermID], _ id: TermID) -> Bool {
        switch function {
        case .named("_&&_"), .named("_||_"): return true
        case .named("_?_:_"), .named("or"), .named("orValue"): return operands.first.map { touch($0) } ?? true
        case .named("size"):
            guard let operand = operands.first, touch(operand) else { return false }
            links.append(id)
            isSettled = false
            return narrow(operand) { $0.keep([.string, .bytes, .list, .map]) }
        default: return operands.allSatisfy { touch($0) }
        }
    }

    // MARK: Consequences

    /// Rounds in which terms that are compared with each other narrow each other.
    private static var roundsMax: Int { 4 }

    /// Lets relations and links narrow the domains.
    ///
    /// - Returns: false where nothing is left.
    mutating func propagate() -> Bool {
        guard !isSettled else { return true }
        for _ in 0..<SolverState.roundsMax {
            let before = domains
            for (pair, possible) in relations where !propagate(pair, possible) { return false }
            for link in links where !propagate(link: link) { return false }
            if before == domains { break }
        }
        isSettled = true
        return true
    }

    private mutating func propagate(_ pair: Pair, _ possible: Relations) -> Bool {
        let (left, right) = (domain(pair.left), domain(pair.right))
        switch possible {
        case .equal:
            return narrow(pair.left) { $0.assumeEqual(right) } && narrow(pair.right) { $0.assumeEqual(left) }
        case .less: return propagate(pair, .less, left, right)
        case [.less, .equal]: return propagate(pair, .lessOrEqual, left, right)
        case .greater: return propagate(pair, .greater, left, right)
        case [.greater, .equal]: return propagate(pair, .greaterOrEqual, left, right)
        case []: return false
        default:
            // Two values that can be but one, and that one is the same.
            guard !possible.contains(.equal), let value = left.values, value.count == 1 else { return true }
            return right.values != value || value[0].isLimit
        }
    }

    private mutating func propagate(_ pair: Pair, _ relation: TermRelation, _ left: Domain, _ right: Domain) -> Bool {
        narrow(pair.left) { $0.assumeOrder(relation, right) }
            && narrow(pair.right) { $0.assumeOrder(relation.reversed, left) }
    }

    /// A size against what it is the size of.
    private mutating func propagate(link id: TermID) -> Bool {
        guard case .call(_, let operands) = table[id].term, let operand = operands.first else { return true }
        let measured = domain(operand)
        if let values = measured.values {
            let sizes = values.compactMap { $0.text.map { TermConstant.int(Int64($0.codePointCount)) } }
            guard sizes.count == values.count else { return true }
            return narrow(id) { $0.assume(.isIn(sizes), true) }
        }
        guard measured.kinds == .string, let texts = measured.texts, texts.sizeMin > 0 else { return true }
        return narrow(id) { $0.assume(.compare(.greaterOrEqual, .int(Int64(texts.sizeMin))), true) }
    }
}
