/// The conversions between types.
enum ConversionSpecs {
    private static func conversion(
        _ name: String,
        _ operation: Operation,
        from sources: [ValueType],
        to target: ValueType,
        _ summary: String,
        _ examples: [String]
    ) -> FunctionSpec {
        FunctionSpec(
            name,
            operation,
            sources.map { .init([$0], target) },
            summary: summary,
            examples: examples
        )
    }

    static let all: [FunctionSpec] = [
        conversion(
            "bool",
            .toBool,
            from: [.bool, .string],
            to: .bool,
            "From text: true of 1, t, T, true, TRUE, True; false of 0, f, F, false, FALSE, False; otherwise an error.",
            ["bool('true')", "!bool('0')"]
        ),
        conversion(
            "int",
            .toInt,
            from: [.int, .uint, .double, .string, .timestamp],
            to: .int,
            "From a number without its fraction, from decimal text, or the seconds since 1970. Out of range is an error.",
            ["int('-17') == -17", "int(3.9) == 3", "int(timestamp('1970-01-01T00:01:00Z')) == 60"]
        ),
        conversion(
            "uint",
            .toUint,
            from: [.uint, .int, .double, .string],
            to: .uint,
            "From a number without its fraction, or from decimal digits. Out of range is an error.",
            ["uint('17') == 17u", "uint(2.5) == 2u"]
        ),
        conversion(
            "double",
            .toDouble,
            from: [.double, .int, .uint, .string],
            to: .double,
            "From a number, or from text such as 1.5, -2e3, Infinity or NaN.",
            ["double('1.5') == 1.5", "double(2) == 2.0"]
        ),
        conversion(
            "string",
            .toString,
            from: [.string, .bool, .int, .uint, .double, .bytes, .timestamp, .duration, .ip, .cidr],
            to: .string,
            "As text: numbers in decimal, bytes as UTF-8 (an error if they are not), times as RFC 3339, durations as 1.5s.",
            ["string(17) == '17'", "string(1.5) == '1.5'", "string(duration('1m')) == '60s'", "string(true) == 'true'"]
        ),
        conversion(
            "bytes",
            .toBytes,
            from: [.bytes, .string],
            to: .bytes,
            "The UTF-8 of the text.",
            ["bytes('a') == b'a'"]
        ),
        conversion(
            "timestamp",
            .toTimestamp,
            from: [.timestamp, .int, .string],
            to: .timestamp,
            "From RFC 3339 text or seconds since 1970, from the year 1 to 9999.",
            [
                "timestamp('2026-02-03T04:05:06Z') > timestamp(0)",
                "timestamp('1970-01-01T01:00:00+01:00') == timestamp(0)",
            ]
        ),
        conversion(
            "duration",
            .toDuration,
            from: [.duration, .string],
            to: .duration,
            "From numbers with the units h, m, s, ms, us, ns, such as 1h30m or 1.5s, up to about 292 years.",
            ["duration('1h30m') == duration('90m')", "duration('1.5s') > duration('1500000us') - duration('1ns')"]
        ),
        FunctionSpec(
            "dyn",
            .toDyn,
            [.init([.parameter("A")], .dyn)],
            summary: "The value itself, without a type that is known before a request.",
            examples: ["dyn(1) == 1.0"]
        ),
        FunctionSpec(
            "type",
            .typeOf,
            [.init([.parameter("A")], .type)],
            summary: "The type of the value.",
            examples: ["type(1) == int", "type('a') != bytes"]
        ),
    ]
}
