/// The operators, by CEL's names.
enum OperatorSpecs {
    private static let a = ValueType.parameter("A")
    private static let b = ValueType.parameter("B")
    private static let numbers: [ValueType] = [.int, .uint, .double]

    static let all: [FunctionSpec] = logic + comparisons + arithmetic + access

    private static let logic = [
        FunctionSpec(
            "_&&_",
            .logicalAnd,
            [.init([.bool, .bool], .bool)],
            summary: "True where both operands are. False next to an error is false.",
            examples: ["true && !false", "!(1 / 0 > 0 && false)"]
        ),
        FunctionSpec(
            "_||_",
            .logicalOr,
            [.init([.bool, .bool], .bool)],
            summary: "True where one of the operands is. True next to an error is true.",
            examples: ["false || true", "1 / 0 > 0 || true"]
        ),
        FunctionSpec(
            "!_",
            .logicalNot,
            [.init([.bool], .bool)],
            summary: "True where the operand is false.",
            examples: ["!false"]
        ),
        FunctionSpec(
            "_?_:_",
            .conditional,
            [.init([.bool, a, a], a)],
            summary: "The second operand where the first is true, otherwise the third. The other is not evaluated.",
            examples: ["(true ? 1 : 1 / 0) == 1"]
        ),
    ]

    private static let comparisons =
        [
            FunctionSpec(
                "_==_",
                .equal,
                [.init([a, a], .bool)],
                summary: "Whether both are equal: numbers by value, lists and maps element by element.",
                examples: ["1 == 1", "[1, 2] == [1, 2]", "{'a': 1} == {'a': 1}", "dyn(1) == 1.0"]
            ),
            FunctionSpec(
                "_!=_",
                .notEqual,
                [.init([a, a], .bool)],
                summary: "Whether both are not equal.",
                examples: ["'a' != 'A'"]
            ),
        ] + [
            ordering("_<_", .less, "less than", ["1 < 2", "'a' < 'b'", "1 < 1.5"]),
            ordering("_<=_", .lessOrEqual, "less than or equal to", ["2 <= 2"]),
            ordering("_>_", .greater, "greater than", ["duration('2s') > duration('1s')"]),
            ordering("_>=_", .greaterOrEqual, "greater than or equal to", ["b'b' >= b'a'"]),
        ]

    private static func ordering(
        _ name: String,
        _ operation: Operation,
        _ words: String,
        _ examples: [String]
    ) -> FunctionSpec {
        let same: [ValueType] = [.bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration]
        var overloads = same.map { FunctionSpec.Overload([$0, $0], .bool) }
        for left in numbers {
            for right in numbers where left != right { overloads.append(.init([left, right], .bool)) }
        }
        return FunctionSpec(
            name,
            operation,
            overloads,
            summary:
                "Whether the first is \(words) the second: numbers by value, text by code point, false before true.",
            examples: examples
        )
    }

    private static func pairs(_ types: [ValueType]) -> [FunctionSpec.Overload] {
        types.map { FunctionSpec.Overload([$0, $0], $0) }
    }

    private static let arithmetic = [
        FunctionSpec(
            "_+_",
            .add,
            pairs(numbers + [.string, .bytes, .duration, .list(a)]) + [
                .init([.timestamp, .duration], .timestamp), .init([.duration, .timestamp], .timestamp),
            ],
            summary: "The sum of numbers or times, or text, bytes or lists joined. A sum out of range is an error.",
            examples: ["1 + 2 == 3", "'a' + 'b' == 'ab'", "[1] + [2] == [1, 2]"]
        ),
        FunctionSpec(
            "_-_",
            .subtract,
            pairs(numbers + [.duration]) + [
                .init([.timestamp, .duration], .timestamp), .init([.timestamp, .timestamp], .duration),
            ],
            summary: "The difference of numbers or times. A difference out of range is an error.",
            examples: ["3 - 4 == -1", "timestamp(10) - timestamp(4) == duration('6s')"]
        ),
        FunctionSpec(
            "_*_",
            .multiply,
            pairs(numbers),
            summary: "The product. A product out of range is an error.",
            examples: ["6 * 7 == 42"]
        ),
        FunctionSpec(
            "_/_",
            .divide,
            pairs(numbers),
            summary: "The quotient, for integers without its fraction. An integer divided by zero is an error.",
            examples: ["7 / 2 == 3", "7.0 / 2.0 == 3.5", "-7 / 2 == -3"]
        ),
        FunctionSpec(
            "_%_",
            .remainder,
            pairs([.int, .uint]),
            summary: "The remainder, with the sign of the first operand. An integer divided by zero is an error.",
            examples: ["7 % 4 == 3", "-7 % 4 == -3"]
        ),
        FunctionSpec(
            "-_",
            .negate,
            [.init([.int], .int), .init([.double], .double)],
            summary: "The negative number. That of the smallest int is an error.",
            examples: ["-(3) == 0 - 3"]
        ),
    ]

    private static let access = [
        FunctionSpec(
            "@in",
            .contained,
            [
                .init([a, .list(a)], .bool), .init([a, .map(a, b)], .bool),
                .init([.ip, .cidr], .bool), .init([.string, .cidr], .bool), .init([.cidr, .cidr], .bool),
            ],
            summary: """
                Whether a list has an element, a map a key, or a range of addresses an address or another range. Text that \
                is no address is an error.
                """,
            examples: ["2 in [1, 2]", "'a' in {'a': 1}", "'192.0.2.7' in cidr('192.0.2.0/24')"]
        ),
        FunctionSpec(
            "_[_]",
            .index,
            [
                .init([.list(a), .int], a), .init([.map(a, b), a], b),
                .init([.optional(.list(a)), .int], .optional(a)),
                .init([.optional(.map(a, b)), a], .optional(b)),
            ],
            summary: "The element at an index from 0, or the value of a key. A missing one is an error.",
            examples: ["['a', 'b'][1] == 'b'", "{'a': 1}['a'] == 1"]
        ),
        FunctionSpec(
            "_[?_]",
            .optionalIndex,
            [
                .init([.list(a), .int], .optional(a)), .init([.map(a, b), a], .optional(b)),
                .init([.optional(.list(a)), .int], .optional(a)),
                .init([.optional(.map(a, b)), a], .optional(b)),
            ],
            summary: "An optional of the element at an index or of the value of a key, none where it is missing.",
            examples: ["[1][?0] == optional.of(1)", "!{'a': 1}[?'b'].hasValue()"]
        ),
    ]
}
