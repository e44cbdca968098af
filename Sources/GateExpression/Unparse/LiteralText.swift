extension ExpressionSyntax.Literal {
    /// The literal as CEL text.
    package var canonicalText: String {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .int(let value): "\(value)"
        case .uint(let value): "\(value)u"
        case .double(let value): "\(value)"
        case .string(let text): quoted(text)
        case .bytes(let bytes): quoted(bytes)
        }
    }
}

private func quoted(_ text: String) -> String {
    var output = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": output += "\\\""
        case "\\": output += "\\\\"
        case "\n": output += "\\n"
        case "\r": output += "\\r"
        case "\t": output += "\\t"
        case _ where scalar.value < 0x20 || scalar.value == 0x7F: output += "\\x" + hex(UInt8(scalar.value))
        default: output.unicodeScalars.append(scalar)
        }
    }
    return output + "\""
}

private func quoted(_ bytes: [UInt8]) -> String {
    var output = "b\""
    for byte in bytes {
        switch byte {
        case UInt8(ascii: "\""): output += "\\\""
        case UInt8(ascii: "\\"): output += "\\\\"
        case 0x20...0x7E: output.unicodeScalars.append(Unicode.Scalar(byte))
        default: output += "\\x" + hex(byte)
        }
    }
    return output + "\""
}

private func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16)
    return digits.count == 1 ? "0" + digits : digits
}
