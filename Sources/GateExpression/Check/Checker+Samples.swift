import GateDiagnostics
import GateRuntime

// With samples, the checker carries along which place of them a node reads, and takes the type that they have there.
extension Checker {
    /// Whether types come from samples as well.
    ///
    /// What is reported then is wrong for every sample; it was right as far as the declared types go.
    var isSampled: Bool { !places.isEmpty }

    /// A node's type, once it is checked, without what may be null.
    func shownType(_ id: NodeID) -> ValueType { inference.settled(type(of: id)).withoutAnyNull }

    /// Follows a field in the samples, and gives its type there; nil where they say nothing.
    mutating func sampledMember(_ id: NodeID, of operand: NodeID, named field: String) -> ValueType? {
        guard isSampled, let place = place(of: operand), let samples = environment.samples,
            let member = samples[place].member(field)
        else { return nil }
        setPlace(of: id, to: member)
        return samples.type(of: member)
    }

    /// Follows an index or a key in the samples, and gives the type there; nil where they say nothing.
    mutating func sampledElement(_ id: NodeID, of operand: NodeID, at index: NodeID) -> ValueType? {
        guard isSampled, let place = place(of: operand), let samples = environment.samples else { return nil }
        if case .literal(.string(let name)) = syntax[index].kind {
            return sampledMember(id, of: operand, named: name)
        }
        guard type(of: index).withoutNull == .int, let element = samples[place].element else { return nil }
        setPlace(of: id, to: element)
        return samples.type(of: element)
    }

    /// The place that a macro's variable runs over.
    func sampledVariable(of macro: ExpressionSyntax.Macro, at position: Int) -> SampleShape.NodeID? {
        guard isSampled, let place = place(of: macro.operand), let samples = environment.samples else { return nil }
        switch macro.name {
        case .bind: return place
        case .optMap, .optFlatMap: return nil
        default:
            let isValue = position == macro.variables.count - 1
            return isValue && samples[place].valueKinds == [.list] ? samples[place].element : nil
        }
    }

    /// A value that is text in every sample, where it could be read as a number.
    func sampledText(_ id: NodeID) -> TextSource? {
        guard isSampled, let place = place(of: id), let samples = environment.samples,
            samples[place].valueKinds == [.string]
        else { return nil }
        let texts = samples[place].values?.keys.compactMap { if case .string(let text) = $0 { text } else { nil } }
        guard let example = texts?.min(), texts?.allSatisfy({ Double($0) != nil }) ?? false else { return nil }
        return TextSource(
            expression: Unparser.text(of: id, in: syntax),
            origin: "the samples: \"\(example)\"",
            isName: false,
            isSampled: true
        )
    }

    /// Says of each operand that a finding is about what the samples have there.
    func withEvidence(_ diagnostic: ExpressionDiagnostic) -> ExpressionDiagnostic {
        guard let samples = environment.samples, diagnostic.code != .celTextAgainstNumber else { return diagnostic }
        var evidence: [String] = []
        let ranges = [diagnostic.range] + diagnostic.context.map(\.range)
        for (index, node) in syntax.nodes.enumerated() where ranges.contains(node.range) {
            let id = NodeID(Int32(index))
            guard let place = place(of: id), let kind = samples[place].valueKinds.first,
                samples[place].valueKinds.count == 1,
                // A declared type may make something else of what the samples have.
                shownType(id) == samples.type(of: place).withoutAnyNull
            else { continue }
            let count = samples[place].valued.count
            let whole = count == 1 ? "the one sample that has" : "all \(count) samples that have"
            let text = Unparser.text(of: id, in: syntax).prefix(120)
            let note = "`\(text)` is \(kind.noun) in \(whole) it"
            if !evidence.contains(note) { evidence.append(note) }
        }
        var diagnostic = diagnostic
        diagnostic.notes = evidence + diagnostic.notes
        return diagnostic
    }
}

extension ValueType {
    /// A list, map or optional of anything; any other type as it is.
    var withOpenParts: ValueType {
        switch self {
        case .list: .list(.dyn)
        case .map(let key, _): .map(key, .dyn)
        case .optional: .optional(.dyn)
        case .nullable(let wrapped): .nullable(wrapped.withOpenParts)
        default: self
        }
    }

    /// The type without the possibility of null at any level.
    var withoutAnyNull: ValueType {
        switch self {
        case .nullable(let wrapped): wrapped.withoutAnyNull
        case .list(let element): .list(element.withoutAnyNull)
        case .map(let key, let value): .map(key.withoutAnyNull, value.withoutAnyNull)
        case .optional(let wrapped): .optional(wrapped.withoutAnyNull)
        default: self
        }
    }
}
