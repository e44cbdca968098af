#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

/// A finite number with `precision` digits after the point, correctly rounded: `%f` and `%e` of C.
func decimalText(_ number: Double, isScientific: Bool, precision: Int) -> [UInt8] {
    var buffer = [CChar](repeating: 0, count: 340 + precision)
    let count = withVaList([Int32(truncatingIfNeeded: precision), number]) { arguments in
        vsnprintf(&buffer, buffer.count, isScientific ? "%.*e" : "%.*f", arguments)
    }
    return buffer.prefix(max(0, min(Int(count), buffer.count - 1))).map { UInt8(bitPattern: $0) }
}

extension Workspace {
    /// Appends a value as `%s` shows it: strings without quotes, lists in brackets, maps in braces by the text of keys.
    mutating func appendShown(_ value: Value, depth: Int) throws(Fault) {
        guard depth < 256 else { throw Fault(.depthExceeded) }
        switch value.kind {
        case .null, .absent: try bytes.append("null")
        case .type: for byte in (value.namedType?.rawValue ?? "").utf8 { try bytes.append(byte) }
        case .bytes:
            guard view(value).isUTF8 else { throw Fault(.invalidArgument) }
            try appendBytes(of: value)
        case .list:
            try bytes.append(UInt8(ascii: "["))
            var isFirst = true
            var cursor = try cursor(over: value)
            while let (_, element) = try advance(&cursor) {
                try charge(OperationCost.element)
                if !isFirst { try bytes.append(", ") }
                isFirst = false
                try appendShown(element, depth: depth + 1)
            }
            try bytes.append(UInt8(ascii: "]"))
        case .map: try appendShownMap(value, depth: depth)
        case .optional, .error: throw Fault(.invalidArgument)
        default: try appendText(of: value)
        }
    }

    private mutating func appendShownMap(_ map: Value, depth: Int) throws(Fault) {
        var entries: [(key: [UInt8], value: Value)] = []
        var cursor = try cursor(over: map)
        while let (key, element) = try advance(&cursor) {
            try charge(OperationCost.sortedEntry)
            let start = bytes.count
            try appendShown(key, depth: depth + 1)
            try charge(bytes: bytes.count - start, .rewritten)
            entries.append((Array(bytes.view(from: start, count: bytes.count - start).unsafeBytes), element))
            bytes.truncate(to: start)
        }
        entries.sort { $0.key.lexicographicallyPrecedes($1.key) }
        try bytes.append(UInt8(ascii: "{"))
        for (index, entry) in entries.enumerated() {
            if index > 0 { try bytes.append(", ") }
            for byte in entry.key { try bytes.append(byte) }
            try bytes.append(": ")
            try appendShown(entry.value, depth: depth + 1)
        }
        try bytes.append(UInt8(ascii: "}"))
    }
}
