import GateRuntime

extension Solver {
    /// Values for the places of a request, made so that the model's conditions come out as they must.
    ///
    /// Best effort: what a term cannot be traced back to a place for is left out, and nothing is certain before the
    /// request is evaluated.
    ///
    /// - Parameters:
    ///   - model: what must hold.
    ///   - hints: known values of a place, such as those of samples, which are taken where they may be.
    /// - Returns: the places with their values, outer places before those inside them.
    package func assignments(
        for model: Model,
        hints: (InputPlace) -> [TermConstant] = { _ in [] }
    ) -> [InputAssignment] {
        withoutActuallyEscaping(hints) { hints in
            var assigner = InputAssigner(state: suggested(model.state), hints: hints)
            return assigner.assign()
        }
    }

    /// The state with what is easily so where macros come out as they must: an element that is looked for comes first.
    private func suggested(_ state: SolverState) -> SolverState {
        var state = state
        var done: Set<TermID> = []
        // Elements may have to be found in elements.
        for _ in 0..<4 {
            let open = state.domains.filter { suggestions[$0.key] != nil && !done.contains($0.key) }
            if open.isEmpty { break }
            for (id, domain) in open.sorted(by: { $0.key < $1.key }) {
                done.insert(id)
                guard let suggestion = suggestions[id], let values = domain.values, values.count == 1 else { continue }
                let formula = values == [.bool(true)] ? suggestion.whenTrue : suggestion.whenFalse
                var search = SolverSearch(table: table, budget: 100)
                guard let frame = search.start([formula], from: state), let model = search.next(from: frame) else {
                    continue
                }
                state = model.state
            }
        }
        return state
    }
}

/// Finds values for the terms of a model, from the outermost inwards, and notes what the places of the request get.
struct InputAssigner {
    private var state: SolverState
    private let hints: (InputPlace) -> [TermConstant]
    /// Elements that lists need, and how many.
    private var sizes: [TermID: Int] = [:]
    private var elements: [TermID: [WitnessValue]] = [:]
    private var assigned: [InputPlace: WitnessValue?] = [:]
    /// Places with an assigned place inside.
    private var containers: Set<InputPlace> = []

    /// Values tried for one term.
    private static var candidatesMax: Int { 48 }

    private var table: TermTable { state.table }

    init(state: SolverState, hints: @escaping (InputPlace) -> [TermConstant]) {
        self.state = state
        self.hints = hints
    }

    mutating func assign() -> [InputAssignment] {
        // A term's operands come before it in the table, so that this goes from the outside in.
        for index in table.entries.indices.reversed() {
            let id = TermID(index: Int32(truncatingIfNeeded: index))
            guard state.domains[id] != nil, case .call(let function, let operands) = table[id].term else { continue }
            settle(id, function, operands)
        }
        let leaves = state.touched.union(state.domains.keys).sorted(by: >)
        for id in leaves {
            if let place = table.place(of: id) { assign(id, place) }
        }
        for id in leaves { assignPresence(id) }
        let places = assigned.keys.sorted {
            $0.steps.count < $1.steps.count || $0.steps.count == $1.steps.count && "\($0)" < "\($1)"
        }
        return places.map { InputAssignment($0, assigned[$0] ?? nil) }
    }

    // MARK: Calls

    /// Makes a call give one of its values, by what its operands are.
    private mutating func settle(_ id: TermID, _ function: TermFunction, _ operands: [TermID]) {
        guard case .named(let name) = function, let operand = operands.first else { return }
        let candidates = self.candidates(id, name, operands)
        if name == "size" { return settleSize(id, of: operand, candidates) }
        if name == "@in", operands.count == 2, candidates.first == .bool(true), let value = value(of: operand) {
            elements[operands[1], default: []].append(value)
            return
        }
        for candidate in candidates {
            for inversion in state.inversions(of: id, giving: candidate) {
                for value in inversion.values where commit(id, candidate, inversion.operand, value) { return }
            }
        }
        // Two that are open: one of them gets a plain value first.
        guard operands.count == 2, state.known(operand) == nil, state.known(operands[1]) == nil else { return }
        for plain in state.domain(operands[1]).candidates().prefix(4) {
            let before = state
            guard commit(operands[1], plain) else { continue }
            for candidate in candidates {
                for inversion in state.inversions(of: id, giving: candidate) where inversion.operand == operand {
                    for value in inversion.values where commit(id, candidate, operand, value) { return }
                }
            }
            state = before
        }
    }

    /// Values of a call to try; for a product multiples as well, which bounds need not be.
    private func candidates(_ id: TermID, _ name: String, _ operands: [TermID]) -> ArraySlice<TermConstant> {
        let domain = state.domain(id)
        let plain = domain.candidates()
        guard name == "_*_" else { return plain.prefix(InputAssigner.candidatesMax) }
        let factor = operands.compactMap { state.known($0) }.first
        guard case .number(.int(let factor))? = factor, factor > 1 else {
            return plain.prefix(InputAssigner.candidatesMax)
        }
        var multiples: [TermConstant] = []
        for case .number(.int(let value)) in plain.prefix(4) {
            let (next, overflow) = (value / factor).multipliedReportingOverflow(by: factor)
            for multiple in [next, overflow ? next : next &+ factor] { multiples.append(.int(multiple)) }
        }
        return (multiples.filter { domain.admits($0) } + plain).prefix(InputAssigner.candidatesMax)
    }

    private mutating func settleSize(_ id: TermID, of operand: TermID, _ candidates: ArraySlice<TermConstant>) {
        // What a condition reads an element of is a list rather than a text.
        let hasElements = table.id(of: .index(operand, 0)) != nil
        for candidate in candidates {
            guard case .number(.int(let size)) = candidate else { continue }
            let texts = hasElements ? [] : state.domain(operand).candidates(ofSize: size)
            for text in texts where commit(id, candidate, operand, text) {
                return
            }
            guard size <= Int64(WitnessValue.elementsMax),
                !state.domain(operand).valueKinds.isDisjoint(with: [.list, .map])
            else { continue }
            sizes[operand] = Int(size)
            return
        }
    }

    /// Takes a value for a term, if nothing speaks against it.
    private mutating func commit(_ id: TermID, _ value: TermConstant) -> Bool {
        var trial = state
        guard trial.assume(.test(id, .compare(.equal, value)), true), trial.propagate() else { return false }
        state = trial
        return true
    }

    private mutating func commit(
        _ id: TermID,
        _ value: TermConstant,
        _ operand: TermID,
        _ argument: TermConstant
    ) -> Bool {
        let before = state
        if commit(id, value), commit(operand, argument) { return true }
        state = before
        return false
    }

    private func value(of id: TermID) -> WitnessValue? {
        state.known(id).flatMap { WitnessValue($0, table[id].type) }
            ?? state.domain(id).candidates().first.flatMap { WitnessValue($0, table[id].type) }
    }

    // MARK: Places

    private mutating func assign(_ id: TermID, _ place: InputPlace) {
        guard assigned[place] == nil else { return }
        if containers.contains(place), sizes[id] == nil, elements[id] == nil { return }
        if let value = collection(id) {
            note(place, value)
            return
        }
        for candidate in state.domain(id).candidates(hints: hints(place)).prefix(InputAssigner.candidatesMax) {
            guard let value = WitnessValue(candidate, table[id].type), commit(id, candidate) else { continue }
            note(place, value)
            return
        }
        let kinds = state.domain(id).valueKinds
        if kinds.contains(.map) { note(place, .map([])) } else if kinds.contains(.list) { note(place, .list([])) }
    }

    /// The list or map that a term must be; nil where it need not be one.
    private func collection(_ id: TermID) -> WitnessValue? {
        let kinds = state.domain(id).valueKinds
        for (pair, relation) in state.relations where relation == .equal && (pair.left == id || pair.right == id) {
            if let value = literal(pair.left == id ? pair.right : pair.left) { return value }
        }
        guard sizes[id] != nil || elements[id] != nil else { return nil }
        var list = elements[id] ?? []
        while list.count < sizes[id] ?? 0 { list.append(.string("x")) }
        if kinds.contains(.list) { return .list(list) }
        return kinds.contains(.map)
            ? .map(list.indices.map { WitnessValue.Member(list[$0].text ?? "x\($0)", .string("x")) }) : nil
    }

    /// The value of a list or map literal.
    private func literal(_ id: TermID) -> WitnessValue? {
        switch table[id].term {
        case .call(.list, let parts):
            let values = parts.compactMap { literal($0) ?? value(of: $0) }
            return values.count == parts.count ? .list(values) : nil
        case .call(.map, let parts):
            var members: [WitnessValue.Member] = []
            for position in stride(from: 0, to: parts.count, by: 2) {
                guard let name = value(of: parts[position])?.text,
                    let value = literal(parts[position + 1]) ?? value(of: parts[position + 1])
                else { return nil }
                members.append(WitnessValue.Member(name, value))
            }
            return .map(members)
        default: return nil
        }
    }

    /// `has()` that must be so: a field that nothing else is known of, or none.
    private mutating func assignPresence(_ id: TermID) {
        guard case .has(let operand, let field) = table[id].term, var place = table.place(of: operand),
            let values = state.domains[id]?.values, values.count == 1
        else { return }
        place.steps.append(.key(field.string))
        guard assigned[place] == nil, !containers.contains(place) else { return }
        if values == [.bool(false)] {
            // What holds it must be there all the same.
            if assigned[place.outer] == nil { note(place.outer, .map([])) }
            assigned[place] = .some(nil)
        } else {
            note(place, hints(place).first.flatMap { WitnessValue($0, .dyn) } ?? .string("x"))
        }
    }

    private mutating func note(_ place: InputPlace, _ value: WitnessValue) {
        assigned[place] = value
        var outer = place
        while outer.steps.popLast() != nil { containers.insert(outer) }
    }
}

extension InputPlace {
    /// The place around it.
    fileprivate var outer: InputPlace { InputPlace(root, Array(steps.dropLast())) }
}

extension SolverState {
    /// The only value that a term can have.
    func known(_ id: TermID) -> TermConstant? {
        let values = domain(id).values
        return values?.count == 1 ? values?.first : nil
    }

    /// Ways to make a call give a value, by what is known of its operands.
    func inversions(of id: TermID, giving value: TermConstant) -> [Inversion] {
        table.inversions(of: id, giving: value) { known($0) }
    }
}
