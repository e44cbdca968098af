extension Workspace {
    /// The greatest or least number of a list, or the number itself.
    ///
    /// The first of equal ones counts.
    mutating func extreme(_ value: Value, wanted: Order) throws(Fault) -> Value {
        if value.isNumber { return value }
        guard value.kind == .list else { throw Fault(.noSuchOverload) }
        var result: Value?
        var cursor = try cursor(over: value)
        while let (_, element) = try advance(&cursor) {
            try charge(OperationCost.element)
            guard element.isNumber else { throw Fault(element.isError ? element.fault.code : .noSuchOverload) }
            if let best = result, Value.numericOrder(element, best) != wanted { continue }
            result = element
        }
        guard let result else { throw Fault(.invalidArgument) }
        return result
    }
}
