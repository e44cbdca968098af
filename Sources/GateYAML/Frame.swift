import GateDiagnostics

/// A collection that the composer is inside of.
struct Frame {
    enum Kind {
        case sequence, mapping

        /// The tag that means the same as none.
        var tag: String {
            switch self {
            case .sequence: "tag:yaml.org,2002:seq"
            case .mapping: "tag:yaml.org,2002:map"
            }
        }

        var tagged: TaggedKind {
            switch self {
            case .sequence: .sequence
            case .mapping: .mapping
            }
        }
    }

    /// Between two keys of a mapping.
    private enum Pending {
        case key
        case value(YAMLScalar, SourceSpan)
        /// The value of a key that was reported; it is composed and left out.
        case droppedValue
    }

    /// From how many keys on they are looked up in a table.
    private static let tableKeyCountMin = 16

    let kind: Kind
    let id: YAMLDocument.NodeID
    let start: Int
    /// Whether it has brackets of its own and ends where they do; a pair like `[a: b]` in a list has none.
    let isBracketed: Bool
    /// The column of the innermost block collection.
    let indent: Int
    /// Whether it stands where a key should.
    let isKey: Bool

    private(set) var items: [YAMLDocument.NodeID] = []
    private(set) var entries: [YAMLNode.Entry] = []
    private(set) var isIncomplete = false
    /// The end of the last thing inside.
    private(set) var end = 0
    private(set) var walkCount = 1
    private(set) var height = 0
    private var pending = Pending.key
    private var keyTable: [String: SourceSpan] = [:]

    init(
        kind: Kind,
        id: YAMLDocument.NodeID,
        start: Int,
        isBracketed: Bool,
        indent: Int,
        isKey: Bool
    ) {
        self.kind = kind
        self.id = id
        self.start = start
        self.isBracketed = isBracketed
        self.indent = indent
        self.isKey = isKey
    }

    /// Whether the next node is a key.
    var expectsKey: Bool {
        if kind == .mapping, case .key = pending { return true }
        return false
    }

    /// Takes an item, or the value of the last key.
    mutating func append(_ id: YAMLDocument.NodeID, walkCount: Int, height: Int, endingAt end: Int) {
        self.end = max(self.end, end)
        if kind == .sequence {
            items.append(id)
        } else {
            defer { pending = .key }
            guard case .value(let key, let keySpan) = pending else { return }
            entries.append(YAMLNode.Entry(key: key, keySpan: keySpan, value: id))
        }
        self.walkCount += walkCount
        self.height = max(self.height, height)
    }

    /// Takes a key; returns the place of the first one if it is there already, and then drops its value.
    mutating func begin(key: YAMLScalar, at span: SourceSpan, endingAt end: Int) -> SourceSpan? {
        self.end = max(self.end, end)
        if let first = place(ofKey: key.text) {
            pending = .droppedValue
            return first
        }
        pending = .value(key, span)
        return nil
    }

    /// Leaves out the value that comes next, since its key was reported; the mapping then lacks something.
    mutating func dropNextValue(endingAt end: Int) {
        self.end = max(self.end, end)
        isIncomplete = true
        pending = .droppedValue
    }

    private mutating func place(ofKey text: String) -> SourceSpan? {
        guard entries.count >= Frame.tableKeyCountMin else {
            return entries.first { $0.key.text == text }?.keySpan
        }
        if keyTable.isEmpty {
            for entry in entries { keyTable[entry.key.text] = entry.keySpan }
        }
        // The last entry was appended since the table was made.
        if let last = entries.last { keyTable[last.key.text] = last.keySpan }
        return keyTable[text]
    }
}
