extension Workspace {
    /// The sum of a list of numbers or durations.
    ///
    /// Whole numbers and others together, as JSON may have them, give a double.
    mutating func total(_ arguments: Arguments) throws(Fault) -> Value {
        try arguments.expect(1)
        guard arguments.first.kind == .list else { throw Fault(.noSuchOverload) }
        var result: Value?
        var cursor = try cursor(over: arguments.first)
        while let (_, element) = try advance(&cursor) {
            try charge(OperationCost.element)
            guard element.isNumber || element.kind == .duration else {
                throw Fault(element.isError ? element.fault.code : .noSuchOverload)
            }
            guard let sum = result else {
                result = element
                continue
            }
            let isMixed = sum.kind != element.kind && sum.isNumber && element.isNumber
            result = try arithmetic(.add, isMixed ? Arguments(sum.asReal, element.asReal) : Arguments(sum, element))
        }
        return result ?? .int(0)
    }
}

extension Value {
    /// A number as a double.
    fileprivate var asReal: Value {
        switch kind {
        case .int: .double(Double(asInt))
        case .uint: .double(Double(payload))
        default: self
        }
    }
}

extension FunctionSpec {
    /// As the lists library of Kubernetes has it.
    static let sum = FunctionSpec(
        "sum",
        .sum,
        [
            Overload(isMember: true, [.list(.int)], .int),
            Overload(isMember: true, [.list(.uint)], .uint),
            Overload(isMember: true, [.list(.double)], .double),
            Overload(isMember: true, [.list(.duration)], .duration),
            Overload(isMember: true, [.list(.dyn)], .dyn),
        ],
        summary: """
            The sum of a list of numbers or durations; 0 for an empty one. Ints and doubles in one list give a double; a \
            sum that leaves the range of its type is a fault.
            """,
        examples: [
            "[1, 2, 3].sum() == 6", "[dyn(1), dyn(2.5)].sum() == 3.5", "[].sum() == 0",
            "[duration('1m'), duration('30s')].sum() == duration('90s')",
        ]
    )
}
