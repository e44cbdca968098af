/// One depth-first search for models.
struct SolverSearch {
    /// A place in the search: what is assumed, and the disjunctions that are still open.
    struct Frame {
        var state: SolverState
        var clauses: [[Formula]] = []
    }

    /// A disjunction that was split, and the parts that were not tried yet.
    private struct Choice {
        var frame: Frame
        var parts: ArraySlice<Formula>
    }

    private let table: TermTable
    private var splitsLeft: Int
    private var literalsLeft = Solver.literalsMax
    private var choices: [Choice] = []
    /// Whether something was left untried since the budget ran out.
    private(set) var isExhausted = false

    init(table: TermTable, budget: Int) {
        self.table = table
        self.splitsLeft = budget
    }

    /// Assumes all that follows from the formulas without a split; nil where they contradict each other.
    mutating func start(_ formulas: [Formula], from state: SolverState? = nil) -> Frame? {
        var frame = Frame(state: state ?? SolverState(table: table))
        return settle(&frame, adding: formulas) ? frame : nil
    }

    /// The first model from a place on.
    mutating func next(from frame: Frame) -> Solver.Model? {
        var current: Frame? = frame
        while var place = current {
            guard let smallest = place.clauses.indices.min(by: { place.clauses[$0].count < place.clauses[$1].count })
            else {
                return Solver.Model(state: place.state)
            }
            let clause = place.clauses.remove(at: smallest)
            choices.append(Choice(frame: place, parts: clause[...]))
            current = resume()
        }
        return nil
    }

    /// The next place to look at: the last choice's next part.
    mutating func resume() -> Frame? {
        while var choice = choices.popLast() {
            guard let part = choice.parts.popFirst() else { continue }
            guard splitsLeft > 0, literalsLeft > 0 else {
                isExhausted = true
                return nil
            }
            splitsLeft -= 1
            var frame = choice.frame
            if !choice.parts.isEmpty { choices.append(choice) }
            if settle(&frame, adding: [part]) { return frame }
        }
        return nil
    }

    // MARK: What follows

    /// Assumes formulas and what follows from them; false where that contradicts what is assumed.
    private mutating func settle(_ frame: inout Frame, adding formulas: [Formula]) -> Bool {
        var pending = formulas
        while true {
            guard assume(pending, &frame), frame.state.propagate() else { return false }
            pending = []
            guard simplify(&frame, &pending) else { return false }
            if pending.isEmpty { return true }
        }
    }

    /// Assumes literals, those that name values first, and puts disjunctions aside.
    private mutating func assume(_ formulas: [Formula], _ frame: inout Frame) -> Bool {
        var later: [(Atom, Bool)] = []
        var pending = formulas
        while let formula = pending.popLast() {
            switch formula {
            case .constant(let isTrue):
                if !isTrue { return false }
            case .and(let parts): pending += parts
            case .or(let parts): frame.clauses.append(parts)
            case .literal(let atom, let isTrue):
                guard isTrue, atom.namesValues else {
                    later.append((atom, isTrue))
                    continue
                }
                guard frame.state.assume(atom, isTrue) else { return false }
            }
        }
        literalsLeft -= later.count
        return later.allSatisfy { frame.state.assume($0, $1) }
    }

    /// Drops what is certain and what is impossible from the disjunctions; one with a single part left is pending.
    private mutating func simplify(_ frame: inout Frame, _ pending: inout [Formula]) -> Bool {
        var open: [[Formula]] = []
        open.reserveCapacity(frame.clauses.count)
        clauses: for clause in frame.clauses {
            // Past the budget the rest stays open, which is no proof of anything.
            guard literalsLeft > 0 else {
                open.append(clause)
                continue
            }
            var kept: [Formula] = []
            for part in clause {
                switch verdict(part, frame.state) {
                case .certain: continue clauses
                case .impossible: continue
                case .open: kept.append(part)
                }
            }
            if kept.isEmpty { return false }
            if kept.count == 1 { pending.append(kept[0]) } else { open.append(kept) }
        }
        frame.clauses = open
        return true
    }

    private mutating func verdict(_ formula: Formula, _ state: SolverState) -> Verdict {
        switch formula {
        case .constant(let isTrue): return isTrue ? .certain : .impossible
        case .literal(let atom, let isTrue):
            literalsLeft -= 1
            return state.verdict(atom, isTrue)
        case .and(let parts): return verdict(parts, state, stop: .impossible, neutral: .certain)
        case .or(let parts): return verdict(parts, state, stop: .certain, neutral: .impossible)
        }
    }

    private mutating func verdict(
        _ parts: [Formula],
        _ state: SolverState,
        stop: Verdict,
        neutral: Verdict
    ) -> Verdict {
        var result = neutral
        for part in parts {
            let outcome = verdict(part, state)
            if outcome == stop { return stop }
            if outcome == .open { result = .open }
        }
        return result
    }
}

extension Atom {
    /// Whether the atom, if it is true, leaves a term only values that are named.
    fileprivate var namesValues: Bool {
        switch self {
        case .test(_, .compare(.equal, _)), .test(_, .isIn): true
        default: false
        }
    }
}
