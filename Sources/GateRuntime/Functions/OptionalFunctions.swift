extension Workspace {
    /// The functions of optionals.
    mutating func callOptional(_ operation: Operation, _ arguments: Arguments) throws(Fault) -> Value {
        switch operation {
        case .optionalNone:
            try arguments.expect(0)
            return .noneOptional
        case .optionalOf:
            try arguments.expect(1)
            return try optional(of: arguments.first)
        case .optionalOfNonZero:
            try arguments.expect(1)
            return try isZero(arguments.first) ? .noneOptional : try optional(of: arguments.first)
        case .hasValue:
            try arguments.expect(1)
            return .bool(try content(ofOptional: arguments.first) != nil)
        case .optionalValue:
            try arguments.expect(1)
            guard let content = try content(ofOptional: arguments.first) else { throw Fault(.invalidArgument) }
            return content
        default:
            // With two operands these are jumps; with any other number they are not defined.
            throw Fault(.noSuchOverload)
        }
    }
}

/// The functions of optionals.
enum OptionalSpecs {
    private static let a = ValueType.parameter("A")

    static let all: [FunctionSpec] = [
        FunctionSpec(
            "optional.of",
            .optionalOf,
            [.init([a], .optional(a))],
            summary: "An optional that has the value.",
            examples: ["optional.of(1).hasValue()"]
        ),
        FunctionSpec(
            "optional.ofNonZeroValue",
            .optionalOfNonZero,
            [.init([a], .optional(a))],
            summary: "An optional that has the value, unless that is null, false, 0 or empty.",
            examples: ["!optional.ofNonZeroValue('').hasValue()"]
        ),
        FunctionSpec(
            "optional.none",
            .optionalNone,
            [.init([], .optional(a))],
            summary: "An optional without a value.",
            examples: ["!optional.none().hasValue()"]
        ),
        FunctionSpec(
            "hasValue",
            .hasValue,
            [.init(isMember: true, [.optional(a)], .bool)],
            summary: "Whether the optional has a value.",
            examples: ["{'a': 1}.?a.hasValue()"]
        ),
        FunctionSpec(
            "value",
            .optionalValue,
            [.init(isMember: true, [.optional(a)], a)],
            summary: "The optional's value. Without one it is an error.",
            examples: ["optional.of(1).value() == 1"]
        ),
        FunctionSpec(
            "or",
            .optionalOr,
            [.init(isMember: true, [.optional(a), .optional(a)], .optional(a))],
            summary: "The optional if it has a value, otherwise the other one.",
            examples: ["optional.none().or(optional.of(2)).value() == 2"]
        ),
        FunctionSpec(
            "orValue",
            .optionalOrValue,
            [.init(isMember: true, [.optional(a), a], a)],
            summary: "The optional's value if it has one, otherwise the one given.",
            examples: ["{'a': 1}.?b.orValue(7) == 7"]
        ),
    ]
}
