/// A place in a tree of values: a position on the JSON tape, or a value in the workspace or among the constants.
struct PathNode: BitwiseCopyable {
    /// The value, where it is not on the tape.
    private var held: Value
    /// The position on the tape; 0 for a value that is not there.
    let tapeIndex: Int

    init(tapeIndex: Int) {
        held = .absent
        self.tapeIndex = tapeIndex
    }

    /// A list or map of the tape becomes a position, so that both forms of one place are the same.
    init(_ value: Value) {
        let isPosition = value.place == .json && (value.kind == .list || value.kind == .map)
        held = value
        tapeIndex = isPosition ? value.tapeIndex : 0
    }

    var isOnTape: Bool { tapeIndex > 0 }

    func value(_ workspace: borrowing Workspace) -> Value {
        isOnTape ? workspace.json.value(at: tapeIndex) : held
    }

    /// The kind of value; cheaper than making the value.
    func kind(_ workspace: borrowing Workspace) -> Value.Kind {
        guard isOnTape else { return held.place == .head ? .null : held.kind }
        switch workspace.json.tag(at: tapeIndex) {
        case JSONTape.Tag.list: return .list
        case JSONTape.Tag.map: return .map
        default: return .null
        }
    }

    /// Elements of a list, or pairs of a map, repeated keys counted each time; 0 for a scalar.
    func size(_ workspace: borrowing Workspace) -> Int {
        switch kind(workspace) {
        case .list, .map: isOnTape ? workspace.json.elementCount(of: tapeIndex) : held.count
        default: 0
        }
    }

    /// The value of a map's member with a name; nil for any other kind of node.
    func member(_ name: ByteView, _ workspace: borrowing Workspace) -> PathNode? {
        guard kind(workspace) == .map else { return nil }
        if isOnTape {
            return workspace.json.member(of: tapeIndex, named: name).map { PathNode(tapeIndex: $0) }
        }
        for pair in 0..<held.count {
            let key = workspace.element(of: held, at: pair * 2)
            if key.kind == .string, workspace.view(key) == name {
                return PathNode(workspace.element(of: held, at: pair * 2 + 1))
            }
        }
        return nil
    }

    /// The element of a list; a negative number counts from the end.
    ///
    /// Nil for any other kind of node.
    func element(_ ordinal: Int, _ workspace: borrowing Workspace) -> PathNode? {
        guard kind(workspace) == .list else { return nil }
        if isOnTape {
            return workspace.json.element(of: tapeIndex, at: ordinal).map { PathNode(tapeIndex: $0) }
        }
        let index = ordinal < 0 ? ordinal + held.count : ordinal
        guard index >= 0, index < held.count else { return nil }
        return PathNode(workspace.element(of: held, at: index))
    }
}

extension Workspace {
    /// An entry of a list, or a key or value of a map, of the arena or the constants.
    borrowing func element(of container: Value, at index: Int) -> Value {
        container.place == .arena ? values[container.offset + index] : constantValues[container.offset + index]
    }
}
