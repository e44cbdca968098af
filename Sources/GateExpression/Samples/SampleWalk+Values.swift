// Comparisons with the values that samples have.
extension SampleWalk {
    /// A comparison with a value that was never seen.
    mutating func reviewValue(_ id: NodeID, against other: NodeID) {
        guard let place = narrowing.place(id), case .literal(let literal) = syntax[other].kind,
            let value = SampleShape.Scalar(literal),
            let finding = samples.unseenValue(value, at: place, syntax[other].range)
        else { return }
        add(finding)
    }

    /// `x in ["a", "b"]`, or `"a" in list`.
    mutating func reviewMembership(_ arguments: [NodeID]) {
        if case .list(let elements, _) = syntax[arguments[1]].kind {
            for element in elements { reviewValue(arguments[0], against: element) }
        }
        guard let list = narrowing.place(arguments[1]), let element = samples[list].element,
            case .literal(let literal) = syntax[arguments[0]].kind, let value = SampleShape.Scalar(literal),
            let finding = samples.unseenValue(value, at: element, syntax[arguments[0]].range)
        else { return }
        add(finding)
    }
}
