#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

extension Workspace {
    /// The double nearest to a decimal text.
    ///
    /// Fails on any other text, and where no double is as large.
    mutating func parseDouble(_ value: Value) throws(Fault) -> Double {
        let text = view(value)
        if let special = text.specialDouble { return special }
        guard text.isDecimalNumber else { throw Fault(.invalidConversion) }
        // strtod wants a zero after the text; in the "C" locale it reads the grammar that was just checked.
        let start = bytes.count
        try appendBytes(of: value)
        try bytes.append(0)
        let terminated = bytes.view(from: start, count: value.count + 1)
        let result = terminated.unsafeBytes.bindMemory(to: CChar.self).baseAddress.map { strtod($0, nil) }
        bytes.truncate(to: start)
        guard let result, result.isFinite else { throw Fault(.overflow) }
        return result
    }
}

extension ByteView {
    fileprivate var specialDouble: Double? {
        guard count > 0 else { return nil }
        let isNegative = self[0] == UInt8(ascii: "-")
        let isSigned = isNegative || self[0] == UInt8(ascii: "+")
        let word = isSigned ? slice(1, count - 1) : self
        if word.isEqual(to: "Infinity") || word.isEqual(to: "Inf") || word.isEqual(to: "inf")
            || word.isEqual(to: "infinity")
        {
            return isNegative ? -.infinity : .infinity
        }
        return !isSigned && (isEqual(to: "NaN") || isEqual(to: "nan")) ? .nan : nil
    }

    /// `[+-] digits [. digits] [e [+-] digits]`, with a digit before or after the point.
    fileprivate var isDecimalNumber: Bool {
        var index = 0
        func digits() -> Int {
            let start = index
            while index < count, self[index] &- UInt8(ascii: "0") <= 9 { index += 1 }
            return index - start
        }
        func skip(_ bytes: UInt8...) -> Bool {
            guard index < count, bytes.contains(self[index]) else { return false }
            index += 1
            return true
        }
        _ = skip(UInt8(ascii: "+"), UInt8(ascii: "-"))
        var found = digits()
        if skip(UInt8(ascii: ".")) { found += digits() }
        guard found > 0 else { return false }
        if skip(UInt8(ascii: "e"), UInt8(ascii: "E")) {
            _ = skip(UInt8(ascii: "+"), UInt8(ascii: "-"))
            guard digits() > 0 else { return false }
        }
        return index == count
    }
}
