package import GateRuntime

extension SampleShape {
    /// Reads a sample and takes in what it has.
    ///
    /// - Parameters:
    ///   - bytes: the sample, one JSON document.
    ///   - name: what messages call it.
    ///   - parser: used for any number of samples.
    /// - Throws: why it is no JSON; nothing has changed then.
    package mutating func merge(
        _ bytes: [UInt8],
        name: String,
        parser: inout JSONParser
    ) throws(JSONError) {
        var failure: JSONError?
        bytes.withUnsafeBufferPointer { buffer in
            do throws(JSONError) {
                let tape = try parser.parse(ByteView(buffer))
                let sample = addSample(name)
                add(tape, at: JSONTape.root, to: SampleShape.root, sample)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }

    /// Takes in the value at a position; its depth is bounded by the parser.
    private mutating func add(_ tape: JSONTape, at index: Int, to id: NodeID, _ sample: Int) {
        let kind = Kind(tag: tape.tag(at: index))
        change(id) { $0.kinds[kind, default: SampleSet()].insert(sample) }
        switch kind {
        case .map: addMap(tape, at: index, to: id, sample)
        case .list: addList(tape, at: index, to: id, sample)
        case .null: break
        default: addValue(tape.scalar(at: index), to: id, sample)
        }
    }

    private mutating func addMap(_ tape: JSONTape, at index: Int, to id: NodeID, _ sample: Int) {
        // Those that had a map here before lack what is new in this one.
        var earlier = self[id].kinds[.map] ?? SampleSet()
        if self[id].mapSample != sample { earlier.remove(sample) }
        change(id) { $0.mapSample = sample }
        var last: [String: Int] = [:]
        var order: [String] = []
        var position = tape.start(of: index)
        let end = tape.end(of: index)
        while position < end {
            let name = tape.bytes(at: position).string
            // Of a repeated key the last counts, as in the request path.
            if last.updateValue(position + 1, forKey: name) == nil { order.append(name) }
            position = tape.next(after: position + 1)
        }
        for name in order {
            guard let value = last[name] else { continue }
            if let known = self[id].member(name) {
                add(tape, at: value, to: known, sample)
            } else if let new = addMember(name, to: id) {
                change(new) { $0.lacking = earlier }
                add(tape, at: value, to: new, sample)
            }
        }
        guard last.count < self[id].members.count else { return }
        for member in self[id].members where last[member.name] == nil {
            change(member.node) { $0.lacking.insert(sample) }
        }
    }

    private mutating func addList(_ tape: JSONTape, at index: Int, to id: NodeID, _ sample: Int) {
        var position = tape.start(of: index)
        let end = tape.end(of: index)
        if position == end { change(id) { $0.emptyLists.insert(sample) } }
        while position < end {
            guard let element = elementPlace(of: id) else { return }
            add(tape, at: position, to: element, sample)
            position = tape.next(after: position)
        }
    }

    private mutating func addValue(_ value: Scalar?, to id: NodeID, _ sample: Int) {
        change(id) { node in
            guard let value, let count = node.values?.count,
                count < Self.valueCountMax || node.values?[value] != nil
            else {
                node.values = nil
                return
            }
            node.values?[value, default: SampleSet()].insert(sample)
        }
    }
}

extension SampleShape.Kind {
    fileprivate init(tag: UInt8) {
        switch tag {
        case JSONTape.Tag.map: self = .map
        case JSONTape.Tag.list: self = .list
        case JSONTape.Tag.string: self = .string
        case JSONTape.Tag.int: self = .int
        case JSONTape.Tag.uint: self = .uint
        case JSONTape.Tag.double: self = .double
        case JSONTape.Tag.bool.true, JSONTape.Tag.bool.false: self = .bool
        default: self = .null
        }
    }
}

extension JSONTape {
    /// A scalar that may be kept as a known value; nil for one that is too long or out of range.
    fileprivate func scalar(at index: Int) -> SampleShape.Scalar? {
        switch tag(at: index) {
        case Tag.bool.true: return .bool(true)
        case Tag.bool.false: return .bool(false)
        case Tag.int: return .int(Int64(bitPattern: words[index + 1]))
        case Tag.double:
            let value = Double(bitPattern: words[index + 1])
            return Int64(exactly: value).map { .int($0) } ?? .double(value)
        case Tag.string:
            let bytes = bytes(at: index)
            return bytes.count <= SampleShape.valueBytesMax ? .string(bytes.string) : nil
        default: return nil
        }
    }
}
