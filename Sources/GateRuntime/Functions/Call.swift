extension Workspace {
    /// The result of a function or operator on operands that are not errors.
    ///
    /// Each family checks the kinds of its operands; the wrong kinds or the wrong count are ``FaultCode/noSuchOverload``.
    mutating func call(_ operation: Operation, _ arguments: Arguments) throws(Fault) -> Value {
        let (first, second) = (arguments.first, arguments.second)
        switch operation {
        case .equal: return .bool(try equal(first, second))
        case .notEqual: return .bool(try !equal(first, second))
        case .less, .lessOrEqual, .greater, .greaterOrEqual: return .bool(try ordered(operation, first, second))
        case .contained: return .bool(try contains(second, first))
        case .index: return try index(first, second)
        case .optionalIndex: return try indexOptional(first, second)
        case .logicalNot:
            guard first.kind == .bool else { throw Fault(.noSuchOverload) }
            return .bool(first.payload == 0)
        case .add, .subtract, .multiply, .divide, .remainder, .negate: return try arithmetic(operation, arguments)
        case .logicalAnd, .logicalOr, .conditional: throw Fault(.noSuchOverload)
        default: break
        }
        try charge(operation, arguments)
        switch operation {
        case .size, .contains, .startsWith, .endsWith, .matches: return try callText(operation, arguments)
        case .toBool, .toInt, .toUint, .toDouble, .toString, .toBytes, .toTimestamp, .toDuration, .toDyn, .typeOf:
            return try callConversion(operation, arguments)
        case .fullYear, .month, .date, .dayOfMonth, .dayOfWeek, .dayOfYear, .hours, .minutes, .seconds, .milliseconds:
            return try callTime(operation, arguments)
        case .charAt, .indexOf, .lastIndexOf, .lowerAscii, .upperAscii, .replace, .split, .substring, .trim, .join,
            .quote, .reverse, .format:
            return try callStrings(operation, arguments)
        case .greatest, .least, .ceil, .floor, .round, .trunc, .abs, .sign, .squareRoot, .isNaN, .isInf, .isFinite,
            .bitAnd, .bitOr, .bitXor, .bitNot, .bitShiftLeft, .bitShiftRight:
            return try callMath(operation, arguments)
        case .base64Encode, .base64Decode: return try callEncoding(operation, arguments)
        case .optionalOf, .optionalOfNonZero, .optionalNone, .hasValue, .optionalValue, .optionalOr, .optionalOrValue:
            return try callOptional(operation, arguments)
        case .toIP, .toCIDR, .isIP, .isCIDR, .isCanonicalIP, .ipFamily, .isUnspecified, .isLoopback, .isGlobalUnicast,
            .isLinkLocalMulticast, .isLinkLocalUnicast, .containsIP, .containsCIDR, .maskedCIDR, .prefixLength:
            return try callNetwork(operation, arguments)
        default: return try callAddition(operation, arguments)
        }
    }

    /// The functions that CEL and its common extensions do not have.
    private mutating func callAddition(_ operation: Operation, _ arguments: Arguments) throws(Fault) -> Value {
        switch operation {
        case .parseJSON, .encodeJSON: return try callJSON(operation, arguments)
        case .urlEncode, .urlDecode, .urlEncodeForm, .urlDecodeForm, .urlQuery: return try callURL(operation, arguments)
        case .sha256, .sha1, .md5: return try callHash(operation, arguments)
        case .regexExtract, .regexExtractAll, .regexReplace: return try callRegex(operation, arguments)
        case .sum: return try total(arguments)
        default: return try callCalendar(operation, arguments)
        }
    }

    private mutating func callText(_ operation: Operation, _ arguments: Arguments) throws(Fault) -> Value {
        if operation == .size {
            try arguments.expect(1)
            return .int(Int64(try size(arguments.first)))
        }
        try arguments.expect(2)
        return .bool(try textTest(operation, arguments.first, arguments.second))
    }

    /// Whether a text has, begins with or ends with another, or a pattern matches in it.
    mutating func textTest(_ operation: Operation, _ left: Value, _ right: Value) throws(Fault) -> Bool {
        guard left.kind == .string, right.kind == .string else { throw Fault(.noSuchOverload) }
        let (text, part) = (view(left), view(right))
        switch operation {
        case .contains:
            return try firstIndex(of: part, in: text, from: 0) != nil
        case .startsWith, .endsWith:
            try charge(bytes: part.count)
            return operation == .startsWith ? text.hasPrefix(part) : text.hasSuffix(part)
        case .matches:
            return try matches(text, pattern: part)
        default: throw Fault(.noSuchOverload)
        }
    }
}
