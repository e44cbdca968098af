/// The text of the current second, made once and used for every line in it.
struct TimeStamp {
    private var second: Int64 = .min
    /// Date and time of the second with a fraction of zero, as `appendTime` writes them.
    private var text = LogText(capacity: 32)

    /// Makes the text where the second is another.
    mutating func update(seconds: Int64) {
        guard seconds != second else { return }
        second = seconds
        text = LogText(capacity: 32)
        text.appendTime(seconds: seconds, nanoseconds: 0)
    }

    /// Appends the whole time, to the millisecond.
    func write(to line: inout LogText, nanoseconds: Int32) {
        line.append(text.bytes.dropLast(4))
        line.append(Int(nanoseconds) / 1_000_000, digits: 3)
        line.append("Z")
    }
}
