extension GraphView {
    /// Makes a value of its parts and leaves it on the stack of pending values.
    func make(_ parts: TableRange, _ workspace: inout Workspace) throws(Fault) {
        for index in parts.indices {
            let part = valueParts[index]
            let mark = workspace.pending.count - Int(part.count)
            switch part.kind {
            case .constant: try workspace.pending.append(workspace.constantValues[Int(part.index)])
            case .program:
                let value = run(programs[Int(part.index)], programTables, &workspace)
                if value.isError { throw value.fault }
                try workspace.pending.append(value)
            case .text: try workspace.closeText(from: mark)
            case .list:
                let list = try workspace.closeList(from: mark)
                try workspace.pending.append(list)
            case .map:
                // A map's keys are constants of the file, which differ.
                let map = try workspace.closeMap(from: mark - Int(part.count), checksKeys: false)
                try workspace.pending.append(map)
            }
        }
    }
}

extension Workspace {
    /// Joins the pending texts from `mark` on.
    fileprivate mutating func closeText(from mark: Int) throws(Fault) {
        let start = bytes.count
        for index in mark..<pending.count { try appendBytes(of: pending[index]) }
        pending.truncate(to: mark)
        try pending.append(.string(.arena, offset: start, count: bytes.count - start))
    }
}
