import GateRuntime

/// A small function library, so that the checker is tested by itself.
enum TestLibrary {
    private static let a = ValueType.parameter("A")
    private static let b = ValueType.parameter("B")

    private static func operators(_ names: [String], _ types: [ValueType]) -> [FunctionSpec] {
        names.map { name in
            FunctionSpec(name, .equal, types.map { .init([$0, $0], $0) }, summary: "")
        }
    }

    private static func function(_ name: String, _ overloads: FunctionSpec.Overload...) -> FunctionSpec {
        FunctionSpec(name, .equal, overloads, summary: "")
    }

    static let all: [FunctionSpec] =
        operators(["_+_"], [.int, .uint, .double, .string, .bytes, .duration, .list(a)])
        + operators(["_-_", "_*_", "_/_"], [.int, .uint, .double])
        + operators(["_%_"], [.int, .uint])
        + [
            function("-_", .init([.int], .int), .init([.double], .double)),
            function("!_", .init([.bool], .bool)),
            function("_==_", .init([a, a], .bool)),
            function("@in", .init([a, .list(a)], .bool), .init([a, .map(a, b)], .bool), .init([.ip, .cidr], .bool)),
            function("size", .init([.string], .int), .init([.list(a)], .int), .init(isMember: true, [.string], .int)),
            function("int", .init([.string], .int), .init([.double], .int), .init([.int], .int)),
            function("bool", .init([.string], .bool)),
            function("dyn", .init([a], .dyn)),
            function("type", .init([a], .type)),
            function("startsWith", .init(isMember: true, [.string, .string], .bool)),
            function("upperAscii", .init(isMember: true, [.string], .string)),
            function("getHours", .init(isMember: true, [.timestamp], .int)),
            function("math.abs", .init([.int], .int), .init([.double], .double)),
            function("math.least", .init([.list(.dyn)], .dyn)),
            function("math.max", .init(isVariadic: true, [.int], .int), .init(isVariadic: true, [.double], .double)),
            function("optional.of", .init([a], .optional(a))),
            function("optional.none", .init([], .optional(a))),
            function("hasValue", .init(isMember: true, [.optional(a)], .bool)),
            function("orValue", .init(isMember: true, [.optional(a), a], a)),
            function("tuple", .init([a, b], .map(a, b))),
            function("ip", .init([.string], .ip)),
            function("cidr", .init([.string], .cidr)),
        ]

    static let byName = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
}
