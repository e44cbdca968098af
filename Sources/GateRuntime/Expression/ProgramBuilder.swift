/// Collects the programs and constants of one graph: each constant once, every program in one instruction table.
package struct ProgramBuilder {
    package private(set) var instructions: [Instruction] = []
    /// Where each instruction comes from; as long as ``instructions``.
    package private(set) var sites: [ProgramSite] = []
    /// Constants that instructions use, and the elements of constant lists and maps.
    package private(set) var values: [Value] = []
    /// The text and bytes of constants.
    package private(set) var bytes: [UInt8] = []
    /// The compiled regular expressions; the graph keeps them and hands their handles to the machine.
    package private(set) var regexes: [RegexProgram] = []
    /// The time zones that programs name, sorted by name.
    package private(set) var zones: [TimeZoneTable.Zone] = []
    package private(set) var zoneChanges: [TimeZoneTable.Change] = []
    /// Expressions that were lowered so far.
    package private(set) var expressionCount = 0

    private var bytesIndex: [[UInt8]: ByteRange] = [:]
    private var valueIndex: [ConstantKey: UInt32] = [:]
    private var runIndex: [[ConstantKey]: Int] = [:]
    private var regexIndex: [String: UInt32] = [:]
    private var zoneNames: Set<String> = []

    package init() {}

    // MARK: Instructions

    /// The index that the next instruction will have.
    package var nextIndex: Int { instructions.count }

    /// Begins another expression; its number is the one that sites give.
    package mutating func beginExpression() -> UInt32 {
        expressionCount += 1
        return UInt32(expressionCount - 1)
    }

    /// Appends an instruction and returns its index.
    @discardableResult
    package mutating func append(_ instruction: Instruction, at site: ProgramSite) -> Int {
        instructions.append(instruction)
        sites.append(site)
        return instructions.count - 1
    }

    /// Changes an instruction, once the target of its jump is known.
    package mutating func update(_ index: Int, _ change: (inout Instruction) -> Void) {
        change(&instructions[index])
    }

    /// Drops the instructions from `index` on.
    package mutating func truncate(to index: Int) {
        instructions.removeSubrange(index...)
        sites.removeSubrange(index...)
    }

    // MARK: Constants

    /// The place of `content` in ``bytes``, appended if it is not there yet.
    package mutating func constant(bytes content: [UInt8]) -> ByteRange {
        if let known = bytesIndex[content] { return known }
        let range = ByteRange(offset: bytes.count, count: content.count)
        bytes += content
        bytesIndex[content] = range
        return range
    }

    /// Lets `add` append to ``bytes`` what it refers to by offset itself.
    package mutating func withBytes<Result>(_ add: (inout [UInt8]) -> Result) -> Result {
        add(&bytes)
    }

    /// A constant string.
    package mutating func string(_ text: String) -> Value {
        let range = constant(bytes: Array(text.utf8))
        return .string(.constant, offset: Int(range.offset), count: Int(range.count))
    }

    /// Constant bytes.
    package mutating func bytes(_ content: [UInt8]) -> Value {
        let range = constant(bytes: content)
        return .bytes(.constant, offset: Int(range.offset), count: Int(range.count))
    }

    /// A list of constants.
    package mutating func list(_ elements: [Value]) -> Value {
        .list(.constant, offset: run(elements), count: elements.count)
    }

    /// A map of constants; keys must differ.
    package mutating func map(_ entries: [(key: Value, value: Value)]) -> Value {
        .map(.constant, offset: run(entries.flatMap { [$0.key, $0.value] }), count: entries.count)
    }

    /// An optional that holds a constant.
    package mutating func optional(_ content: Value) -> Value {
        Value(kind: .optional, place: .constant, payload: UInt64(index(of: content)) + 1)
    }

    /// The index of a constant in ``values``, appended if it is not there yet.
    package mutating func index(of value: Value) -> UInt32 {
        let key = ConstantKey(value)
        if let known = valueIndex[key] { return known }
        let index = UInt32(values.count)
        values.append(value)
        valueIndex[key] = index
        return index
    }

    /// The operand that stands for a constant.
    package mutating func operand(_ value: Value) -> UInt32 {
        index(of: value) | Instruction.constantBit
    }

    /// The index of the first of `elements`, which lie one after the other.
    private mutating func run(_ elements: [Value]) -> Int {
        if elements.isEmpty { return 0 }
        let key = elements.map(ConstantKey.init)
        if let known = runIndex[key] { return known }
        let start = values.count
        values += elements
        runIndex[key] = start
        return start
    }

    /// A table for ``Instruction/Code/inSet``: where it starts, and its places.
    ///
    /// Nil where a member is not a scalar.
    package mutating func constantSet(_ members: [Value]) -> (start: UInt32, places: UInt32)? {
        guard members.allSatisfy(\.isHashable) else { return nil }
        var places = 4
        while places < members.count * 2 { places *= 2 }
        var table = [Value](repeating: .absent, count: places)
        for member in members {
            let text = Array(bytes[member.kind == .string ? member.offset..<member.offset + member.count : 0..<0])
            var place = text.withUnsafeBufferPointer { member.hash(of: ByteView($0)) } & (places - 1)
            while table[place].kind != .absent { place = (place + 1) & (places - 1) }
            table[place] = member
        }
        return (UInt32(run(table)), UInt32(places))
    }

    /// The index of a regular expression in ``regexes``, compiled if it is new.
    package mutating func regex(_ pattern: String) throws(RegexProgram.CompileError) -> UInt32 {
        if let known = regexIndex[pattern] { return known }
        let index = UInt32(regexes.count)
        regexes.append(try RegexProgram(pattern))
        regexIndex[pattern] = index
        return index
    }

    // MARK: Time zones

    /// Whether a zone of that name was added.
    package func hasZone(_ name: String) -> Bool { zoneNames.contains(name) }

    /// Adds a time zone.
    ///
    /// Its changes must be in the order of time.
    package mutating func addZone(
        _ name: String,
        firstOffset: Int32,
        changes: [TimeZoneTable.Change],
        rule: TimeZoneRule
    ) {
        guard zoneNames.insert(name).inserted else { return }
        let range = TableRange(start: zoneChanges.count, count: changes.count)
        zoneChanges += changes
        let place = constant(bytes: Array(name.utf8))
        let zone = TimeZoneTable.Zone(name: place, changes: range, firstOffset: firstOffset, rule: rule)
        var (low, high) = (0, zones.count)
        while low < high {
            let middle = (low + high) / 2
            let other = zones[middle].name
            let otherBytes = bytes[Int(other.offset)..<Int(other.offset + other.count)]
            if otherBytes.lexicographicallyPrecedes(name.utf8) { low = middle + 1 } else { high = middle }
        }
        zones.insert(zone, at: low)
    }
}

/// A value as a key: its 16 bytes.
private struct ConstantKey: Hashable {
    let head: UInt64
    let payload: UInt64

    init(_ value: Value) {
        head = UInt64(value.kind.rawValue) << 40 | UInt64(value.place.rawValue) << 32 | UInt64(value.aux)
        payload = value.payload
    }
}
