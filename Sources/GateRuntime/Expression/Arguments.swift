/// The operands of a function: at most four, absent ones read as null.
struct Arguments {
    let count: Int
    let first: Value
    let second: Value
    let third: Value
    let fourth: Value

    @inline(__always)
    init(_ first: Value) {
        self.init(1, first, .null, .null, .null)
    }

    @inline(__always)
    init(_ first: Value, _ second: Value) {
        self.init(2, first, second, .null, .null)
    }

    @inline(__always)
    init(_ count: Int, _ first: Value, _ second: Value, _ third: Value, _ fourth: Value) {
        self.count = count
        self.first = first.orNull
        self.second = second.orNull
        self.third = third.orNull
        self.fourth = fourth.orNull
    }

    /// The first operand that is an error.
    @inline(__always)
    var firstError: Value? {
        if first.isError { return first }
        guard count > 1 else { return nil }
        if second.isError { return second }
        guard count > 2 else { return nil }
        if third.isError { return third }
        return fourth.isError ? fourth : nil
    }

    /// Fails unless there are as many arguments as `expected`.
    @inline(__always)
    func expect(_ expected: Int) throws(Fault) {
        guard count == expected else { throw Fault(.noSuchOverload) }
    }
}

extension Value {
    /// The value, with absent as null.
    @inline(__always)
    var orNull: Value { kind == .absent ? .null : self }
}
