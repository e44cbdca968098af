extension Value {
    /// `left && right` of evaluated operands: false next to anything is false; otherwise the first error counts.
    static func conjunction(_ left: Value, _ right: Value, at counter: Int) -> Value {
        if left.isFalse || right.isFalse { return .bool(false) }
        return verdict(left, right, .bool(true), at: counter)
    }

    /// `left || right` of evaluated operands: true next to anything is true; otherwise the first error counts.
    static func disjunction(_ left: Value, _ right: Value, at counter: Int) -> Value {
        if left.isTrue || right.isTrue { return .bool(true) }
        return verdict(left, right, .bool(false), at: counter)
    }

    private static func verdict(_ left: Value, _ right: Value, _ both: Value, at counter: Int) -> Value {
        if left.isError { return left }
        if right.isError { return right }
        if left.kind == .bool && right.kind == .bool { return both }
        return .error(Fault(.noSuchOverload, site: UInt32(truncatingIfNeeded: counter)))
    }
}
