extension ProgramBuilder {
    /// Runs a program that uses no variable on the tables as they are, and keeps its value as a constant.
    ///
    /// - Returns: the value, an error value included; nil where it is too large to be kept.
    package mutating func runConstant(_ program: Program, steps: Int) -> Value? {
        withWorkspace { tables, workspace in
            workspace.stepsLeft = steps
            let result = run(program, tables, &workspace)
            guard workspace.bytes.count <= 65_536, workspace.values.count <= 4_096 else { return nil as Kept? }
            return Kept(result, workspace)
        }?.constant(in: &self)
    }

    /// Runs `body` on the tables as they are, with a workspace of its own: for tests and for constants.
    package func withWorkspace<Result>(
        limits: EvaluationLimits = EvaluationLimits(),
        _ body: (ProgramTables, inout Workspace) -> Result
    ) -> Result {
        let handles = regexes.map(\.handle)
        var workspace = Workspace(limits: limits)
        workspace.stepsLeft = limits.steps
        return instructions.withUnsafeBufferPointer { instructions in
            handles.withUnsafeBufferPointer { handles in
                withConstants(&workspace) { workspace in
                    body(ProgramTables(instructions: TableView(instructions), regexes: TableView(handles)), &workspace)
                }
            }
        }
    }

    private func withConstants<Result>(
        _ workspace: inout Workspace,
        _ body: (inout Workspace) -> Result
    ) -> Result {
        bytes.withUnsafeBufferPointer { bytes in
            values.withUnsafeBufferPointer { values in
                zones.withUnsafeBufferPointer { zones in
                    zoneChanges.withUnsafeBufferPointer { changes in
                        workspace.constants = ByteView(bytes)
                        workspace.constantValues = TableView(values)
                        workspace.zones = TimeZoneTable(zones: TableView(zones), changes: TableView(changes))
                        return body(&workspace)
                    }
                }
            }
        }
    }
}

/// A value that was copied out of the workspace.
private indirect enum Kept {
    /// A scalar, or a constant already.
    case value(Value)
    case bytes(Value.Kind, [UInt8])
    case list([Kept])
    case map([(key: Kept, value: Kept)])
    case optional(Kept)

    init(_ value: Value, _ workspace: borrowing Workspace) {
        guard value.place == .arena else {
            self = .value(value)
            return
        }
        switch value.kind {
        case .string, .bytes, .ip, .cidr:
            self = .bytes(value.kind, Array(workspace.view(value).unsafeBytes))
        case .list:
            var elements: [Kept] = []
            for index in 0..<value.count { elements.append(Kept(workspace.values[value.offset + index], workspace)) }
            self = .list(elements)
        case .map:
            var entries: [(key: Kept, value: Kept)] = []
            for index in 0..<value.count {
                let offset = value.offset + 2 * index
                let key = Kept(workspace.values[offset], workspace)
                entries.append((key, Kept(workspace.values[offset + 1], workspace)))
            }
            self = .map(entries)
        case .optional where value.payload > 0:
            self = .optional(Kept(workspace.values[Int(value.payload) - 1], workspace))
        default:
            self = .value(value)
        }
    }

    func constant(in builder: inout ProgramBuilder) -> Value {
        switch self {
        case .value(let value): return value
        case .bytes(let kind, let content):
            let range = builder.constant(bytes: content)
            let payload = Value.string(.constant, offset: Int(range.offset), count: Int(range.count)).payload
            return Value(kind: kind, place: .constant, payload: payload)
        case .list(let elements): return builder.list(elements.map { $0.constant(in: &builder) })
        case .map(let entries):
            return builder.map(entries.map { ($0.key.constant(in: &builder), $0.value.constant(in: &builder)) })
        case .optional(let content): return builder.optional(content.constant(in: &builder))
        }
    }
}
