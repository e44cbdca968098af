import GateRuntime

/// Lines of the log while they are written: bytes that are appended to, without Strings on the way.
package struct LogText {
    /// What was written so far.
    package private(set) var bytes: [UInt8]
    /// Lines in it.
    package private(set) var lineCount = 0

    package init(capacity: Int) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    /// Appends a literal as it stands.
    mutating func append(_ literal: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
    }

    /// Appends bytes as they stand.
    mutating func append(_ raw: ByteView) {
        bytes.append(contentsOf: raw.unsafeBytes)
    }

    /// Appends bytes as they stand.
    mutating func append(_ raw: ArraySlice<UInt8>) {
        bytes.append(contentsOf: raw)
    }

    mutating func appendByte(_ byte: UInt8) {
        bytes.append(byte)
    }

    /// Appends a number in decimal.
    mutating func append(_ number: Int) {
        var digits = InlineArray<20, UInt8>(repeating: 0)
        var index = 20
        var rest = number.magnitude
        repeat {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            index -= 1
            digits[index] = 0x30 + UInt8(truncatingIfNeeded: digit)
            rest = quotient
        } while rest > 0
        if number < 0 { bytes.append(0x2D) }
        while index < 20 {
            bytes.append(digits[index])
            index += 1
        }
    }

    /// Appends the last `count` digits of a number, zeros in front.
    mutating func append(_ number: Int, digits count: Int) {
        var divisor = 1
        for _ in 1..<count { divisor *= 10 }
        while divisor > 0 {
            bytes.append(0x30 + UInt8(truncatingIfNeeded: number / divisor % 10))
            divisor /= 10
        }
    }

    /// Appends the 36 bytes of an id.
    mutating func append(_ id: RequestID) {
        for index in 0..<36 { bytes.append(id.text[index]) }
    }

    /// Ends a line.
    mutating func endLine() {
        bytes.append(0x0A)
        lineCount += 1
    }

    static func hexadecimal(_ nibble: UInt8) -> UInt8 {
        nibble + (nibble < 10 ? 0x30 : 0x57)
    }
}
