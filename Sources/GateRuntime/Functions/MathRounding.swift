extension Workspace {
    /// The math extension.
    mutating func callMath(_ operation: Operation, _ arguments: Arguments) throws(Fault) -> Value {
        switch operation {
        case .greatest, .least:
            try arguments.expect(1)
            return try extreme(arguments.first, wanted: operation == .greatest ? .greater : .less)
        case .ceil, .floor, .round, .trunc, .isNaN, .isInf, .isFinite:
            try arguments.expect(1)
            guard arguments.first.kind == .double else { throw Fault(.noSuchOverload) }
            return ofDouble(operation, arguments.first.asDouble)
        case .abs, .sign, .squareRoot:
            try arguments.expect(1)
            return try ofNumber(operation, arguments.first)
        default:
            return try bits(operation, arguments)
        }
    }

    private func ofDouble(_ operation: Operation, _ number: Double) -> Value {
        switch operation {
        case .ceil: .double(number.rounded(.up))
        case .floor: .double(number.rounded(.down))
        case .round: .double(number.rounded(.toNearestOrAwayFromZero))
        case .trunc: .double(number.rounded(.towardZero))
        case .isNaN: .bool(number.isNaN)
        case .isInf: .bool(number.isInfinite)
        default: .bool(number.isFinite)
        }
    }

    private func ofNumber(_ operation: Operation, _ value: Value) throws(Fault) -> Value {
        guard value.isNumber else { throw Fault(.noSuchOverload) }
        if operation == .squareRoot {
            let number = value.kind == .int ? Double(value.asInt) : Double(value.payload)
            return .double((value.kind == .double ? value.asDouble : number).squareRoot())
        }
        let isSign = operation == .sign
        switch value.kind {
        case .int:
            if isSign { return .int(value.asInt.signum()) }
            guard value.asInt != .min else { throw Fault(.overflow) }
            return .int(abs(value.asInt))
        case .uint:
            return isSign ? .uint(value.payload == 0 ? 0 : 1) : value
        default:
            let number = value.asDouble
            guard isSign else { return .double(number.magnitude) }
            return .double(number > 0 ? 1 : number < 0 ? -1 : number)
        }
    }
}

/// The functions of the math extension on single numbers.
enum MathSpecs {
    static let all: [FunctionSpec] = rounding + tests + numbers + extremes + [.sum] + BitSpecs.all

    private static func ofDouble(
        _ name: String,
        _ operation: Operation,
        _ result: ValueType,
        _ summary: String,
        _ example: String
    ) -> FunctionSpec {
        FunctionSpec(name, operation, [.init([.double], result)], summary: summary, examples: [example])
    }

    private static let rounding = [
        ofDouble("math.ceil", .ceil, .double, "The next whole number up.", "math.ceil(1.2) == 2.0"),
        ofDouble("math.floor", .floor, .double, "The next whole number down.", "math.floor(-1.2) == -2.0"),
        ofDouble(
            "math.round",
            .round,
            .double,
            "The nearest whole number, halves away from 0.",
            "math.round(-1.5) == -2.0"
        ),
        ofDouble("math.trunc", .trunc, .double, "The number without its fraction.", "math.trunc(-1.7) == -1.0"),
    ]

    private static let tests = [
        ofDouble("math.isNaN", .isNaN, .bool, "Whether the number is NaN.", "math.isNaN(0.0 / 0.0)"),
        ofDouble("math.isInf", .isInf, .bool, "Whether the number is infinite.", "math.isInf(1.0 / 0.0)"),
        ofDouble("math.isFinite", .isFinite, .bool, "Whether the number is neither.", "math.isFinite(1.5)"),
    ]

    private static let eachNumber: [FunctionSpec.Overload] = [
        .init([.int], .int), .init([.uint], .uint), .init([.double], .double),
    ]

    private static let numbers = [
        FunctionSpec(
            "math.abs",
            .abs,
            eachNumber,
            summary: "The number without its sign. That of the smallest int is an error.",
            examples: ["math.abs(-3) == 3"]
        ),
        FunctionSpec(
            "math.sign",
            .sign,
            eachNumber,
            summary: "-1, 0 or 1, as a number of the same type.",
            examples: ["math.sign(-2.5) == -1.0"]
        ),
        FunctionSpec(
            "math.sqrt",
            .squareRoot,
            [.init([.int], .double), .init([.uint], .double), .init([.double], .double)],
            summary: "The square root; NaN for a negative number.",
            examples: ["math.sqrt(81) == 9.0"]
        ),
    ]

    private static let extremes = [
        FunctionSpec(
            "math.greatest",
            .greatest,
            extremeOverloads,
            summary: "The greatest of some numbers, or of the numbers in a list, which must not be empty.",
            examples: ["math.greatest(1, 3, 2) == 3", "math.greatest([1.5, 2]) == 2"]
        ),
        FunctionSpec(
            "math.least",
            .least,
            extremeOverloads,
            summary: "The least of some numbers, or of the numbers in a list, which must not be empty.",
            examples: ["math.least(1, -3) == -3", "math.least(1, 2.5, 3u) == 1"]
        ),
    ]

    /// Numbers of one type give that type; of several, the one that it turns out to be.
    private static let extremeOverloads: [FunctionSpec.Overload] = {
        let types: [ValueType] = [.int, .uint, .double]
        var overloads = types.map { FunctionSpec.Overload([.list($0)], $0) }
        overloads.append(.init([.list(.number)], .dyn))
        overloads += types.map { FunctionSpec.Overload(isVariadic: true, [$0], $0) }
        overloads.append(.init(isVariadic: true, [.number], .dyn))
        return overloads
    }()
}
