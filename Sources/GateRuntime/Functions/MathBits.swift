extension Workspace {
    /// The bit operations of the math extension, on two ints or two uints; a shift's count is an int.
    mutating func bits(_ operation: Operation, _ arguments: Arguments) throws(Fault) -> Value {
        let (left, right) = (arguments.first, arguments.second)
        guard left.kind == .int || left.kind == .uint else { throw Fault(.noSuchOverload) }
        func result(_ bits: UInt64) -> Value { Value(kind: left.kind, payload: bits) }
        if operation == .bitNot {
            try arguments.expect(1)
            return result(~left.payload)
        }
        try arguments.expect(2)
        if operation == .bitShiftLeft || operation == .bitShiftRight {
            guard right.kind == .int else { throw Fault(.noSuchOverload) }
            guard right.asInt >= 0 else { throw Fault(.invalidArgument) }
            guard right.asInt < 64 else { return result(0) }
            let count = right.payload
            // A shift to the right fills with zeros, for ints as well.
            return result(operation == .bitShiftLeft ? left.payload << count : left.payload >> count)
        }
        guard right.kind == left.kind else { throw Fault(.noSuchOverload) }
        switch operation {
        case .bitAnd: return result(left.payload & right.payload)
        case .bitOr: return result(left.payload | right.payload)
        case .bitXor: return result(left.payload ^ right.payload)
        default: throw Fault(.noSuchOverload)
        }
    }
}

/// The bit operations of the math extension.
enum BitSpecs {
    private static let binary: [FunctionSpec.Overload] = [.init([.int, .int], .int), .init([.uint, .uint], .uint)]
    private static let shifts: [FunctionSpec.Overload] = [.init([.int, .int], .int), .init([.uint, .int], .uint)]

    static let all: [FunctionSpec] = [
        FunctionSpec(
            "math.bitAnd",
            .bitAnd,
            binary,
            summary: "The bits that both have.",
            examples: ["math.bitAnd(6, 3) == 2"]
        ),
        FunctionSpec(
            "math.bitOr",
            .bitOr,
            binary,
            summary: "The bits that one of them has.",
            examples: ["math.bitOr(6u, 3u) == 7u"]
        ),
        FunctionSpec(
            "math.bitXor",
            .bitXor,
            binary,
            summary: "The bits that only one of them has.",
            examples: ["math.bitXor(6, 3) == 5"]
        ),
        FunctionSpec(
            "math.bitNot",
            .bitNot,
            [.init([.int], .int), .init([.uint], .uint)],
            summary: "The bits that it does not have.",
            examples: ["math.bitNot(0) == -1"]
        ),
        FunctionSpec(
            "math.bitShiftLeft",
            .bitShiftLeft,
            shifts,
            summary: "The bits moved to the left. A negative count is an error.",
            examples: ["math.bitShiftLeft(1, 4) == 16"]
        ),
        FunctionSpec(
            "math.bitShiftRight",
            .bitShiftRight,
            shifts,
            summary: "The bits moved to the right, with zeros from the left. A negative count is an error.",
            examples: ["math.bitShiftRight(16, 2) == 4"]
        ),
    ]
}
