extension Workspace {
    /// Appends the bytes of a string or bytes value to the byte arena, wherever they lie.
    mutating func appendBytes(of value: Value) throws(Fault) {
        try charge(bytes: value.count)
        if value.place == .arena {
            try bytes.appendCopy(from: value.offset, count: value.count)
        } else {
            try bytes.append(view(value))
        }
    }

    /// Two strings, or two bytes values, one after the other.
    ///
    /// One that was just made is not copied again, so that a chain of sums costs its length and not its square.
    mutating func joined(_ left: Value, _ right: Value) throws(Fault) -> Value {
        if left.count == 0 { return right }
        if right.count == 0 { return left }
        var start = left.offset
        if left.place != .arena || left.offset + left.count != bytes.count {
            start = bytes.count
            try appendBytes(of: left)
        }
        try appendBytes(of: right)
        return Value(
            kind: left.kind,
            place: .arena,
            payload: Value.string(.arena, offset: start, count: left.count + right.count).payload
        )
    }

    /// Two lists, one after the other.
    mutating func joinedLists(_ left: Value, _ right: Value) throws(Fault) -> Value {
        let mark = pending.count
        for list in [left, right] {
            var cursor = try cursor(over: list)
            while let (_, element) = try advance(&cursor) {
                try charge(OperationCost.element)
                try pending.append(element)
            }
        }
        return try closeList(from: mark)
    }
}
