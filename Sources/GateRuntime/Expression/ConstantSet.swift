// A constant list of scalars as a table for `in`: a power of two of places, half full at most, probed one after the
// other. Only the table's own values decide its shape, so a request cannot make it slow.

extension Workspace {
    /// Whether `candidate` is in the set at constant `instruction.b` of `instruction.c` places.
    mutating func isMember(_ candidate: Value, ofSetAt instruction: Instruction) -> Bool {
        place(of: candidate, inSetAt: Int(instruction.b), places: Int(instruction.c)) != nil
    }

    /// The place of a value in the set at constant `start` of `places` places; nil where it is not in it.
    mutating func place(of candidate: Value, inSetAt start: Int, places: Int) -> Int? {
        guard candidate.isHashable else { return nil }
        let mask = places - 1
        let text = candidate.kind == .string ? view(candidate) : .empty
        var place = candidate.hash(of: text) & mask
        while true {
            let member = constantValues[start + place]
            if member.kind == .absent { return nil }
            if member.kind == .string {
                if candidate.kind == .string && view(member) == text { return place }
            } else if candidate.kind != .string && member.equalsScalar(candidate) {
                return place
            }
            place = (place + 1) & mask
        }
    }
}

extension Value {
    /// Whether the value can be in a constant set: a string, number, bool or null.
    var isHashable: Bool {
        switch kind {
        case .string, .int, .uint, .double, .bool, .null: true
        default: false
        }
    }

    /// Equality of scalars other than strings.
    func equalsScalar(_ other: Value) -> Bool {
        if isNumber && other.isNumber { return Value.numericOrder(self, other) == .equal }
        return kind == other.kind && payload == other.payload
    }

    /// A hash that is the same for values that are equal; `text` are the bytes of a string.
    func hash(of text: ByteView) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        switch kind {
        case .string:
            for index in 0..<text.count { hash = (hash ^ UInt64(text[index])) &* 0x100_0000_01B3 }
        case .int, .uint, .double:
            // As doubles, equal numbers of all types meet; the sign of zero does not count.
            let number = kind == .int ? Double(asInt) : kind == .uint ? Double(payload) : asDouble
            hash ^= (number == 0 ? 0 : number).bitPattern
        default:
            hash ^= payload &+ UInt64(kind.rawValue) << 32
        }
        hash = (hash ^ (hash >> 32)) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: hash >> 33)
    }
}
