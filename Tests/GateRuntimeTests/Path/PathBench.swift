import GateCompiler
import GateExpression
import GateRuntime
import Testing

/// Paths compiled for a test, and what they find in a document.
final class PathBench {
    let json = JSONBench()
    private var lowering = PathLowering()
    private var constants: [UInt8] = []

    /// Compiles a query and returns its index.
    func compile(_ path: String) throws -> Int {
        let (syntax, diagnostics) = parseJSONPath(path)
        return lowering.add(
            try #require(syntax, "\(path): \(diagnostics.map(\.message))").query,
            constants: &constants
        )
    }

    /// Compiles singular paths into a trie whose slots are their positions.
    func compile(trie paths: [String]) throws -> Int {
        var trie = PathTrieBuilder()
        for (slot, path) in paths.enumerated() {
            let syntax = try #require(parseJSONPath(path).0, "\(path)")
            trie.add(try #require(syntax.trieSteps), slot: UInt16(slot))
        }
        return lowering.add(trie, constants: &constants)
    }

    /// Runs `body` with the tables as a request sees them.
    func withTables<Result>(_ body: (PathTablesView, inout Workspace) throws -> Result) rethrows -> Result {
        let tables = BoundPathTables(lowering.tables)
        return try constants.withUnsafeBufferPointer { constants in
            json.workspace.constants = ByteView(constants)
            return try body(tables.view, &json.workspace)
        }
    }

    /// The values that a query finds in the document, as JSON.
    func values(_ query: Int) throws -> String {
        let list = try withTables { tables, workspace in
            try evaluatePath(query, tables: tables, workspace: &workspace)
        }
        return try json.written(list)
    }

    /// The normalized paths of what a query finds.
    func locations(_ query: Int) throws -> [String] {
        try withTables { tables, workspace in
            let list = try locatePath(query, tables: tables, workspace: &workspace)
            return (0..<list.count).map { index in
                normalizedPath(of: Int(workspace.values[list.offset + index].asInt), in: workspace.json)
            }
        }
    }

    /// What a trie writes into the first `count` registers, as JSON; nil where it is absent.
    func fill(_ trie: Int, count: Int) throws -> [String?] {
        let values = try withTables { tables, workspace in
            workspace.registers.truncate(to: 0)
            try workspace.registers.append(repeating: .int(-99), count: count)
            fillPaths(trie, tables: tables, workspace: &workspace)
            return (0..<count).map { workspace.registers[$0] }
        }
        return try values.map { $0.kind == .absent ? nil : try json.written($0) }
    }
}
