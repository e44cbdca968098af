extension Workspace {
    /// The strings extension.
    ///
    /// Positions count code points.
    mutating func callStrings(_ operation: Operation, _ arguments: Arguments) throws(Fault) -> Value {
        let first = arguments.first
        if operation == .join { return try join(arguments) }
        guard first.kind == .string else { throw Fault(.noSuchOverload) }
        switch operation {
        case .charAt: return try charAt(arguments)
        case .indexOf, .lastIndexOf: return try indexOf(arguments, isLast: operation == .lastIndexOf)
        case .lowerAscii, .upperAscii:
            try arguments.expect(1)
            return try asciiCase(first, isUpper: operation == .upperAscii)
        case .replace: return try replace(arguments)
        case .split: return try split(arguments)
        case .substring: return try substring(arguments)
        case .trim:
            try arguments.expect(1)
            return trim(first)
        case .quote:
            try arguments.expect(1)
            return try quote(first)
        case .reverse:
            try arguments.expect(1)
            return try reverse(first)
        default: return try format(arguments)
        }
    }
}

extension Value {
    /// A part of this string, in bytes.
    func part(_ start: Int, _ end: Int) -> Value {
        .string(place, offset: offset + start, count: end - start)
    }
}

extension Arguments {
    /// An argument that must be an int.
    func int(_ value: Value) throws(Fault) -> Int64 {
        guard value.kind == .int else { throw Fault(.noSuchOverload) }
        return value.asInt
    }

    /// A count that must be an int; a negative one is none.
    func limit(_ value: Value) throws(Fault) -> Int64 {
        let count = try int(value)
        return count < 0 ? .max : count
    }

    func expectString(_ value: Value) throws(Fault) {
        guard value.kind == .string else { throw Fault(.noSuchOverload) }
    }
}

/// The strings extension.
enum StringSpecs {
    static let all: [FunctionSpec] = [
        .charAt, .indexOf, .lastIndexOf, .lowerAscii, .upperAscii, .replace, .split, .substring, .trim, .join, .quote,
        .reverse, .format,
    ]
}
