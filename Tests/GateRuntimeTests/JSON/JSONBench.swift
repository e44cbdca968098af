import GateRuntime

/// Reads a text into a workspace for a test, and gives what becomes of it as text again.
final class JSONBench {
    var workspace = Workspace()
    private var parser = JSONParser()

    init() {
        workspace.stepsLeft = EvaluationLimits().steps
    }

    /// Parses a document into the workspace.
    func read(_ text: String) throws(JSONError) { try read(Array(text.utf8)) }

    func read(_ bytes: [UInt8]) throws(JSONError) {
        // In a buffer of its own, so that a read past the end is seen by an address sanitiser.
        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
        _ = copy.initialize(fromContentsOf: bytes)
        defer { copy.deallocate() }
        workspace.json = .empty
        workspace.json = try parser.parse(ByteView(UnsafeBufferPointer(copy)))
    }

    var root: Value { workspace.json.value(at: JSONTape.root) }

    /// The bytes that the parser keeps room for.
    var capacity: Int { parser.capacity }

    func shrink(to keep: Int) {
        workspace.json = .empty
        parser.shrink(to: keep)
    }

    /// Appends text to the byte arena.
    func text(_ text: String) throws -> Value {
        let bytes = Array(text.utf8)
        let start = try bytes.withUnsafeBufferPointer { try workspace.bytes.append($0) }
        return .string(.arena, offset: start, count: bytes.count)
    }

    /// Appends a list to the value arena.
    func list(_ elements: [Value]) throws -> Value {
        let start = try elements.withUnsafeBufferPointer { try workspace.values.append($0) }
        return .list(.arena, offset: start, count: elements.count)
    }

    /// Appends a map to the value arena.
    func map(_ pairs: [(Value, Value)]) throws -> Value {
        let entries = pairs.flatMap { [$0.0, $0.1] }
        let start = try entries.withUnsafeBufferPointer { try workspace.values.append($0) }
        return .map(.arena, offset: start, count: pairs.count)
    }

    /// A value as compact JSON.
    func written(_ value: Value) throws(Fault) -> String {
        let start = workspace.output.count
        defer { workspace.output.truncate(to: start) }
        try JSONWriter.write(value, in: &workspace)
        return workspace.output.view(from: start, count: workspace.output.count - start).string
    }

    /// A text, parsed and written again.
    func roundTrip(_ text: String) throws -> String {
        try read(text)
        return try written(root)
    }
}
