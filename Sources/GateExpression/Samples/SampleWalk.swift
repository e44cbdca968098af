import GateRuntime

/// Walks an expression with the samples that come to each part of it, and finds what would be a fault for one of them.
struct SampleWalk {
    typealias NodeID = ExpressionSyntax.NodeID

    let narrowing: SampleNarrowing
    let library: [String: FunctionSpec]
    private(set) var findings: [ExpressionDiagnostic] = []

    var syntax: ExpressionSyntax { narrowing.syntax }
    var samples: SampleShape { narrowing.samples }

    init(narrowing: SampleNarrowing, library: [String: FunctionSpec]) {
        self.narrowing = narrowing
        self.library = library
    }

    /// Reviews a node whose value is used where null is a fault, or where it is not.
    mutating func review(_ id: NodeID, _ known: SampleAssumption, isNullFault: Bool) {
        let survivors = walk(id, known)
        if isNullFault { reviewNull(id, survivors, known) }
    }

    /// Walks a node; the samples that it gives a value for.
    private mutating func walk(_ id: NodeID, _ known: SampleAssumption) -> SampleSet {
        switch syntax[id].kind {
        case .literal, .identifier: return known.samples
        case .select(let operand, let field, let isOptional, let range):
            let survivors = walk(operand, known)
            return member(id, operand, field, range, isOptional, known, survivors)
        case .has(let operand, let field, let range):
            let survivors = walk(operand, known)
            reviewTest(operand, field, range)
            return survivors
        case .call(let function, let receiver, let arguments, _):
            return call(id, function, receiver, arguments, known)
        case .list(let elements, _):
            for element in elements { _ = walk(element, known) }
            return known.samples
        case .map(let entries):
            for entry in entries {
                _ = walk(entry.key, known)
                _ = walk(entry.value, known)
            }
            return known.samples
        case .macro(let macro):
            review(macro.operand, known, isNullFault: macro.name != .bind)
            // A macro's variable stands for many values, so one that passes the filter is as good as any.
            let inner = macro.filter.map { narrowing.assume($0, true, known) } ?? known
            if let filter = macro.filter { _ = walk(filter, known) }
            _ = walk(macro.result, inner)
            return known.samples
        }
    }

    // MARK: Calls

    private mutating func call(
        _ id: NodeID,
        _ function: String,
        _ receiver: NodeID?,
        _ arguments: [NodeID],
        _ known: SampleAssumption
    ) -> SampleSet {
        switch (function, arguments.count) {
        // An operand's fault is no fault where the other one decides.
        case ("_&&_", 2), ("_||_", 2):
            let isTrue = function == "_&&_"
            review(arguments[0], narrowing.assume(arguments[1], isTrue, known), isNullFault: true)
            review(arguments[1], narrowing.assume(arguments[0], isTrue, known), isNullFault: true)
        case ("_?_:_", 3):
            review(arguments[0], known, isNullFault: true)
            _ = walk(arguments[1], narrowing.assume(arguments[0], true, known))
            _ = walk(arguments[2], narrowing.assume(arguments[0], false, known))
        case ("_==_", 2), ("_!=_", 2):
            for argument in arguments { _ = walk(argument, known) }
            reviewValue(arguments[0], against: arguments[1])
            reviewValue(arguments[1], against: arguments[0])
        case ("@in", 2):
            _ = walk(arguments[0], known)
            review(arguments[1], known, isNullFault: true)
            reviewMembership(arguments)
        case ("_[_]", 2):
            _ = walk(arguments[1], known)
            return element(id, arguments, known, walk(arguments[0], known))
        case ("_[?_]", 2):
            for argument in arguments { _ = walk(argument, known) }
        default:
            plainCall(function, receiver, arguments, known)
        }
        return known.samples
    }

    private mutating func plainCall(
        _ function: String,
        _ receiver: NodeID?,
        _ arguments: [NodeID],
        _ known: SampleAssumption
    ) {
        let operands = (receiver.map { [$0] } ?? []) + arguments
        for (index, operand) in operands.enumerated() {
            let takesNull = takesNull(function, isMember: receiver != nil, at: index, of: operands.count)
            review(operand, known, isNullFault: !takesNull)
        }
    }

    /// Whether an overload of a function takes null at a position; so does one that is not known.
    private func takesNull(_ function: String, isMember: Bool, at index: Int, of count: Int) -> Bool {
        guard let spec = library[function] else { return true }
        return spec.overloads.contains { overload in
            guard overload.isMember == isMember, let parameters = overload.parameters(for: count) else { return false }
            switch parameters[index] {
            case .dyn, .null, .nullable, .parameter: return true
            default: return false
            }
        }
    }

    // MARK: Fields and elements

    private mutating func member(
        _ id: NodeID,
        _ operand: NodeID,
        _ field: String,
        _ range: ExpressionSyntax.TextRange,
        _ isOptional: Bool,
        _ known: SampleAssumption,
        _ survivors: SampleSet
    ) -> SampleSet {
        guard let parent = narrowing.place(operand) else { return survivors }
        guard let member = samples[parent].member(field) else {
            if isOptional { reviewTest(operand, field, range) } else { reviewPath(parent, field, range, known) }
            return samples[parent].isCut ? survivors : SampleSet()
        }
        if isOptional { return survivors }
        if known.present.contains(member) { return survivors }
        var lacking = samples[member].lacking
        let others = samples[parent].kinds.filter { $0.key != .map && $0.key != .null }
        if samples[parent].isSingle { lacking = others.reduce(lacking) { $0.union($1.value) } }
        if samples[parent].isSingle, !known.valued.contains(parent) {
            lacking.formUnion(samples[parent].kinds[.null] ?? SampleSet())
        }
        return report(lacking, survivors, known, as: .absent, id, at: range)
    }

    private mutating func element(
        _ id: NodeID,
        _ arguments: [NodeID],
        _ known: SampleAssumption,
        _ survivors: SampleSet
    ) -> SampleSet {
        guard let parent = narrowing.place(arguments[0]) else { return survivors }
        switch syntax[arguments[1]].kind {
        case .literal(.string(let name)):
            return member(id, arguments[0], name, syntax[arguments[1]].range, false, known, survivors)
        case .literal(.int(0)):
            if narrowing.place(id).map({ known.present.contains($0) }) ?? false { return survivors }
            let range = syntax[arguments[1]].range
            return report(samples[parent].emptyLists, survivors, known, as: .absent, id, at: range)
        default: return survivors
        }
    }

    private enum Lack {
        case absent, null
    }

    /// Reports what some of the samples that come here lack; the others.
    private mutating func report(
        _ lacking: SampleSet,
        _ survivors: SampleSet,
        _ known: SampleAssumption,
        as lack: Lack,
        _ id: NodeID,
        at range: ExpressionSyntax.TextRange
    ) -> SampleSet {
        let failing = lacking.intersection(survivors)
        guard !failing.isEmpty else { return survivors }
        let isName = if case .identifier = syntax[id].kind { true } else { false }
        let evidence = SampleEvidence(
            place: Unparser.text(of: id, in: syntax),
            isName: isName,
            lacking: samples.names.indices.filter { failing.contains($0) }.map { samples.names[$0] },
            sampleCount: known.samples.count
        )
        add(lack == .absent ? .maybeAbsent(evidence, at: range) : .maybeNull(evidence, at: range))
        return survivors.subtracting(failing)
    }

    private mutating func reviewNull(_ id: NodeID, _ survivors: SampleSet, _ known: SampleAssumption) {
        guard let place = narrowing.place(id), !known.valued.contains(place) else { return }
        let nulls = samples[place].kinds[.null] ?? SampleSet()
        _ = report(nulls, survivors, known, as: .null, id, at: syntax[id].range)
    }

    private mutating func reviewPath(
        _ parent: SampleShape.NodeID,
        _ field: String,
        _ range: ExpressionSyntax.TextRange,
        _ known: SampleAssumption
    ) {
        // Behind a condition that no sample meets nothing is known of the requests that do.
        let isUnknown = samples[parent].valueKinds.isEmpty && known.valued.contains(parent)
        if !known.samples.isEmpty, !isUnknown { reviewMissing(parent, field, range) }
    }

    private mutating func reviewMissing(
        _ parent: SampleShape.NodeID,
        _ field: String,
        _ range: ExpressionSyntax.TextRange
    ) {
        guard !samples[parent].isCut, !samples[parent].kinds.isEmpty else { return }
        add(.noSamplePath(field, advice: samples.advice(for: field, in: [parent], style: .expression), at: range))
    }

    /// A test for something that no sample has: a word only where another name was probably meant.
    private mutating func reviewTest(_ operand: NodeID, _ field: String, _ range: ExpressionSyntax.TextRange) {
        guard let parent = narrowing.place(operand), samples[parent].member(field) == nil,
            samples.hasNear(field, in: parent)
        else { return }
        reviewMissing(parent, field, range)
    }

    /// Adds a finding, unless there are enough.
    mutating func add(_ finding: ExpressionDiagnostic) {
        guard findings.count < ExpressionLimits.diagnosticCountMax, !findings.contains(finding) else { return }
        findings.append(finding)
    }
}
