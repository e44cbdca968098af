import GateRuntime

extension LogText {
    /// Appends `2026-01-31T09:05:00.123Z` (RFC 3339, section 5.6).
    package mutating func appendTime(seconds: Int64, nanoseconds: Int32) {
        let time = CivilTime(seconds: seconds)
        append(Int(time.year), digits: 4)
        append("-")
        append(time.month, digits: 2)
        append("-")
        append(time.day, digits: 2)
        append("T")
        append(time.hour, digits: 2)
        append(":")
        append(time.minute, digits: 2)
        append(":")
        append(time.second, digits: 2)
        append(".")
        append(Int(nanoseconds) / 1_000_000, digits: 3)
        append("Z")
    }
}
