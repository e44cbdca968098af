extension Workspace {
    mutating func callStrings(_ operation: Operation, _ arguments: Arguments) throws(Fault) -> Value { throw Fault(.noSuchOverload) }
    mutating func callMath(_ operation: Operation, _ arguments: Arguments) throws(Fault) -> Value { throw Fault(.noSuchOverload) }
    mutating func callEncoding(_ operation: Operation, _ arguments: Arguments) throws(Fault) -> Value { throw Fault(.noSuchOverload) }
    mutating func callOptional(_ operation: Operation, _ arguments: Arguments) throws(Fault) -> Value { throw Fault(.noSuchOverload) }
    mutating func callNetwork(_ operation: Operation, _ arguments: Arguments) throws(Fault) -> Value { throw Fault(.noSuchOverload) }
    mutating func appendAddress(_ value: Value) throws(Fault) { throw Fault(.noSuchOverload) }
}
