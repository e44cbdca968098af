/// What is known of the samples that come to a place in the file, from the conditions on the way.
package struct SampleAssumption: Sendable {
    /// The samples that may come here.
    package var samples: SampleSet
    /// Places that were seen to be there.
    var present: Set<SampleShape.NodeID> = []
    /// Places that were seen to be other than null.
    var valued: Set<SampleShape.NodeID> = []

    package init(samples: SampleSet) {
        self.samples = samples
    }

    /// What is known after the one or the other.
    package func either(_ other: SampleAssumption) -> SampleAssumption {
        var result = SampleAssumption(samples: samples.union(other.samples))
        result.present = present.intersection(other.present)
        result.valued = valued.intersection(other.valued)
        return result
    }
}

/// The operators of order between numbers.
private let orders: [String: @Sendable (Double, Double) -> Bool] = [
    "_<_": { $0 < $1 }, "_<=_": { $0 <= $1 }, "_>_": { $0 > $1 }, "_>=_": { $0 >= $1 },
]

/// Finds what a condition says of the samples for which it is true, or false.
///
/// Where it cannot tell it keeps a sample: a warning is then given that a closer look would spare, never the other way.
struct SampleNarrowing {
    typealias NodeID = ExpressionSyntax.NodeID

    let syntax: ExpressionSyntax
    let places: [SampleShape.NodeID?]
    let samples: SampleShape

    func place(_ id: NodeID) -> SampleShape.NodeID? {
        places.indices.contains(Int(id.index)) ? places[Int(id.index)] : nil
    }

    /// What is known where a condition came out as `isTrue`.
    func assume(_ id: NodeID, _ isTrue: Bool, _ known: SampleAssumption) -> SampleAssumption {
        switch syntax[id].kind {
        case .call("_&&_", nil, let parts, _) where parts.count == 2:
            return combine(parts, all: isTrue, isTrue, known)
        case .call("_||_", nil, let parts, _) where parts.count == 2:
            return combine(parts, all: !isTrue, isTrue, known)
        case .call("!_", nil, let parts, _) where parts.count == 1: return assume(parts[0], !isTrue, known)
        case .call("_==_", nil, let parts, _) where parts.count == 2: return equality(parts, isTrue, known)
        case .call("_!=_", nil, let parts, _) where parts.count == 2: return equality(parts, !isTrue, known)
        case .call(let function, nil, let parts, _) where orders[function] != nil && parts.count == 2:
            return order(function, parts, isTrue, known)
        case .call("@in", nil, let parts, _) where parts.count == 2:
            return membership(parts, isTrue, known)
        case .call(let function, let receiver?, let arguments, _) where arguments.count == 1:
            return textTest(function, receiver, arguments[0], isTrue, known)
        case .has(let operand, let field, _): return presence(operand, field, isTrue, known)
        case .identifier, .select: return keep([.bool(true)], at: id, isTrue, known)
        default: return known
        }
    }

    /// Two conditions of which all have come out so, or one at least.
    private func combine(
        _ parts: [NodeID],
        all: Bool,
        _ isTrue: Bool,
        _ known: SampleAssumption
    ) -> SampleAssumption {
        if all { return assume(parts[1], isTrue, assume(parts[0], isTrue, known)) }
        return assume(parts[0], isTrue, known).either(assume(parts[1], isTrue, known))
    }

    private func equality(_ parts: [NodeID], _ isEqual: Bool, _ known: SampleAssumption) -> SampleAssumption {
        for (place, other) in [(parts[0], parts[1]), (parts[1], parts[0])] {
            guard case .literal(let literal) = syntax[other].kind, self.place(place) != nil else { continue }
            if literal == .null { return nullTest(place, isNull: isEqual, known) }
            if let value = SampleShape.Scalar(literal) { return keep([value], at: place, isEqual, known) }
        }
        return known
    }

    private func order(
        _ function: String,
        _ parts: [NodeID],
        _ isTrue: Bool,
        _ known: SampleAssumption
    ) -> SampleAssumption {
        for (index, other) in [(0, 1), (1, 0)] {
            guard let place = place(parts[index]), let holds = orders[function],
                case .literal(let literal) = syntax[parts[other]].kind,
                let bound = SampleShape.Scalar(literal)?.number, let values = samples[place].values
            else { continue }
            let wanted = values.keys.filter { value in
                guard let number = value.number else { return false }
                return index == 0 ? holds(number, bound) : holds(bound, number)
            }
            return keep(Array(wanted), at: parts[index], isTrue, known)
        }
        return known
    }

    /// `x in ["a", "b"]`, and `"name" in map`.
    private func membership(_ parts: [NodeID], _ isTrue: Bool, _ known: SampleAssumption) -> SampleAssumption {
        if case .literal(.string(let name)) = syntax[parts[0]].kind, let place = place(parts[1]),
            samples[place].valueKinds == [.map]
        {
            return presence(parts[1], name, isTrue, known)
        }
        guard case .list(let elements, let optional) = syntax[parts[1]].kind, optional.isEmpty else { return known }
        return oneOf(elements, parts[0], isTrue, known)
    }

    private func oneOf(
        _ elements: [NodeID],
        _ operand: NodeID,
        _ isTrue: Bool,
        _ known: SampleAssumption
    ) -> SampleAssumption {
        var values: [SampleShape.Scalar] = []
        for element in elements {
            guard case .literal(let literal) = syntax[element].kind, let value = SampleShape.Scalar(literal) else {
                return known
            }
            values.append(value)
        }
        return keep(values, at: operand, isTrue, known)
    }

    private func textTest(
        _ function: String,
        _ receiver: NodeID,
        _ argument: NodeID,
        _ isTrue: Bool,
        _ known: SampleAssumption
    ) -> SampleAssumption {
        guard case .literal(.string(let part)) = syntax[argument].kind, let place = place(receiver),
            let values = samples[place].values
        else { return known }
        let texts = values.keys.filter { value in
            guard case .string(let text) = value else { return false }
            switch function {
            case "startsWith": return text.utf8.starts(with: part.utf8)
            case "endsWith": return text.utf8.reversed().starts(with: part.utf8.reversed())
            case "contains": return text.contains(part)
            default: return false
            }
        }
        guard ["startsWith", "endsWith", "contains"].contains(function) else { return known }
        return keep(Array(texts), at: receiver, isTrue, known)
    }

    /// Keeps the samples that have one of some values at a place, or those that have another.
    private func keep(
        _ wanted: [SampleShape.Scalar],
        at id: NodeID,
        _ isTrue: Bool,
        _ known: SampleAssumption
    ) -> SampleAssumption {
        guard let place = place(id) else { return known }
        var result = isTrue ? with(id, isValued: true, known) : known
        guard samples[place].isSingle, let values = samples[place].values else { return result }
        let holders = wanted.reduce(SampleSet()) { $0.union(values[$1] ?? SampleSet()) }
        result.samples = isTrue ? known.samples.intersection(holders) : known.samples.subtracting(holders)
        return result
    }

    private func nullTest(_ id: NodeID, isNull: Bool, _ known: SampleAssumption) -> SampleAssumption {
        guard let place = place(id) else { return known }
        var result = with(id, isValued: !isNull, known)
        guard samples[place].isSingle else { return result }
        let nulls = samples[place].kinds[.null] ?? SampleSet()
        result.samples =
            isNull ? known.samples.intersection(nulls) : known.samples.intersection(samples[place].valued)
        return result
    }

    private func presence(
        _ operand: NodeID,
        _ field: String,
        _ isTrue: Bool,
        _ known: SampleAssumption
    ) -> SampleAssumption {
        guard let parent = place(operand) else { return known }
        guard let member = samples[parent].member(field) else {
            var result = known
            if isTrue, !samples[parent].isCut { result.samples = SampleSet() }
            return result
        }
        var result = known
        if isTrue {
            result = with(operand, isValued: true, known)
            result.present.insert(member)
        }
        guard samples[member].isSingle else { return result }
        let present = samples[member].present
        result.samples = isTrue ? known.samples.intersection(present) : known.samples.subtracting(present)
        return result
    }

    /// Notes that a place was read, and with it all above it.
    private func with(_ id: NodeID, isValued: Bool, _ known: SampleAssumption) -> SampleAssumption {
        var result = known
        var id = id
        var isValued = isValued
        while let place = place(id) {
            result.present.insert(place)
            if isValued { result.valued.insert(place) }
            switch syntax[id].kind {
            case .select(let operand, _, false, _): id = operand
            case .call("_[_]", nil, let arguments, _) where !arguments.isEmpty: id = arguments[0]
            default: return result
            }
            isValued = true
        }
        return result
    }
}
