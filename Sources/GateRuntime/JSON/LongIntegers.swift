/// A copy of a JSON text in which integers outside 64 bits are written as floating point numbers; nil where it has none.
///
/// simdjson refuses such integers. `123…9` becomes `123…9e0`, the same number, which it reads as the nearest double.
/// The text need not be valid: what is wrong with it stays wrong.
func longIntegersRewritten(_ text: ByteView) -> [UInt8]? {
    var result: [UInt8] = []
    var copied = 0
    var index = 0
    while index < text.count {
        let byte = text[index]
        if byte == UInt8(ascii: "\"") {
            index = endOfString(in: text, from: index)
        } else if isNumberByte(byte) {
            let start = index
            while index < text.count, isNumberByte(text[index]) { index += 1 }
            if isLongInteger(text.slice(start, index - start)) {
                result.append(contentsOf: text.slice(copied, index - copied).unsafeBytes)
                result.append(contentsOf: "e0".utf8)
                copied = index
            }
        } else {
            index += 1
        }
    }
    guard copied > 0 else { return nil }
    result.append(contentsOf: text.slice(copied, text.count - copied).unsafeBytes)
    return result
}

/// The offset after the string that opens at `start`, or the end of the text.
private func endOfString(in text: ByteView, from start: Int) -> Int {
    var index = start + 1
    while index < text.count {
        switch text[index] {
        case UInt8(ascii: "\\"): index += 2
        case UInt8(ascii: "\""): return index + 1
        default: index += 1
        }
    }
    return text.count
}

private func isNumberByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
        UInt8(ascii: "e"), UInt8(ascii: "E"):
        true
    default: false
    }
}

/// Whether a run of number bytes is a decimal integer that neither Int64 nor UInt64 holds.
private func isLongInteger(_ token: ByteView) -> Bool {
    let isNegative = token[0] == UInt8(ascii: "-")
    let first = isNegative ? 1 : 0
    // 2^63 has 19 digits. A leading zero is malformed and stays so.
    guard token.count - first >= 19, token[first] != UInt8(ascii: "0") else { return false }
    var magnitude: UInt64 = 0
    var isOutside = false
    for index in first..<token.count {
        let digit = token[index] &- UInt8(ascii: "0")
        guard digit <= 9 else { return false }
        let (product, overflow) = magnitude.multipliedReportingOverflow(by: 10)
        let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
        isOutside = isOutside || overflow || carry
        magnitude = sum
    }
    return isOutside || (isNegative && magnitude > UInt64(Int64.max) + 1)
}
