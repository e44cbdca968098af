extension ProgramBuilder {
    /// Runs a program that uses no variable on the tables as they are, and keeps its value as a constant.
    ///
    /// - Parameter registerBase: registers that the program leaves alone.
    /// - Returns: the value, an error value included.
    package mutating func runConstant(_ program: Program, steps: Int) -> Value {
        let handles = regexes.map(\.handle)
        var workspace = Workspace()
        workspace.stepsLeft = steps
        let result = instructions.withUnsafeBufferPointer { instructions in
            handles.withUnsafeBufferPointer { handles in
                withConstants(&workspace) { workspace in
                    let tables = ProgramTables(instructions: TableView(instructions), regexes: TableView(handles))
                    return run(program, tables, &workspace)
                }
            }
        }
        return keep(result, workspace)
    }

    private func withConstants(_ workspace: inout Workspace, _ body: (inout Workspace) -> Value) -> Value {
        bytes.withUnsafeBufferPointer { bytes in
            values.withUnsafeBufferPointer { values in
                zones.withUnsafeBufferPointer { zones in
                    zoneChanges.withUnsafeBufferPointer { changes in
                        workspace.constants = ByteView(bytes)
                        workspace.constantValues = TableView(values)
                        workspace.zones = TimeZoneTable(zones: TableView(zones), changes: TableView(changes))
                        defer {
                            workspace.constants = .empty
                            workspace.constantValues = .empty
                            workspace.zones = .empty
                        }
                        return body(&workspace)
                    }
                }
            }
        }
    }

    /// Makes a constant of what lies in the workspace's arenas.
    private mutating func keep(_ value: Value, _ workspace: borrowing Workspace) -> Value {
        guard value.place == .arena else { return value }
        switch value.kind {
        case .string, .bytes, .ip, .cidr:
            let range = constant(bytes: Array(workspace.view(value).unsafeBytes))
            let payload = Value.string(.constant, offset: Int(range.offset), count: Int(range.count)).payload
            return Value(kind: value.kind, place: .constant, aux: value.aux, payload: payload)
        case .list:
            var elements: [Value] = []
            for index in 0..<value.count { elements.append(keep(workspace.values[value.offset + index], workspace)) }
            return list(elements)
        case .map:
            var entries: [(key: Value, value: Value)] = []
            for index in 0..<value.count {
                let offset = value.offset + 2 * index
                let key = keep(workspace.values[offset], workspace)
                entries.append((key, keep(workspace.values[offset + 1], workspace)))
            }
            return map(entries)
        case .optional where value.payload > 0:
            return optional(keep(workspace.values[Int(value.payload) - 1], workspace))
        default:
            return value
        }
    }
}
