/// What the machine does for a function or operator; operands are checked by kind when it runs.
package enum Operation: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    // Operators that the lowering turns into jumps, since they do not evaluate every operand.
    case logicalAnd, logicalOr, conditional

    // Operators.
    case logicalNot, negate
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
    case contained
    case add, subtract, multiply, divide, remainder
    case index, optionalIndex

    // Strings and sizes.
    case size, contains, startsWith, endsWith, matches

    // Conversions.
    case toBool, toInt, toUint, toDouble, toString, toBytes, toTimestamp, toDuration, toDyn, typeOf

    // Timestamps and durations.
    case fullYear, month, date, dayOfMonth, dayOfWeek, dayOfYear, hours, minutes, seconds, milliseconds

    // The strings extension.
    case charAt, indexOf, lastIndexOf, lowerAscii, upperAscii, replace, split, substring, trim, join, quote, reverse
    case format

    // The math extension.
    case greatest, least, ceil, floor, round, trunc, abs, sign, squareRoot, isNaN, isInf, isFinite
    case bitAnd, bitOr, bitXor, bitNot, bitShiftLeft, bitShiftRight

    // The encoders extension.
    case base64Encode, base64Decode

    // Optionals; `or` and `orValue` are lowered to jumps.
    case optionalOf, optionalOfNonZero, optionalNone, hasValue, optionalValue, optionalOr, optionalOrValue

    // The network extension.
    case toIP, toCIDR, isIP, isCIDR, isCanonicalIP, ipFamily
    case isUnspecified, isLoopback, isGlobalUnicast, isLinkLocalMulticast, isLinkLocalUnicast
    case containsIP, containsCIDR, maskedCIDR, prefixLength

    // Calendars.
    case startOfUnit, endOfUnit, addUnits, subtractUnits, unitsBetween, preciseUnitsBetween
    case timePart, isLeapYear, formatTime, parseTime, fromUnix, toUnix, convertUnits

    // Encodings.
    case parseJSON, encodeJSON, urlEncode, urlDecode, urlEncodeForm, urlDecodeForm, urlQuery

    // Hashes without a key.
    case sha256, sha1, md5

    // The regex extension.
    case regexExtract, regexExtractAll, regexReplace

    // Lists.
    case sum
}
