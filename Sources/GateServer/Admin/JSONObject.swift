/// A JSON object while it is written.
struct JSONObject {
    private var text = LogText(capacity: 512)
    private var isEmpty = true

    init() {
        text.append("{")
    }

    mutating func add(_ name: String, _ value: String?) {
        key(name)
        if let value { text.appendString(value) } else { text.append("null") }
    }

    mutating func add(_ name: String, _ value: Int?) {
        key(name)
        if let value { text.append(value) } else { text.append("null") }
    }

    mutating func add(_ name: String, _ value: WallTime?) {
        key(name)
        guard let value else { return text.append("null") }
        text.append("\"")
        text.appendTime(seconds: value.seconds, nanoseconds: value.nanoseconds)
        text.append("\"")
    }

    /// Adds a number of seconds, to the microsecond.
    mutating func add(_ name: String, nanoseconds: UInt64) {
        key(name)
        let microseconds = Int(clamping: nanoseconds / 1000)
        text.append(microseconds / 1_000_000)
        text.append(".")
        text.append(microseconds % 1_000_000, digits: 6)
    }

    mutating func add(_ name: String, _ values: [String]) {
        key(name)
        text.append("[")
        for (index, value) in values.enumerated() {
            if index > 0 { text.append(",") }
            text.appendString(value)
        }
        text.append("]")
    }

    mutating func add(_ name: String, _ object: JSONObject?) {
        key(name)
        guard let object else { return text.append("null") }
        text.append(object.closed[...])
    }

    mutating func add(_ name: String, _ objects: [JSONObject]) {
        key(name)
        text.append("[")
        for (index, object) in objects.enumerated() {
            if index > 0 { text.append(",") }
            text.append(object.closed[...])
        }
        text.append("]")
    }

    /// The whole document, with a line end.
    consuming func finish() -> [UInt8] {
        closed + [0x0A]
    }

    private var closed: [UInt8] { text.bytes + [UInt8(ascii: "}")] }

    private mutating func key(_ name: String) {
        if !isEmpty { text.append(",") }
        isEmpty = false
        text.appendString(name)
        text.append(":")
    }
}
