/// Parses a query string (application/x-www-form-urlencoded, WHATWG URL, section 5.1) into a map in the value arena.
///
/// - Returns: the map, or nil where it cannot be read: a bad percent sequence, text that is not UTF-8, a parameter that is
///   both text and a container, or a passed limit.
func parseQuery(_ part: RequestHead.Part?, workspace: inout Workspace) -> Value? {
    workspace.queryNodes.clear(keeping: 64)
    guard (try? workspace.queryNodes.append(QueryNode())) != nil else { return nil }
    if let part {
        let end = Int(part.offset) + Int(part.count)
        var start = Int(part.offset)
        var parameters = 0
        while start <= end {
            var stop = start
            while stop < end, workspace.head[stop] != UInt8(ascii: "&") { stop += 1 }
            if stop > start {
                parameters += 1
                guard parameters <= QueryLimits.parameterCountMax,
                    addParameter(from: start, to: stop, workspace: &workspace)
                else { return nil }
            }
            start = stop + 1
        }
    }
    return try? freeze(0, workspace: &workspace, asRoot: true)
}

/// Adds `key=value` or `key`.
private func addParameter(from start: Int, to end: Int, workspace: inout Workspace) -> Bool {
    var equals = start
    while equals < end, workspace.head[equals] != UInt8(ascii: "=") { equals += 1 }
    let rawKey = Value.string(.head, offset: start, count: equals - start)
    guard let key = decodePercent(rawKey, plusIsSpace: true, workspace: &workspace) else { return false }
    var value = Value.null
    if equals < end {
        let rawValue = Value.string(.head, offset: equals + 1, count: end - equals - 1)
        guard let decoded = decodePercent(rawValue, plusIsSpace: true, workspace: &workspace),
            workspace.view(decoded).isUTF8
        else { return false }
        value = decoded
    }
    guard workspace.view(key).isUTF8 else { return false }
    return insert(value, at: key, workspace: &workspace)
}

/// Walks the key's segments, making containers on the way.
///
/// A key whose brackets do not match is one name.
private func insert(_ value: Value, at key: Value, workspace: inout Workspace) -> Bool {
    var segments = InlineArray<17, Value>(repeating: .absent)
    let count = splitKey(key, into: &segments, workspace)
    guard count > 0 else { return false }
    var node: Int32 = 0
    for index in 0..<count {
        guard let next = descend(from: node, segments[index], workspace: &workspace) else { return false }
        node = next
    }
    return setLeaf(value, of: node, workspace: &workspace)
}

private func setLeaf(_ value: Value, of node: Int32, workspace: inout Workspace) -> Bool {
    var entry = workspace.queryNodes[Int(node)]
    if entry.firstChild < 0, entry.leaf.kind == .absent {
        entry.leaf = value
        workspace.queryNodes[Int(node)] = entry
        return true
    }
    if entry.firstChild < 0 {
        // The second of a repeated key: what was text becomes the first of a list.
        let first = entry.leaf
        entry.leaf = .absent
        workspace.queryNodes[Int(node)] = entry
        guard appendChild(to: node, key: .absent, leaf: first, workspace: &workspace) != nil else { return false }
    } else if !isRepeated(node, workspace) {
        // `a[b]=1&a=2`: a container cannot be text as well.
        return false
    }
    return appendChild(to: node, key: .absent, leaf: value, workspace: &workspace) != nil
}

/// Whether the node's children came from repeating its key, or from `[]`.
private func isRepeated(_ node: Int32, _ workspace: borrowing Workspace) -> Bool {
    let first = workspace.queryNodes[Int(node)].firstChild
    return first >= 0 && workspace.queryNodes[Int(first)].key.kind == .absent
}

/// The child under a key, made where it is missing; nil where the node is text.
private func descend(from parent: Int32, _ key: Value, workspace: inout Workspace) -> Int32? {
    let entry = workspace.queryNodes[Int(parent)]
    guard entry.leaf.kind == .absent else { return nil }
    if key.count == 0, parent != 0 {
        return appendChild(to: parent, key: .absent, leaf: .absent, workspace: &workspace)
    }
    var child = entry.firstChild
    let name = workspace.view(key)
    while child >= 0 {
        let node = workspace.queryNodes[Int(child)]
        if node.key.kind != .absent, workspace.view(node.key) == name { return child }
        child = node.nextSibling
    }
    return appendChild(to: parent, key: key, leaf: .absent, workspace: &workspace)
}

private func appendChild(to parent: Int32, key: Value, leaf: Value, workspace: inout Workspace) -> Int32? {
    var node = QueryNode()
    node.key = key
    node.leaf = leaf
    var entry = workspace.queryNodes[Int(parent)]
    node.number = key.kind == .absent ? entry.childCount : decimalIndex(workspace.view(key))
    guard let index = try? workspace.queryNodes.append(node) else { return nil }
    if entry.lastChild >= 0 {
        workspace.queryNodes[Int(entry.lastChild)].nextSibling = Int32(index)
    } else {
        entry.firstChild = Int32(index)
    }
    entry.lastChild = Int32(index)
    entry.childCount += 1
    workspace.queryNodes[Int(parent)] = entry
    return Int32(index)
}

private func decimalIndex(_ text: ByteView) -> Int32 {
    guard text.count > 0, text.count <= QueryLimits.indexDigitsMax else { return -1 }
    if text.count > 1, text[0] == UInt8(ascii: "0") { return -1 }
    var number: Int32 = 0
    for index in 0..<text.count {
        let byte = text[index]
        guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return -1 }
        number = number * 10 + Int32(byte - UInt8(ascii: "0"))
    }
    return number
}

/// Splits `a[0][b]` into `a`, `0`, `b`.
///
/// - Returns: the number of segments, 0 where it is nested too deeply.
private func splitKey(
    _ key: Value,
    into segments: inout InlineArray<17, Value>,
    _ workspace: borrowing Workspace
) -> Int {
    let text = workspace.view(key)
    segments[0] = key
    var open = 0
    while open < text.count, text[open] != UInt8(ascii: "[") { open += 1 }
    guard open > 0, open < text.count else { return 1 }
    var count = 1
    var position = open
    while position < text.count {
        guard text[position] == UInt8(ascii: "[") else { return 1 }
        var close = position + 1
        while close < text.count, text[close] != UInt8(ascii: "]") {
            if text[close] == UInt8(ascii: "[") { return 1 }
            close += 1
        }
        guard close < text.count else { return 1 }
        guard count <= QueryLimits.depthMax else { return 0 }
        segments[count] = .string(key.place, offset: key.offset + position + 1, count: close - position - 1)
        count += 1
        position = close + 1
    }
    segments[0] = .string(key.place, offset: key.offset, count: open)
    return count
}

/// Turns a node into a value: children first, then the container that lists them.
private func freeze(_ node: Int32, workspace: inout Workspace, asRoot: Bool) throws(Fault) -> Value {
    let entry = workspace.queryNodes[Int(node)]
    if entry.firstChild < 0, !asRoot { return entry.leaf }
    var isList = !asRoot
    var child = entry.firstChild
    while child >= 0 {
        if workspace.queryNodes[Int(child)].number < 0 { isList = false }
        child = workspace.queryNodes[Int(child)].nextSibling
    }
    let count = Int(entry.childCount)
    let start = try workspace.values.append(repeating: .null, count: isList ? count : count * 2)
    return isList
        ? try freezeList(entry, at: start, workspace: &workspace)
        : try freezeMap(entry, at: start, workspace: &workspace)
}

private func freezeMap(_ entry: QueryNode, at start: Int, workspace: inout Workspace) throws(Fault) -> Value {
    var child = entry.firstChild
    var place = start
    while child >= 0 {
        let value = try freeze(child, workspace: &workspace, asRoot: false)
        let node = workspace.queryNodes[Int(child)]
        workspace.values[place] = try keyOf(node, workspace: &workspace)
        workspace.values[place + 1] = value
        place += 2
        child = node.nextSibling
    }
    return .map(.arena, offset: start, count: Int(entry.childCount))
}

/// The name of a child; one that came from a repeated key or `[]` beside names gets its number.
private func keyOf(_ node: QueryNode, workspace: inout Workspace) throws(Fault) -> Value {
    if node.key.kind != .absent { return node.key }
    let start = workspace.bytes.count
    var divisor: Int32 = 1
    while node.number / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
        try workspace.bytes.append(UInt8(ascii: "0") + UInt8(node.number / divisor % 10))
        divisor /= 10
    }
    return .string(.arena, offset: start, count: workspace.bytes.count - start)
}

/// Lists children by number; there are few, and they mostly come in order, so insertion is the right sort.
private func freezeList(_ entry: QueryNode, at start: Int, workspace: inout Workspace) throws(Fault) -> Value {
    var child = entry.firstChild
    var filled = 0
    let order = workspace.queryOrder.count
    while child >= 0 {
        let number = workspace.queryNodes[Int(child)].number
        try workspace.queryOrder.append(child)
        var place = filled
        while place > 0, workspace.queryNodes[Int(workspace.queryOrder[order + place - 1])].number > number {
            workspace.queryOrder[order + place] = workspace.queryOrder[order + place - 1]
            place -= 1
        }
        workspace.queryOrder[order + place] = child
        filled += 1
        child = workspace.queryNodes[Int(child)].nextSibling
    }
    for index in 0..<filled {
        let value = try freeze(workspace.queryOrder[order + index], workspace: &workspace, asRoot: false)
        workspace.values[start + index] = value
    }
    workspace.queryOrder.truncate(to: order)
    return .list(.arena, offset: start, count: filled)
}
