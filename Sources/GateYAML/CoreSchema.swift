/// Reads plain scalars by the core schema of YAML 1.2.2, section 10.3.2.
enum CoreSchema {
    /// The types that a tag can ask for.
    enum ScalarTag: String {
        case null = "tag:yaml.org,2002:null"
        case bool = "tag:yaml.org,2002:bool"
        case int = "tag:yaml.org,2002:int"
        case float = "tag:yaml.org,2002:float"
        case string = "tag:yaml.org,2002:str"
    }

    /// The value of a plain scalar without a tag.
    static func resolve(_ text: String) -> YAMLScalar.CoreValue {
        // Almost every scalar is a word: one look at the first byte settles that.
        guard let first = text.utf8.first else { return .null }
        switch first {
        case UInt8(ascii: "~"), UInt8(ascii: "n"), UInt8(ascii: "N"):
            return isNull(text) ? .null : .string
        case UInt8(ascii: "t"), UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"):
            return bool(text).map { .bool($0) } ?? .string
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."):
            return number(text) ?? .string
        default: return .string
        }
    }

    /// The value of a scalar under a tag, or nil if its text is none of that type.
    static func resolve(_ text: String, as tag: ScalarTag) -> YAMLScalar.CoreValue? {
        switch tag {
        case .string: return .string
        case .null: return isNull(text) ? .null : nil
        case .bool: return bool(text).map { .bool($0) }
        case .int:
            guard isInteger(Array(text.utf8)) else { return nil }
            return number(text)
        case .float:
            switch number(text) {
            case .int(let value): return .float(Double(value))
            case let value: return value
            }
        }
    }

    private static func isNull(_ text: String) -> Bool {
        ["", "~", "null", "Null", "NULL"].contains(text)
    }

    private static func bool(_ text: String) -> Bool? {
        switch text {
        case "true", "True", "TRUE": true
        case "false", "False", "FALSE": false
        default: nil
        }
    }

    private static func number(_ text: String) -> YAMLScalar.CoreValue? {
        let bytes = Array(text.utf8)
        if isInteger(bytes) { return integer(text, bytes) }
        if isDecimalFloat(bytes) { return Double(text).map { .float($0) } }
        switch text {
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .float(.infinity)
        case "-.inf", "-.Inf", "-.INF": return .float(-.infinity)
        case ".nan", ".NaN", ".NAN": return .float(.nan)
        default: return nil
        }
    }

    /// `[-+]?[0-9]+`, `0o[0-7]+` or `0x[0-9a-fA-F]+`.
    private static func isInteger(_ bytes: [UInt8]) -> Bool {
        if let radix = prefixedRadix(bytes) {
            return bytes.count > 2 && bytes.dropFirst(2).allSatisfy { digit($0, radix: radix) != nil }
        }
        let digits = dropSign(bytes[...])
        return !digits.isEmpty && digits.allSatisfy { digit($0, radix: 10) != nil }
    }

    /// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`.
    private static func isDecimalFloat(_ bytes: [UInt8]) -> Bool {
        var rest = dropSign(bytes[...])
        let whole = rest.prefix { digit($0, radix: 10) != nil }
        rest = rest.dropFirst(whole.count)
        var fractionCount = 0
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            fractionCount = rest.prefix { digit($0, radix: 10) != nil }.count
            rest = rest.dropFirst(fractionCount)
        }
        guard !whole.isEmpty || fractionCount > 0 else { return false }
        guard let exponent = rest.first else { return true }
        guard exponent | 0x20 == UInt8(ascii: "e") else { return false }
        let digits = dropSign(rest.dropFirst())
        return !digits.isEmpty && digits.allSatisfy { digit($0, radix: 10) != nil }
    }

    private static func integer(_ text: String, _ bytes: [UInt8]) -> YAMLScalar.CoreValue? {
        guard let radix = prefixedRadix(bytes) else {
            if let value = Int64(text) { return .int(value) }
            return Double(text).map { .float($0) }
        }
        if let value = Int64(text.dropFirst(2), radix: radix) { return .int(value) }
        var value = 0.0
        for byte in bytes.dropFirst(2) { value = value * Double(radix) + Double(digit(byte, radix: radix) ?? 0) }
        return .float(value)
    }

    private static func prefixedRadix(_ bytes: [UInt8]) -> Int? {
        guard bytes.count >= 2, bytes[0] == UInt8(ascii: "0") else { return nil }
        switch bytes[1] {
        case UInt8(ascii: "o"): return 8
        case UInt8(ascii: "x"): return 16
        default: return nil
        }
    }

    private static func dropSign(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "+") ? bytes.dropFirst() : bytes
    }

    private static func digit(_ byte: UInt8, radix: Int) -> Int? {
        let value: Int
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): value = Int(byte) - 0x30
        case UInt8(ascii: "a")...UInt8(ascii: "f"): value = Int(byte) - 0x61 + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): value = Int(byte) - 0x41 + 10
        default: return nil
        }
        return value < radix ? value : nil
    }
}
