extension Workspace {
    /// CEL's `==`: numbers by value whatever their type, other types only with their own; never an error, except that
    /// it may run out of steps.
    @inline(__always)
    mutating func equal(_ left: Value, _ right: Value) throws(Fault) -> Bool {
        if left.kind == .string && right.kind == .string {
            guard left.count == right.count else { return false }
            try charge(bytes: left.count)
            return view(left) == view(right)
        }
        return try equalOther(left, right, depth: 0)
    }

    /// Nesting that a comparison will follow: more than a body or an expression can have.
    private static var depthMax: Int { 1_024 }

    private mutating func equal(_ left: Value, _ right: Value, depth: Int) throws(Fault) -> Bool {
        if left.kind == .string && right.kind == .string { return try equal(left, right) }
        return try equalOther(left, right, depth: depth)
    }

    private mutating func equalOther(_ left: Value, _ right: Value, depth: Int) throws(Fault) -> Bool {
        if left.isNumber && right.isNumber { return Value.numericOrder(left, right) == .equal }
        guard left.orNull.kind == right.orNull.kind, left.kind != .error else {
            // Nothing equals an error, and nothing differs from one either.
            if left.isError { throw left.fault }
            if right.isError { throw right.fault }
            return false
        }
        switch left.kind {
        case .absent, .null: return true
        case .bool, .type: return left.payload == right.payload
        case .timestamp, .duration: return left.payload == right.payload && left.aux == right.aux
        case .string, .bytes:
            guard left.count == right.count else { return false }
            try charge(bytes: left.count)
            return view(left) == view(right)
        case .ip, .cidr: return view(left) == view(right)
        case .list: return try equalLists(left, right, depth: depth + 1)
        case .map: return try equalMaps(left, right, depth: depth + 1)
        case .optional: return try equalOptionals(left, right, depth: depth + 1)
        case .int, .uint, .double, .error: return false
        }
    }

    private mutating func equalLists(_ left: Value, _ right: Value, depth: Int) throws(Fault) -> Bool {
        guard depth <= Workspace.depthMax else { throw Fault(.depthExceeded) }
        guard try size(left) == size(right) else { return false }
        var lefts = try cursor(over: left)
        var rights = try cursor(over: right)
        while let (_, leftElement) = try advance(&lefts), let (_, rightElement) = try advance(&rights) {
            try charge(OperationCost.element)
            guard try equal(leftElement, rightElement, depth: depth) else { return false }
        }
        return true
    }

    private mutating func equalMaps(_ left: Value, _ right: Value, depth: Int) throws(Fault) -> Bool {
        guard depth <= Workspace.depthMax else { throw Fault(.depthExceeded) }
        guard try size(left) == size(right) else { return false }
        var lefts = try cursor(over: left)
        while let (key, leftElement) = try advance(&lefts) {
            try charge(OperationCost.element)
            guard let rightElement = try lookup(right, key) else { return false }
            guard try equal(leftElement, rightElement, depth: depth) else { return false }
        }
        return true
    }

    private mutating func equalOptionals(_ left: Value, _ right: Value, depth: Int) throws(Fault) -> Bool {
        guard depth <= Workspace.depthMax else { throw Fault(.depthExceeded) }
        guard let leftContent = try content(ofOptional: left), let rightContent = try content(ofOptional: right) else {
            return left.payload == 0 && right.payload == 0
        }
        return try equal(leftContent, rightContent, depth: depth)
    }
}
