/// Timestamps and durations as text, without the heap.
extension Arena where Entry == UInt8 {
    /// Appends a timestamp as RFC 3339 in UTC with as many digits of a second as it needs: `2021-09-10T14:23:33Z`.
    ///
    /// Years outside 0001 to 9999 have no such form: ``FaultCode/notRepresentable``.
    package mutating func append(timestampSeconds seconds: Int64, nanoseconds: Int32) throws(Fault) {
        // 0001-01-01T00:00:00Z to 9999-12-31T23:59:59Z.
        guard seconds >= -62_135_596_800, seconds <= 253_402_300_799 else { throw Fault(.notRepresentable) }
        let time = CivilTime(seconds: seconds)
        try append(decimal: UInt64(time.year), width: 4)
        try append(UInt8(ascii: "-"))
        try append(decimal: UInt64(time.month), width: 2)
        try append(UInt8(ascii: "-"))
        try append(decimal: UInt64(time.day), width: 2)
        try append(UInt8(ascii: "T"))
        try append(decimal: UInt64(time.hour), width: 2)
        try append(UInt8(ascii: ":"))
        try append(decimal: UInt64(time.minute), width: 2)
        try append(UInt8(ascii: ":"))
        try append(decimal: UInt64(time.second), width: 2)
        try append(fraction: nanoseconds.magnitude)
        try append(UInt8(ascii: "Z"))
    }

    /// Appends a duration in seconds, as JSON has it for protobuf: `3.5s`, `-0.25s`.
    package mutating func append(durationSeconds seconds: Int64, nanoseconds: Int32) throws(Fault) {
        if seconds < 0 || nanoseconds < 0 { try append(UInt8(ascii: "-")) }
        try append(decimal: seconds.magnitude)
        try append(fraction: nanoseconds.magnitude)
        try append(UInt8(ascii: "s"))
    }

    /// Appends a point and the digits of nanoseconds without trailing zeros; nothing for zero.
    private mutating func append(fraction nanoseconds: UInt32) throws(Fault) {
        guard nanoseconds > 0 else { return }
        var digits = UInt64(nanoseconds)
        var width = 9
        while digits % 10 == 0 {
            digits /= 10
            width -= 1
        }
        try append(UInt8(ascii: "."))
        try append(decimal: digits, width: width)
    }
}
