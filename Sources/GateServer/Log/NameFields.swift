/// Names of the graph as they are logged, `,"endpoint":"name"` or ` endpoint=name`, escaped once.
struct NameFields {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    init(_ key: StaticString, _ names: [String], isText: Bool) {
        var text = LogText(capacity: 64)
        for name in names {
            // The only answer of an endpoint without branches has no name.
            if !name.isEmpty {
                text.append(isText ? " " : ",\"")
                text.append(key)
                text.append(isText ? "=" : "\":")
                if isText { text.appendPlain(name) } else { text.appendString(name) }
            }
            ends.append(text.bytes.count)
        }
        bytes = text.bytes
    }

    /// The field at `index`; empty where there is no such name.
    func field(_ index: Int) -> ArraySlice<UInt8> {
        guard ends.indices.contains(index) else { return [] }
        return bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }
}
